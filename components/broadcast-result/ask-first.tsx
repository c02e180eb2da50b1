"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { Broadcast } from "@/lib/wire/broadcasts";
import { useRemoveBroadcast, useStepBroadcast } from "../broadcasts/queries";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { startsLater } from "./acts";
import { progressOf } from "./progress";

/** What is asked before it is done. */
export type ActQuestion = "start" | "approve" | "cancel" | "retry" | "remove";

interface AskProps {
  broadcast: Broadcast;
  question: ActQuestion;
  onClose: () => void;
}

/** Says what follows, and does it once that is agreed to. */
export function AskFirst({ broadcast, question, onClose }: AskProps) {
  const t = useTranslations("broadcastResult");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const step = useStepBroadcast();
  const remove = useLeaveAfterRemoving();
  const words = useQuestionWords(broadcast, question);
  const done = (after: Broadcast) => {
    const isLater = question === "start" && after.status === "scheduled";
    showToast("success", isLater ? t("scheduledDone") : t(`done.${question}`));
    onClose();
  };
  const error = step.error ?? remove.error;
  return (
    <ConfirmDialog
      {...words}
      cancel={common("back")}
      closeLabel={common("close")}
      look={question === "cancel" || question === "remove" ? "danger" : "primary"}
      isBusy={step.isPending || remove.isPending}
      error={error === null ? null : errorText(error)}
      onYes={() =>
        question === "remove"
          ? remove.mutate(broadcast.id)
          : step.mutate({ id: broadcast.id, step: question }, { onSuccess: done })
      }
      onClose={onClose}
    />
  );
}

/** A removed draft has no page: the list comes instead. */
function useLeaveAfterRemoving() {
  const t = useTranslations("broadcastResult");
  const router = useRouter();
  const { mutate, isPending, error } = useRemoveBroadcast();
  return {
    isPending,
    error,
    mutate(broadcastId: string) {
      mutate(broadcastId, {
        onSuccess() {
          showToast("success", t("done.remove"));
          router.replace("/broadcasts");
        },
      });
    },
  };
}

function useQuestionWords(broadcast: Broadcast, question: ActQuestion) {
  const t = useTranslations("broadcastResult");
  const now = useNow();
  const times = useTimeWords();
  const isOrder = broadcast.kind === "order";
  const { schedule_at: at } = broadcast;
  const later = at !== null && startsLater(broadcast, now) ? times.moment(new Date(at), now) : null;
  const { unconfirmed, failed } = broadcast.counts;
  switch (question) {
    case "approve":
      return {
        title: t("approveTitle"),
        description: later === null ? t("approveText") : t("approveLaterText", { time: later }),
        yes: t("approveYes"),
      };
    case "start":
      if (later !== null) {
        return {
          title: t("startLaterTitle"),
          description: t("startLaterText", { time: later }),
          yes: t("startLaterYes"),
        };
      }
      return {
        title: t("startTitle"),
        description: isOrder ? t("startOrderText") : t("startText"),
        yes: t("startYes"),
      };
    case "cancel":
      return {
        title: t("cancelTitle"),
        description: isOrder
          ? t("cancelOrderText")
          : t("cancelText", { count: progressOf(broadcast).waiting }),
        yes: t("cancelYes"),
      };
    case "retry":
      return {
        title: t("retryTitle"),
        description: [
          t("retryText", { count: failed }),
          unconfirmed > 0 && t("retryUnconfirmed", { count: unconfirmed }),
        ]
          .filter(Boolean)
          .join(" "),
        yes: t("retryYes"),
      };
    case "remove":
      return { title: t("removeTitle"), description: t("removeText"), yes: t("removeYes") };
    default:
      return question satisfies never;
  }
}
