import { type BroadcastValues, fillBroadcast, saysSomething } from "../text/broadcast-template";
import { findProhibited, kindsOf, moderatedHosts } from "../text/moderation";
import type { BroadcastVariant } from "../wire/broadcasts";

/** What is to be said of many filled texts. */
export interface TextFindings {
  /** Texts looked at. */
  checked: number;
  tooLong: number;
  empty: number;
  /** How many lack a value, by variable. */
  readonly missing: Record<string, number>;
  /** How many a marketplace that moderates would refuse, by kind. */
  readonly moderation: Record<string, number>;
}

/** Others of this process have their turn after so long, in milliseconds. */
const TURN_MS = 20;
/** After so long it is enough: whoever previews waits for it, and what is wrong shows early. */
const MOST_MS = 3_000;

/**
 * Fills a text for each recipient, of the variants by their shares, and counts what is wrong with them. Of very many, or
 * very laborious ones, the first.
 */
export async function lookAtTexts(input: {
  variants: readonly BroadcastVariant[];
  recipients: readonly BroadcastValues[];
  textMaxChars: number;
  marketplace: string;
}): Promise<TextFindings> {
  const { variants, recipients, textMaxChars } = input;
  const kindsIn = await moderationOf(input.marketplace);
  const found: TextFindings = { checked: 0, tooLong: 0, empty: 0, missing: {}, moderation: {} };
  const begunAt = performance.now();
  let turnAt = begunAt;
  for (const [index, values] of recipients.entries()) {
    if (performance.now() - turnAt > TURN_MS) {
      await letOthersWork();
      turnAt = performance.now();
      if (turnAt - begunAt > MOST_MS) break;
    }
    found.checked += 1;
    const { text, missing } = fillBroadcast(templateOf(variants, index), values);
    if (text.length > textMaxChars) found.tooLong += 1;
    if (!saysSomething(text)) found.empty += 1;
    for (const name of missing) add(found.missing, name);
    for (const kind of kindsIn(text)) add(found.moderation, kind);
  }
  return found;
}

/**
 * What this marketplace would refuse in a text; nothing where it does not moderate. The finder of phone numbers is heavy
 * and loaded by the first who asks.
 */
export async function moderationOf(marketplace: string): Promise<(text: string) => readonly string[]> {
  const ownHosts = moderatedHosts(marketplace);
  if (ownHosts === null) return () => [];
  const { findPhones } = await import("../text/moderation-phones");
  return (text) => kindsOf(findProhibited(text, { ownHosts, findPhones }));
}

/** The variant of the recipient at this place: as many of each as its share says, in any stretch of a hundred. */
function templateOf(variants: readonly BroadcastVariant[], index: number): string {
  // 61 has no factor in common with 100: a hundred recipients in a row meet every lot once, well mixed.
  let lot = (index * 61) % 100;
  for (const { template, share } of variants) {
    if (lot < share) return template;
    lot -= share;
  }
  return variants[0]?.template ?? "";
}

function add(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

function letOthersWork(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
