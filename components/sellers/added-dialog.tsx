"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { AnswerOf } from "@/lib/wire/endpoint";
import type { addSeller } from "@/lib/wire/sellers";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Dialog } from "../ui/dialog";
import { Backfill } from "./backfill";
import { useSeller } from "./queries";

interface CopyLineProps {
  label: string;
  value: string;
}

/** A long value to be carried elsewhere: shown whole, copied with one button. */
export function CopyLine({ label, value }: CopyLineProps) {
  const t = useTranslations();
  return (
    <div>
      <p className="mb-1 font-medium">{label}</p>
      <div className="flex items-start gap-1 rounded-control bg-theirs py-0.5 pr-0.5 pl-2.5">
        <code className="min-w-0 flex-1 break-all py-1.5 font-sans text-[12.5px]">{value}</code>
        <CopyButton
          value={value}
          label={t("context.copyValue", { what: label })}
          copiedLabel={t("common.copied")}
        />
      </div>
    </div>
  );
}

/** After connecting: what to carry over to the marketplace, the secret for this one time. */
export function AddedDialog({ added, onClose }: { added: AnswerOf<typeof addSeller>; onClose: () => void }) {
  const t = useTranslations("sellers");
  const common = useTranslations("common");
  const { webhook_secret: secret } = added;
  // The stream tells how far its history has come.
  const { sync } = useSeller(added.seller.id) ?? added.seller;
  const { seller } = added;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("addedTitle", { name: seller.name })}
      description={seller.webhook_url === null ? t("addedTextPlain") : t("addedText")}
      closeLabel={common("close")}
    >
      <div className="flex flex-col gap-4">
        {seller.webhook_url !== null && <CopyLine label={t("webhookUrl")} value={seller.webhook_url} />}
        {secret !== undefined && (
          <div className="flex flex-col gap-1.5">
            <CopyLine label={t("webhookSecret")} value={secret} />
            <p className="text-[12.5px] text-warn-ink">{t("webhookSecretOnce")}</p>
          </div>
        )}
        {sync.phase === "backfill" && <Backfill sync={sync} />}
        <div className="flex items-center justify-between gap-2">
          <Link
            href={`/settings/sellers/${seller.id}`}
            className="text-accent-ink underline underline-offset-2 hover:no-underline"
          >
            {t("addedOpen")}
          </Link>
          <Button look="primary" onClick={onClose}>
            {t("done")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
