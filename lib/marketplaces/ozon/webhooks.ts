import type { WebhookPort } from "../ports";
import { answerPush, readPush } from "./webhook-push";
import { answerSigned, readSigned } from "./webhook-signed";

/** Where Ozon's documents say that its push notifications come from. */
const OZON_NETWORKS = ["195.34.21.0/24", "185.73.192.0/22", "91.223.93.0/24"] as const;

/** Both ways in which Ozon rings: the documents' signed events and production's push notifications. Pure. */
export function createOzonWebhooks(): WebhookPort {
  return {
    modes: ["signed", "push"],
    knownNetworks: OZON_NETWORKS,
    read: ({ mode, rawBody, header, secret, accountId }) =>
      mode === "signed"
        ? readSigned({ rawBody, signature: header("x-ozon-signature"), secret })
        : readPush({ rawBody, accountId }),
    answer: ({ mode, verdict, now }) =>
      mode === "signed" ? answerSigned(verdict) : answerPush(verdict, now),
  };
}
