import type { WebhookPort } from "../ports";
import { answerPush, readPush } from "./webhook-push";
import { answerSigned, readSigned } from "./webhook-signed";

/** Both ways in which Ozon rings: the documents' signed events and production's push notifications. Pure. */
export function createOzonWebhooks(): WebhookPort {
  return {
    modes: ["signed", "push"],
    read: ({ mode, rawBody, header, secret, accountId }) =>
      mode === "signed"
        ? readSigned({ rawBody, signature: header("x-ozon-signature"), secret })
        : readPush({ rawBody, accountId }),
    answer: ({ mode, verdict, now }) =>
      mode === "signed" ? answerSigned(verdict) : answerPush(verdict, now),
  };
}
