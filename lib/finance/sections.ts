import { z } from "zod";
import type { SectionReader, SectionStep, StepInput } from "../sync/section";
import { nameArticles, storeDays } from "./store-days";

/** What the first pass takes in. */
const FIRST_DAYS = 90;
/** Accruals come late and are corrected for weeks: once a day so many days are read anew, at every pass a few. */
const CORRECTED_DAYS = 30;
const FRESH_DAYS = 3;
const CORRECTED_EVERY_MS = 24 * 3_600_000;
const DAY_MS = 86_400_000;
/** The marketplace's days begin in Moscow, which has kept UTC+3 since 2014. */
const ZONE_MS = 3 * 3_600_000;

const dayText = z.string().regex(/^\d{4}-\d\d-\d\d$/);
/** `to`: the newest day still to be read; `from`: the last one of this pass; `days`: of the pass in all. */
const passCursor = z.object({ from: dayText, to: dayText, days: z.number(), isCorrecting: z.boolean() });
type PassCursor = z.infer<typeof passCursor>;
const passMemory = z.object({ correctedAt: z.string().optional() });

/**
 * The account with the seller, newest day first. Whole days are replaced, so that what is taken back there goes here; a
 * pass that died goes on with the day it was at.
 */
export const moneySection: SectionReader = {
  section: "money",
  everySeconds: 1_800,
  isOffered: (marketplace) => marketplace.money !== undefined,
  step: takeDays,
};

async function takeDays(input: StepInput): Promise<SectionStep> {
  const { sellerId, marketplace, memory } = input;
  const begun = passCursor.safeParse(input.cursor);
  const pass = begun.success ? begun.data : begin(input);
  const money = marketplace.money;
  if (money === undefined) throw new Error("a marketplace without money has no such section");
  const booked = await money.listDays({ from: pass.from, to: pass.to });
  const before = shiftDay(booked.from, -1);
  const isLast = before < pass.from;
  return {
    store: async (tx) => {
      await storeDays(tx, { sellerId, ...booked });
      if (isLast) await nameArticles(tx, sellerId);
    },
    cursor: isLast ? null : { ...pass, to: before },
    count: daysBetween(booked.from, booked.to),
    total: pass.days,
    ...(isLast && pass.isCorrecting
      ? { memory: { ...memory, correctedAt: input.passStartedAt.toISOString() } }
      : {}),
  };
}

/** Which days a new pass reads: all of them at first, then the newest, and after a gap those of the gap as well. */
function begin({ passStartedAt, freshAt, memory }: StepInput): PassCursor {
  const today = dayAt(passStartedAt);
  if (freshAt === null) return passOf(shiftDay(today, 1 - FIRST_DAYS), today, true);
  const { correctedAt } = passMemory.catch({}).parse(memory);
  const isCorrecting =
    correctedAt === undefined || passStartedAt.getTime() - Date.parse(correctedAt) >= CORRECTED_EVERY_MS;
  const usual = shiftDay(today, -(isCorrecting ? CORRECTED_DAYS : FRESH_DAYS));
  const sinceFresh = shiftDay(dayAt(freshAt), -FRESH_DAYS);
  return passOf(earlierOf(sinceFresh, usual), today, isCorrecting);
}

/** Days are text, and as such in order. */
function earlierOf(a: string, b: string): string {
  return [a, b].sort()[0] ?? a;
}

function passOf(from: string, to: string, isCorrecting: boolean): PassCursor {
  return { from, to, days: daysBetween(from, to), isCorrecting };
}

function dayAt(moment: Date): string {
  return new Date(moment.getTime() + ZONE_MS).toISOString().slice(0, 10);
}

function shiftDay(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Both of them counted. */
function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}
