import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Mark } from "@/components/shell/rail";
import { safeNextPath } from "@/components/sign-in/sign-in-api";
import { signInErrorText } from "@/components/sign-in/sign-in-errors";
import { SignInForm } from "@/components/sign-in/sign-in-form";
import { OIDC_PROVIDER_ID, oidcFromSettings } from "@/lib/auth/oidc";
import { getPageUser, isSetUpNeeded } from "@/lib/auth/page-user";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("signInTitle") };
}

type Given = string | string[] | undefined;
interface SignInPageProps {
  searchParams: Promise<{ next?: Given; after?: Given; error?: Given }>;
}

const oneOf = (given: Given) => (typeof given === "string" ? given : null);

/** What to say above the form: why one is here again. */
async function noticeOf(after: string | null, error: string | null): Promise<string | null> {
  const t = await getTranslations();
  const errorText = signInErrorText(error);
  if (errorText !== null) return t(`auth.${errorText}`);
  if (after === "set-up") return t("auth.setUpDone");
  return after === "invitation" ? t("invitations.accountMade") : null;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  if (await isSetUpNeeded()) redirect("/set-up");
  const given = await searchParams;
  const next = oneOf(given.next);
  if ((await getPageUser()) !== null) redirect(safeNextPath(next));
  const t = await getTranslations();
  const oidc = oidcFromSettings();
  return (
    <>
      <Mark />
      <h1 className="mt-4 font-semibold text-[22px] tracking-tight">{t("common.appName")}</h1>
      <p className="mt-1 mb-6 text-muted">{t("auth.signInLead")}</p>
      <SignInForm
        next={next}
        notice={await noticeOf(oneOf(given.after), oneOf(given.error))}
        other={oidc === null ? null : { name: oidc.name, provider_id: OIDC_PROVIDER_ID }}
      />
    </>
  );
}
