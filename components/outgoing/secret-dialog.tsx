"use client";

import { useTranslations } from "next-intl";
import { CopyLine } from "../sellers/added-dialog";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import type { WithSecret } from "./queries";

/** The one time a signing secret is seen. */
export function SecretDialog({ made, onClose }: { made: WithSecret; onClose: () => void }) {
  const t = useTranslations("outgoing");
  const common = useTranslations("common");
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("secretTitle", { name: made.outgoing_webhook.name })}
      description={t("secretText")}
      closeLabel={common("close")}
    >
      <div className="flex flex-col gap-4">
        <CopyLine label={t("secret")} value={made.secret} />
        <div className="flex justify-end">
          <Button look="primary" onClick={onClose}>
            {t("secretDone")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
