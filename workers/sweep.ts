import { listSellersWithDueActions } from "@/lib/actions/items";
import { forgetOldAskKeys } from "@/lib/actions/queue";
import { noteAuditHead } from "@/lib/audit/note-head";
import { sealAudit } from "@/lib/audit/seal";
import { forgetOldTriggers, listForgottenChats } from "@/lib/automation/find-pending";
import { noteSilences } from "@/lib/automation/silence";
import { skipForgotten } from "@/lib/broadcasts/cancel";
import { followLateMessages } from "@/lib/broadcasts/keep-books";
import { notePurchases } from "@/lib/broadcasts/note-purchases";
import { noteReplies } from "@/lib/broadcasts/note-replies";
import { startDueBroadcasts } from "@/lib/broadcasts/start";
import { takePostingChanges } from "@/lib/broadcasts/take-posting-changes";
import { forgetCancelled } from "@/lib/chats/cancel";
import { listChatsWithDueWork } from "@/lib/chats/deliver";
import { forgetOldPostingChanges, noteLatePostings } from "@/lib/chats/late-postings";
import { lookForOptOuts } from "@/lib/chats/look-for-opt-outs";
import { forgetSentFiles } from "@/lib/chats/outbound-files";
import { forgetOldPresence } from "@/lib/chats/presence";
import { listWhoHoldStranded } from "@/lib/chats/release-chats";
import { wakeChats } from "@/lib/chats/wake";
import { forgetOldAnswers } from "@/lib/http/idempotency";
import { forgetOldCounts } from "@/lib/limits/request-limit";
import { forgetOldPermits } from "@/lib/limits/seller-budget";
import { log } from "@/lib/log";
import { forgetOldDocuments } from "@/lib/orders/documents";
import { listDueDocuments } from "@/lib/orders/make-document";
import { listWebhooksWithDueWork } from "@/lib/outgoing/claim-delivery";
import { forgetOldDeliveries } from "@/lib/outgoing/forget";
import { cleanAtNight } from "@/lib/privacy/clean-at-night";
import { enqueue, queueOf } from "@/lib/queue/enqueue";
import { forgetOldEvents } from "@/lib/realtime/forget";
import { recheckKeys } from "@/lib/sellers/check-key";
import { listRunningPurges } from "@/lib/sellers/purge-seller";
import { remindOfKeys } from "@/lib/sellers/remind-of-keys";
import { alignSchedules } from "@/lib/sellers/schedule-polling";
import { listUnfinishedBackfills } from "@/lib/sellers/unfinished-backfills";
import { alignSections, claimDueSections } from "@/lib/sync/due-sections";
import { forgetEndedSessions } from "@/lib/team/end-sessions";
import { forgetOldNotices } from "@/lib/team/notices";
import { forgetOldRings, listOverduePostingRings, listOverdueRings } from "@/lib/webhooks/pending";
import { noteSilentWebhooks } from "@/lib/webhooks/silence";
import { listDueRegistrations } from "@/lib/webhooks/upkeep";
import { forgetOldCalls } from "@/lib/webhooks/write-tally";

/**
 * Makes up for nudges that were lost (a process killed between commit and enqueue, an emptied Redis). Timers of the
 * process, not jobs: what repairs the queue must not live in it. Every process sweeps; the work behind is guarded.
 */
export function startSweeping(): { stop(): void } {
  const timers = [
    every(5_000, nudgeDueWork),
    every(1_000, startDue),
    every(1_000, startSections),
    every(5_000, alignSections),
    every(2_000, sealAudit),
    every(3_000, countReplies),
    every(60_000, countPurchases),
    every(10 * 60_000, noteAuditHead),
    every(10 * 60_000, cleanAtNight),
    every(5_000, forgetOldPresence),
    every(1_000, announceOrders),
    every(30_000, keepOrders),
    every(30_000, keepSchedules),
    every(3_000, lookForWishes),
    every(15_000, keepWebhooks),
    every(15_000, wakeSleepers),
    every(30_000, nudgeAutomation),
    every(30_000, nudgeReleases),
    every(30_000, skipForgotten),
    every(15_000, followLateMessages),
    every(30_000, keepPurges),
    every(10 * 60_000, lookAfterKeys),
    every(10 * 60_000, forgetTheOld),
  ];
  return {
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}

function every(ms: number, work: () => Promise<void>): NodeJS.Timeout {
  let isRunning = false;
  const tick = async () => {
    if (isRunning) return;
    isRunning = true;
    try {
      await work();
    } catch (error) {
      log().warn({ err: error, sweep: work.name }, "a sweep failed; the next one tries again");
    } finally {
      isRunning = false;
    }
  };
  void tick();
  return setInterval(() => void tick(), ms);
}

async function nudgeDueWork(): Promise<void> {
  for (const chatId of await listChatsWithDueWork()) await enqueue("deliver-chat", { chat_id: chatId });
  for (const ring of await listOverdueRings()) await enqueue("answer-ring", ring);
  for (const ring of await listOverduePostingRings()) await enqueue("answer-posting-ring", ring);
  for (const sellerId of await listSellersWithDueActions())
    await enqueue("run-actions", { seller_id: sellerId });
  for (const documentId of await listDueDocuments())
    await enqueue("make-document", { document_id: documentId });
  for (const webhookId of await listWebhooksWithDueWork())
    await enqueue("send-outgoing", { webhook_id: webhookId });
}

async function startSections(): Promise<void> {
  for (const { sellerId, section } of await claimDueSections())
    await enqueue("sync-section", { seller_id: sellerId, section });
}

async function startDue(): Promise<void> {
  await startDueBroadcasts();
}

async function countReplies(): Promise<void> {
  await noteReplies();
}

async function countPurchases(): Promise<void> {
  await notePurchases();
}

async function lookForWishes(): Promise<void> {
  await lookForOptOuts();
}

async function wakeSleepers(): Promise<void> {
  await wakeChats();
}

async function nudgeAutomation(): Promise<void> {
  await noteSilences();
  for (const chatId of await listForgottenChats()) await enqueue("run-automation", { chat_id: chatId });
}

async function nudgeReleases(): Promise<void> {
  for (const userId of await listWhoHoldStranded()) await enqueue("release-chats", { user_id: userId });
}

async function announceOrders(): Promise<void> {
  await takePostingChanges();
}

async function keepOrders(): Promise<void> {
  await noteLatePostings();
}

async function keepWebhooks(): Promise<void> {
  await noteSilentWebhooks();
  for (const sellerId of await listDueRegistrations())
    await enqueue("register-webhook", { seller_id: sellerId });
}

async function keepSchedules(): Promise<void> {
  await alignSchedules();
  await keepBackfills();
}

/** A backfill stands in line by itself; only when places are missing in the line were nudges lost. */
async function keepBackfills(): Promise<void> {
  const sellerIds = await listUnfinishedBackfills();
  if (sellerIds.length === 0) return;
  const { waiting = 0, active = 0, delayed = 0, prioritized = 0 } = await queueOf("backfill").getJobCounts();
  if (waiting + active + delayed + prioritized >= sellerIds.length) return;
  for (const sellerId of sellerIds) await enqueue("backfill-seller", { seller_id: sellerId });
}

/** A purge stands in line by itself; with nothing in line its nudge was lost. */
async function keepPurges(): Promise<void> {
  const purgeIds = await listRunningPurges();
  if (purgeIds.length === 0) return;
  const { waiting = 0, active = 0, delayed = 0, prioritized = 0 } = await queueOf("cleaning").getJobCounts();
  if (waiting + active + delayed + prioritized > 0) return;
  for (const purgeId of purgeIds) await enqueue("purge-seller", { purge_id: purgeId });
}

async function lookAfterKeys(): Promise<void> {
  await recheckKeys();
  await remindOfKeys();
}

async function forgetTheOld(): Promise<void> {
  await Promise.all([
    forgetOldTriggers(),
    forgetOldEvents(),
    forgetOldPermits(),
    forgetOldCounts(),
    forgetOldPostingChanges(),
    forgetOldRings(),
    forgetOldCalls(),
    forgetOldAnswers(),
    forgetSentFiles(),
    forgetCancelled(),
    forgetOldNotices(),
    forgetEndedSessions(),
    forgetOldAskKeys(),
    forgetOldDeliveries(),
    forgetOldDocuments(),
  ]);
}
