"use client";

import { Check, CircleAlert, Clock, LoaderCircle, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { Message } from "@/lib/wire/messages";
import { useCodeText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";

interface SignProps {
  status: Message["status"];
  /** While it can still be taken back: until when. */
  heldUntil: string | null;
}

/** The small sign behind the time of a message of ours. */
export function DeliverySign({ status, heldUntil }: SignProps) {
  const t = useTranslations("delivery");
  switch (status) {
    case "received":
      return null;
    case "queued":
      return (
        <>
          <Clock size={12} aria-label={t("queued")} role="img" />
          {heldUntil !== null && <LeavesIn until={heldUntil} />}
        </>
      );
    case "sending":
      return (
        <LoaderCircle
          size={12}
          aria-label={t("sending")}
          role="img"
          className="animate-spin [animation-duration:1.4s]"
        />
      );
    case "sent":
      return <Check size={13} aria-label={t("sent")} role="img" className="text-accent" />;
    case "failed":
      return <CircleAlert size={12} aria-label={t("failed")} role="img" className="text-bad-ink" />;
    case "unconfirmed":
      return <TriangleAlert size={12} aria-label={t("unconfirmed")} role="img" className="text-warn-ink" />;
    case "cancelled":
      return null; // leaves the conversation
    default:
      return status satisfies never;
  }
}

/** Counts down until the message leaves; beside the clock it had before, so that nothing flickers. */
function LeavesIn({ until }: { until: string }) {
  const t = useTranslations("delivery");
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.round((Date.parse(until) - now) / 1000); // the server counted from a moment later
  return seconds > 0 ? <span aria-hidden="true">{t("leavesIn", { seconds })}</span> : null;
}

interface TroubleProps {
  message: Message;
  isRetrying: boolean;
  onRetry: () => void;
  /** Takes the text back into the composer, to be changed and sent anew. */
  onEdit: () => void;
  /** Only for what never reached our server. */
  onDiscard: (() => void) | null;
}

/** Refusals of the text itself: sending the same again would be refused again. */
const textRefusals = new Set(["moderation_rejected", "text_too_long", "invalid_input"]);

/** Under a message that did not get through: the reason, what is safe, and the one button. */
export function DeliveryTrouble(props: TroubleProps) {
  if (props.message.status === "failed") return <Failed {...props} />;
  if (props.message.status === "unconfirmed") return <Unconfirmed {...props} />;
  return null;
}

function Failed({ message, isRetrying, onRetry, onEdit, onDiscard }: TroubleProps) {
  const t = useTranslations("delivery");
  const browser = useTranslations("browserErrors");
  const codeText = useCodeText();
  const code = message.error?.code ?? "";
  const serverText = message.error?.message ?? "";
  const reason = code === "network" ? browser("networkSend") : codeText(code, serverText);
  return (
    <div
      role="alert"
      className="mt-1 flex max-w-[min(100%,560px)] flex-wrap items-center gap-2 rounded-control bg-bad-soft py-1.5 pr-1.5 pl-3 text-[12.5px] text-bad-ink"
    >
      <p className="wrap-anywhere min-w-40 flex-1">{reason === "" ? t("unknownReason") : reason}</p>
      <span className="flex gap-1.5">
        {onDiscard && (
          <Button look="quiet" className="min-h-7" onClick={onDiscard}>
            {t("discard")}
          </Button>
        )}
        {textRefusals.has(code) && (
          <Button className="min-h-7" onClick={onEdit}>
            {t("edit")}
          </Button>
        )}
        <Button look="danger" className="min-h-7 bg-panel" disabled={isRetrying} onClick={onRetry}>
          {t("retry")}
        </Button>
      </span>
    </div>
  );
}

function Unconfirmed({ isRetrying, onRetry }: TroubleProps) {
  const t = useTranslations("delivery");
  const common = useTranslations("common");
  const [isAsking, setAsking] = useState(false);
  return (
    <div className="mt-1 flex max-w-[min(100%,560px)] flex-wrap items-center gap-2 rounded-control bg-warn-soft py-1.5 pr-1.5 pl-3 text-[12.5px] text-warn-ink">
      <p className="min-w-40 flex-1">{t("unconfirmedText")}</p>
      <Button className="min-h-7" disabled={isRetrying} onClick={() => setAsking(true)}>
        {t("retryAnyway")}
      </Button>
      <Dialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t("doubleTitle")}
        description={t("doubleText")}
        closeLabel={common("close")}
      >
        <div className="flex justify-end gap-2">
          <Button onClick={() => setAsking(false)}>{common("cancel")}</Button>
          <Button
            look="primary"
            onClick={() => {
              setAsking(false);
              onRetry();
            }}
          >
            {t("retryAnyway")}
          </Button>
        </div>
      </Dialog>
    </div>
  );
}
