import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Mark } from "@/components/shell/rail";
import { SetUpForm } from "@/components/sign-in/set-up-form";
import { isSetUpNeeded } from "@/lib/auth/page-user";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("setUpTitle") };
}

/** The first visit: makes the first admin, and is gone once there is one. */
export default async function SetUpPage() {
  if (!(await isSetUpNeeded())) redirect("/sign-in");
  const t = await getTranslations("auth");
  return (
    <>
      <Mark />
      <h1 className="mt-4 font-semibold text-[22px] tracking-tight">{t("setUpTitle")}</h1>
      <p className="mt-1 mb-6 text-muted">{t("setUpLead")}</p>
      <SetUpForm />
    </>
  );
}
