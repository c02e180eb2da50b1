"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { OutgoingEvent } from "@/lib/wire/outgoing-webhooks";

const eventTexts = {
  "message.created": "event_message_created",
  "message.updated": "event_message_updated",
  "chat.updated": "event_chat_updated",
  "seller.updated": "event_seller_updated",
  "broadcast.updated": "event_broadcast_updated",
  "order.updated": "event_order_updated",
  "action.updated": "event_action_updated",
  "alert.raised": "event_alert_raised",
  "alert.resolved": "event_alert_resolved",
  test: "event_test",
} as const satisfies Record<OutgoingEvent | "test", string>;

const shortTexts = {
  "message.created": "short_message_created",
  "message.updated": "short_message_updated",
  "chat.updated": "short_chat_updated",
  "seller.updated": "short_seller_updated",
  "broadcast.updated": "short_broadcast_updated",
  "order.updated": "short_order_updated",
  "action.updated": "short_action_updated",
  "alert.raised": "short_alert_raised",
  "alert.resolved": "short_alert_resolved",
} as const satisfies Record<OutgoingEvent, string>;

const reasons = ["not_a_url", "not_https", "has_password", "port", "unresolvable", "private"] as const;
const errors = [
  "timeout",
  "redirect",
  "gone",
  "refused",
  "no_connection",
  "ECONNREFUSED",
  "ECONNRESET",
] as const;
const REFUSED = "address_refused:";

export interface OutgoingWords {
  /** "Появилось сообщение: покупателя или наше" */
  event(name: string): string;
  /** "новые сообщения" */
  short(name: OutgoingEvent): string;
  /** Why an address is refused; null for a reason of a newer version. */
  reason(code: unknown): string | null;
  /** Why a try failed: ours in a sentence, the receiver's own words as they are. */
  error(word: string): string;
}

/** Events, refusals and failures in words. */
export function useOutgoingWords(): OutgoingWords {
  const t = useTranslations("outgoing");
  return useMemo(() => {
    const reasonOf = (code: unknown) => {
      const known = reasons.find((one) => one === code);
      return known === undefined ? null : t(`reason_${known}`);
    };
    return {
      event: (name) => (isEvent(name) ? t(eventTexts[name]) : name),
      short: (name) => t(shortTexts[name]),
      reason: reasonOf,
      error(word) {
        if (word.startsWith(REFUSED)) {
          const code = word.slice(REFUSED.length);
          return t("error_address", { reason: reasonOf(code) ?? code });
        }
        const known = errors.find((one) => one === word);
        if (known !== undefined) return t(`error_${known}`);
        return /CERT|TLS|SSL|SIGNATURE/.test(word) && /^[A-Z_]+$/.test(word)
          ? t("error_certificate", { code: word })
          : word;
      },
    };
  }, [t]);
}

function isEvent(name: string): name is keyof typeof eventTexts {
  return Object.hasOwn(eventTexts, name);
}
