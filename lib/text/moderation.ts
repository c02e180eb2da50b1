import type { ModerationFinding, ModerationKind } from "./moderation-finding";
import { findLinks } from "./moderation-links";
import { findSocial } from "./moderation-social";

/** Finds phone numbers; `moderation-phones.ts` has the real one, which is heavy and loaded when it is needed. */
export type FindPhones = (text: string) => readonly { readonly start: number; readonly end: number }[];

interface ModerationInput {
  /** Hosts of the marketplace itself: links to them and to what stands under them are fine. */
  readonly ownHosts: readonly string[];
  /** Null while it is not loaded: phone numbers are then not looked for. */
  readonly findPhones: FindPhones | null;
}

const ownHostsOf: Readonly<Record<string, readonly string[]>> = {
  ozon: ["ozon.ru", "ozon.com", "ozon.by", "ozon.kz"],
};

/** The marketplace's own hosts where it moderates what sellers write; null where it does not. */
export function moderatedHosts(marketplace: string): readonly string[] | null {
  return Object.hasOwn(ownHostsOf, marketplace) ? (ownHostsOf[marketplace] ?? null) : null;
}

/**
 * What a marketplace that moderates would refuse in a reply: ways to reach the seller past it. In order, without
 * overlaps. A guess on purpose: it warns, the operator decides, the marketplace has the last word.
 */
export function findProhibited(text: string, input: ModerationInput): readonly ModerationFinding[] {
  const found: ModerationFinding[] = [...findLinks(text, input.ownHosts)];
  const phones = input.findPhones?.(text) ?? [];
  found.push(...phones.map(({ start, end }) => ({ kind: "phone" as const, start, end })));
  found.push(...findSocial(text));
  return withoutOverlaps(found);
}

/** Of findings that overlap the earlier one stays, of those that begin together the longer one. */
function withoutOverlaps(findings: readonly ModerationFinding[]): readonly ModerationFinding[] {
  const ordered = [...findings].sort((a, b) => a.start - b.start || b.end - a.end);
  const kept: ModerationFinding[] = [];
  for (const finding of ordered) {
    const last = kept.at(-1);
    if (last === undefined || finding.start >= last.end) kept.push(finding);
  }
  return kept;
}

/** The kinds among findings, each once, in a fixed order. */
export function kindsOf(findings: readonly ModerationFinding[]): readonly ModerationKind[] {
  const all = ["link", "email", "phone", "social"] as const;
  return all.filter((kind) => findings.some((finding) => finding.kind === kind));
}
