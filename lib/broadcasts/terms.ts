import type { Prisma } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { isInScope, may } from "../access/policy";
import { now } from "../clock";
import { AppError } from "../errors";
import { capabilitiesOf } from "../sellers/connect-seller";
import type { SellerRow } from "../sellers/model";
import { checkTemplate, fillBroadcast, fixedPart, saysSomething } from "../text/broadcast-template";
import type { BroadcastBody, BroadcastVariant } from "../wire/broadcasts";
import type { BroadcastRow } from "./model";
import { ratesOf } from "./rates";
import { tellsOrders } from "./tells-orders";

/** What a broadcast says, to whom and how: the part of its row that people choose. */
export interface Terms {
  readonly variants: readonly BroadcastVariant[];
  readonly filters: BroadcastBody["filters"];
  readonly stages: readonly string[];
  readonly rateLimit: number;
  readonly quietHours: "respect" | "ignore";
  readonly frequencyCap: "respect" | "ignore";
  readonly scheduleAt: Date | null;
  readonly timeZone: string | null;
}

const KEYS = ["A", "B", "C", "D"] as const;

/** The texts as they are kept: one template is the only variant. */
export function toVariants(given: {
  template?: string | undefined;
  variants?: ReadonlyArray<{ template: string; share: number }> | undefined;
}): BroadcastVariant[] {
  const texts = given.variants ?? [{ template: given.template ?? "", share: 100 }];
  return texts.map((one, index) => ({ key: KEYS[index] ?? "A", template: one.template, share: one.share }));
}

/** What was given, with what goes without saying. */
export function toTerms(given: BroadcastBody, seller: SellerRow): Terms {
  return {
    variants: toVariants(given),
    filters: given.filters,
    stages: [...new Set(given.order_events ?? [])],
    rateLimit: given.rate_limit ?? ratesOf(seller).usualRate,
    quietHours: given.quiet_hours,
    frequencyCap: given.frequency_cap,
    scheduleAt: given.schedule_at === undefined ? null : new Date(given.schedule_at),
    timeZone: given.time_zone ?? null,
  };
}

/** The columns of a broadcast's row. */
export function toColumns(terms: Terms) {
  return {
    kind: terms.stages.length > 0 ? "order" : "once",
    variants: terms.variants.map((one) => ({ ...one })) satisfies Prisma.InputJsonArray,
    filters: { ...terms.filters } satisfies Prisma.InputJsonObject,
    stages: [...terms.stages],
    rateLimit: terms.rateLimit,
    quietHours: terms.quietHours,
    frequencyCap: terms.frequencyCap,
    scheduleAt: terms.scheduleAt,
    timeZone: terms.timeZone,
  };
}

interface Checked {
  readonly actor: Actor;
  readonly seller: SellerRow;
  readonly terms: Terms;
  /** A time that was chosen before may have passed since; only a new one has to lie ahead. */
  readonly isTimeNew: boolean;
}

/** Whether these terms can ever be sent, by this person. Throws what `checkPlan` throws, `template_empty`, `text_too_long`. */
export function checkTerms(checked: Checked): void {
  checkPlan(checked);
  requireTexts(checked.terms.variants, capabilitiesOf(checked.seller).textMaxChars);
}

/**
 * The same but for what the texts come to, which a preview counts instead. Throws in this order: `seller_not_active`,
 * `template_unknown_variable`, `rate_too_high`, `schedule_in_past`, `unknown_time_zone`, `not_allowed` (the two ways
 * around sparing are the admins'), `orders_unknown`.
 */
export function checkPlan({ actor, seller, terms, isTimeNew }: Checked): void {
  if (seller.status !== "active") throw new AppError("seller_not_active");
  requireKnownVariables(terms.variants);
  requireRate(seller, terms.rateLimit);
  if (isTimeNew && terms.scheduleAt !== null && terms.scheduleAt <= now())
    throw new AppError("schedule_in_past", { details: { now: now().toISOString() } });
  if (terms.timeZone !== null && !isTimeZone(terms.timeZone)) throw new AppError("unknown_time_zone");
  requireSparing(actor, terms);
  if (terms.stages.length > 0 && !tellsOrders(seller)) throw new AppError("orders_unknown");
}

/** Throws `template_unknown_variable` with their names. */
export function requireKnownVariables(variants: ReadonlyArray<{ readonly template: string }>): void {
  const names = [...new Set(variants.flatMap(({ template }) => checkTemplate(template).unknown))];
  if (names.length > 0) throw new AppError("template_unknown_variable", { details: { names } });
}

/** Throws `rate_too_high` with the highest possible. */
export function requireRate(seller: { marketplace: string; dialect: string }, rateLimit: number): void {
  const { maxRate } = ratesOf(seller);
  if (rateLimit > maxRate) throw new AppError("rate_too_high", { details: { max_rate: maxRate } });
}

/** Throws `not_allowed`. */
function requireSparing(actor: Actor, terms: Terms): void {
  if (ignoredOf(terms).length === 0) return;
  const mayIgnore = may(actor.role, "broadcasts.rules") && isInScope(actor.scopes, "broadcasts.rules");
  if (!mayIgnore) throw new AppError("not_allowed");
}

/** Which of the two ways around sparing it takes, for the log. */
export function ignoredOf(terms: Pick<BroadcastRow, "quietHours" | "frequencyCap">): string[] {
  return [
    ...(terms.quietHours === "ignore" ? ["quiet_hours"] : []),
    ...(terms.frequencyCap === "ignore" ? ["frequency_cap"] : []),
  ];
}

function requireTexts(variants: readonly BroadcastVariant[], maxChars: number): void {
  for (const { key, template } of variants) {
    if (!saysSomething(fillBroadcast(template, {}).text))
      throw new AppError("template_empty", { details: { variant: key } });
    const chars = fixedPart(template).length;
    if (chars > maxChars)
      throw new AppError("text_too_long", { details: { variant: key, max_chars: maxChars, chars } });
  }
}

function isTimeZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return true;
  } catch {
    return false;
  }
}
