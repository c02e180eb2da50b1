"use client";

import { ShieldCheck } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Notice } from "../ui/notice";
import { useVerifyAudit } from "./queries";

/** Works the chain out anew when asked, and says what came of it. */
export function ChainCheck() {
  const t = useTranslations("audit");
  const errorText = useErrorText();
  const check = useVerifyAudit();
  return (
    <section
      aria-label={t("chainTitle")}
      className="mb-4 flex flex-col gap-2 rounded-bubble border border-line p-3"
    >
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-52 flex-1">
          <h2 className="font-semibold">{t("chainTitle")}</h2>
          <p className="text-[12.5px] text-muted">{t("chainHint")}</p>
        </div>
        <Button disabled={check.isPending} onClick={() => check.mutate()}>
          <ShieldCheck size={15} aria-hidden="true" />
          {check.isPending ? t("checking") : t("check")}
        </Button>
      </div>
      <div aria-live="polite">
        {check.isError && (
          <Notice tone="warn" title={t("checkFailed")}>
            {errorText(check.error)}
          </Notice>
        )}
        {check.data && <Verdict verdict={check.data} />}
      </div>
    </section>
  );
}

type Verdict = NonNullable<ReturnType<typeof useVerifyAudit>["data"]>;

function Verdict({ verdict }: { verdict: Verdict }) {
  const t = useTranslations("audit");
  const locale = useLocale();
  const { broken_at: broken } = verdict;
  if (broken !== null) {
    const place = broken.place.toLocaleString(locale);
    const at = broken.at === null ? null : new Date(broken.at).toLocaleString(locale);
    return (
      <Notice tone="bad" isUrgent title={at === null ? t("broken", { place }) : t("brokenAt", { place, at })}>
        {t("brokenText")}
      </Notice>
    );
  }
  return (
    <div className="flex flex-col gap-1">
      <p>
        <ShieldCheck size={15} aria-hidden="true" className="mr-1.5 inline text-ok" />
        <span className="font-semibold">{t("intact", { count: verdict.entries })}</span>
        {verdict.unsealed > 0 && (
          <span className="text-muted">, {t("unsealedCount", { count: verdict.unsealed })}</span>
        )}
      </p>
      {verdict.head !== null && (
        <p className="flex items-center gap-2 text-[12.5px]">
          <span className="text-muted">{t("head")}</span>
          <code className="min-w-0 wrap-anywhere">{verdict.head}</code>
          <CopyButton value={verdict.head} label={t("copyHead")} copiedLabel={t("copied")} />
        </p>
      )}
    </div>
  );
}
