import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Mark } from "@/components/shell/rail";
import { safeNextPath } from "@/components/sign-in/sign-in-api";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { getPageUser, isSetUpNeeded } from "@/lib/auth/page-user";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("signInTitle") };
}

interface SignInPageProps {
  searchParams: Promise<{ next?: string | string[]; after?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  if (await isSetUpNeeded()) redirect("/set-up");
  const { next, after } = await searchParams;
  if ((await getPageUser()) !== null) redirect(safeNextPath(typeof next === "string" ? next : null));
  const t = await getTranslations();
  return (
    <>
      <Mark />
      <h1 className="mt-4 font-semibold text-[22px] tracking-tight">{t("common.appName")}</h1>
      <p className="mt-1 mb-6 text-muted">{t("auth.signInLead")}</p>
      <SignInForm
        next={typeof next === "string" ? next : null}
        notice={after === "set-up" ? t("auth.setUpDone") : null}
      />
    </>
  );
}
