"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useBroadcast, useRemoveBroadcast } from "../broadcasts/queries";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { ConfirmDialog } from "../ui/confirm-dialog";

/** The way a draft goes for good; nothing of it was ever sent. What waits for its time is cancelled on its own page. */
export function RemoveDraft({ draftId, onRemoved }: { draftId: string; onRemoved: () => void }) {
  const t = useTranslations("broadcastForm.remove");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const router = useRouter();
  const [isAsking, setAsking] = useState(false);
  const remove = useRemoveBroadcast();
  if (useBroadcast(draftId).data?.status !== "draft") return null;
  return (
    <div className="border-line border-t py-4">
      <Button look="quiet" className="-ml-3" onClick={() => setAsking(true)}>
        <Trash2 size={14} aria-hidden="true" />
        {t("button")}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={t("title")}
          description={t("text")}
          yes={t("button")}
          cancel={common("cancel")}
          closeLabel={common("close")}
          isBusy={remove.isPending}
          error={remove.isError ? errorText(remove.error) : null}
          onYes={() =>
            remove.mutate(draftId, {
              onSuccess() {
                onRemoved();
                router.push("/broadcasts");
                showToast("success", t("done"));
              },
            })
          }
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
