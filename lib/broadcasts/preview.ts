import type { z } from "zod";
import type { Actor } from "../access/actor";
import { db } from "../db/client";
import { requireSeller } from "../sellers/change-seller";
import { capabilitiesOf } from "../sellers/connect-seller";
import { type BroadcastValues, fillBroadcast } from "../text/broadcast-template";
import type {
  BroadcastBody,
  BroadcastVariant,
  FilledText,
  previewBroadcast as previewEndpoint,
} from "../wire/broadcasts";
import { needsApproval, reached } from "./approval";
import { readTerms } from "./audience-terms";
import { countAudience } from "./count-audience";
import { judgedAudience, turnOrder } from "./judge-audience";
import { lookAtTexts } from "./look-at-texts";
import { readSparingRules } from "./rules";
import { checkPlan, toTerms } from "./terms";
import { readTextValues, valuesKey } from "./text-values";

type Preview = z.output<(typeof previewEndpoint)["answer"]>;

/** Of so many texts problems are counted; more would make whoever previews wait. */
const MOST_CHECKED = 5_000;
const MOST_SAMPLES = 10;
const PUSH_RUB = 2;

/**
 * What a broadcast would do if it were started now, or at its time: nothing is stored. Throws `not_found` and what
 * `checkPlan` throws.
 */
export async function previewBroadcast(input: { actor: Actor; given: BroadcastBody }): Promise<Preview> {
  const { actor, given } = input;
  const seller = await requireSeller(actor, given.seller_id);
  const terms = toTerms(given, seller);
  checkPlan({ actor, seller, terms, isTimeNew: true });
  const [count, rules, chatIds] = await Promise.all([
    countAudience({ actor, terms: given }),
    readSparingRules(),
    listFirst(actor, given),
  ]);
  const recipients = await readRecipients(seller.id, chatIds);
  const found = await lookAtTexts({
    variants: terms.variants,
    recipients: recipients.map((one) => one.values),
    textMaxChars: capabilitiesOf(seller).textMaxChars,
    marketplace: seller.marketplace,
  });
  const asleep = count.excluded.quiet_hours ?? 0;
  return {
    ...count,
    samples: await toSamples(recipients.slice(0, MOST_SAMPLES), terms.variants),
    // Those in quiet hours get it as well, only later.
    push_cost_rub: PUSH_RUB * Math.max(0, count.audience_count + asleep - rules.free_pushes),
    rate_limit: terms.rateLimit,
    too_long: found.tooLong,
    empty: found.empty,
    missing: found.missing,
    moderation: found.moderation,
    checked: found.checked,
    approval_needed: terms.stages.length === 0 && needsApproval(reached(count), rules.approval_above),
  };
}

/** Whose turn comes first: those who would get it now, then those whose quiet hours end first. */
async function listFirst(actor: Actor, given: BroadcastBody): Promise<string[]> {
  const { judging, rate } = await readTerms(actor, given);
  const rows = await db().$queryRaw<Array<{ id: string }>>`
    WITH ${judgedAudience(judging, { filters: given.filters, rate })}
    SELECT t.id FROM judged t WHERE t.reason IS NULL OR t.reason = 'quiet_hours'
     ORDER BY t.reason NULLS FIRST, ${turnOrder} LIMIT ${MOST_CHECKED}`;
  return rows.map((row) => row.id);
}

interface Recipient {
  readonly chatId: string;
  readonly values: BroadcastValues;
}

async function readRecipients(sellerId: string, chatIds: readonly string[]): Promise<Recipient[]> {
  const wanted = chatIds.map((chatId) => ({ chatId, postingNumber: null }));
  const values = await readTextValues({ sellerId, recipients: wanted });
  return chatIds.map((chatId) => ({ chatId, values: values.get(valuesKey(chatId, null)) ?? {} }));
}

/** One variant after the other, so that each is seen. */
async function toSamples(
  recipients: readonly Recipient[],
  variants: readonly BroadcastVariant[],
): Promise<FilledText[]> {
  const chats = await db().chat.findMany({
    where: { id: { in: recipients.map((one) => one.chatId) } },
    select: { id: true, buyerName: true },
  });
  const names = new Map(chats.map((chat) => [chat.id, chat.buyerName]));
  return recipients.flatMap(({ chatId, values }, index) => {
    const variant = variants[index % variants.length];
    if (variant === undefined) return [];
    const { key, template } = variant;
    return [toSample({ chatId, buyerName: names.get(chatId) ?? null, variant: key, template, values })];
  });
}

/** One filled text with what is to be said of it. */
export function toSample(of: {
  chatId: string;
  buyerName: string | null;
  variant: string;
  template: string;
  values: BroadcastValues;
}): FilledText {
  const { text, missing } = fillBroadcast(of.template, of.values);
  return {
    chat_id: of.chatId,
    buyer_name: of.buyerName,
    variant: of.variant,
    text,
    chars: text.length,
    missing,
  };
}
