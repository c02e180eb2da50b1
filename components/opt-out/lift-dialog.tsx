"use client";

import { useTranslations } from "next-intl";
import { ConfirmDialog } from "../ui/confirm-dialog";

/** Asks once before a buyer who did not want to hear from us may hear from us again. */
export function LiftDialog({ onYes, onClose }: { onYes: () => void; onClose: () => void }) {
  const t = useTranslations("optOut");
  const common = useTranslations("common");
  return (
    <ConfirmDialog
      title={t("liftTitle")}
      description={t("liftText")}
      yes={t("liftYes")}
      cancel={common("cancel")}
      closeLabel={common("close")}
      look="primary"
      isBusy={false}
      error={null}
      onYes={onYes}
      onClose={onClose}
    />
  );
}
