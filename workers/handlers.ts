import { runActions } from "@/lib/actions/run-actions";
import { reportRead } from "@/lib/chats/change-chat";
import { deliverChat } from "@/lib/chats/deliver";
import { releaseChats } from "@/lib/chats/release-chats";
import type { SellerLock } from "@/lib/limits/seller-lock";
import { makeDocument } from "@/lib/orders/make-document";
import type { JobHandlers } from "@/lib/queue/catalog";
import { oneAtATime } from "@/lib/queue/one-at-a-time";
import { registerByItself } from "@/lib/webhooks/register";
import { actionHandlerOf } from "./action-handlers";
import { answerPostingRing } from "./jobs/answer-posting-ring";
import { answerRing } from "./jobs/answer-ring";
import { backfill } from "./jobs/backfill-seller";
import { pollSeller } from "./jobs/poll-seller";
import { purgeRemovedSeller } from "./jobs/purge-seller";
import { runAutomation } from "./jobs/run-automation";
import { sendOutgoing } from "./jobs/send-outgoing";
import { syncSection } from "./jobs/sync-section";

/** Who does which job. A job without a handler does not compile. */
export function createHandlers(withLock: SellerLock): JobHandlers {
  return {
    "deliver-chat": oneAtATime(
      (payload) => payload.chat_id,
      (payload) => deliverChat(payload.chat_id),
    ),
    "report-read": (payload) => reportRead(payload.chat_id),
    "release-chats": oneAtATime(
      (payload) => payload.user_id,
      async (payload) => void (await releaseChats(payload.user_id)),
    ),
    "answer-ring": oneAtATime((payload) => `${payload.seller_id} ${payload.chat_external_id}`, answerRing),
    "answer-posting-ring": oneAtATime(
      (payload) => `${payload.seller_id} ${payload.posting_number}`,
      answerPostingRing,
    ),
    "run-actions": oneAtATime(
      (payload) => payload.seller_id,
      async ({ seller_id: sellerId }) =>
        void (await withLock(`actions:${sellerId}`, () => runActions(sellerId, actionHandlerOf))),
    ),
    "make-document": oneAtATime(
      (payload) => payload.document_id,
      (payload) => makeDocument(payload.document_id),
    ),
    "sync-section": syncSection(withLock),
    "register-webhook": oneAtATime(
      (payload) => payload.seller_id,
      (payload) => registerByItself(payload.seller_id),
    ),
    "run-automation": oneAtATime((payload) => payload.chat_id, runAutomation),
    "send-outgoing": oneAtATime((payload) => payload.webhook_id, sendOutgoing),
    "poll-seller": pollSeller(withLock),
    "backfill-seller": backfill(withLock),
    "purge-seller": purgeRemovedSeller(withLock),
  };
}
