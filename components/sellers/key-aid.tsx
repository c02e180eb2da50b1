"use client";

import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";

/** Where the keys stand in the seller's cabinet. */
const CABINET_URL = "https://seller.ozon.ru/app/settings/api-keys";

/** Stands beside the form: where Client-Id and key are, and which rights to tick. */
export function KeyAid() {
  const t = useTranslations("sellers");
  return (
    <aside aria-label={t("aidTitle")} className="rounded-control bg-theirs px-4 py-3">
      <h3 className="mb-1.5 font-semibold">{t("aidTitle")}</h3>
      <ol className="list-decimal space-y-1 pl-4.5">
        <li>{t("aid1")}</li>
        <li>{t("aid2")}</li>
        <li>{t("aid3")}</li>
        <li>{t("aid4")}</li>
        <li>{t("aid5")}</li>
      </ol>
      <h3 className="mt-3 mb-1 font-semibold">{t("aidRights")}</h3>
      <p>{t("aidRightsText")}</p>
      <p className="mt-1.5">{t("aidPremium")}</p>
      <a
        href={CABINET_URL}
        target="_blank"
        rel="noreferrer"
        className="mt-2.5 inline-flex min-h-6 items-center gap-1.5 font-medium text-accent-ink underline underline-offset-2 hover:no-underline"
      >
        {t("aidOpen")}
        <ExternalLink size={13} aria-hidden="true" />
      </a>
    </aside>
  );
}
