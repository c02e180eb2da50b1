import { randomUUID } from "node:crypto";
import { z } from "zod";
import { Prisma } from "@/generated/prisma/client";
import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction, type Tx } from "../db/transaction";
import { AppError } from "../errors";
import { MarketplaceError } from "../marketplaces/errors";
import { appendEvents } from "../realtime/append-event";
import { connectSeller, type RequestMeter } from "../sellers/connect-seller";
import { mayBePolled } from "../sellers/record-health";
import type { SectionRow } from "./model";
import type { SectionCursor, SectionReader, SectionStep } from "./section";
import { noteFailure, noteRefusal } from "./section-trouble";

/** After so long a pass lets others have its place and goes on when its turn comes again. */
const SLICE_MS = 15_000;
/** While a first pass runs its progress is told this often. */
const TELL_EVERY_MS = 1_000;

const storedCursor = z.record(z.string(), z.unknown());

/** Another process has the pass, or it was begun anew. */
class PassLost extends Error {}

/**
 * Goes on with one section of one seller for a slice of time: `more`, there is more to do; `over`, the pass is done;
 * `rest`, nothing is to be done now, or it has to wait. Each step's rows and the cursor behind them are committed
 * together, guarded by the pass: a death in between costs one repeated request, and of two processes one goes on.
 */
export async function runSection(input: {
  sellerId: string;
  reader: SectionReader;
  sliceMs?: number;
}): Promise<"more" | "over" | "rest"> {
  const { sellerId, reader, sliceMs = SLICE_MS } = input;
  const row = await db().sectionSync.findUnique({
    where: { sellerId_section: { sellerId, section: reader.section } },
  });
  if (row === null || !(await mayBePolled(sellerId))) return "rest";
  if (row.nextAt > now()) return "rest";
  const meter: RequestMeter = { requests: 0, waitedMs: 0, askedMs: 0 };
  try {
    if (await mustWait(row, reader)) return "rest";
    const marketplace = await connectSeller({ sellerId, lane: "backfill", meter });
    if (!reader.isOffered(marketplace)) {
      await noteRefusal(row, { code: "section_not_offered", text: null });
      return "rest";
    }
    const pass = await beginPass(row);
    return await goOn({ reader, pass, marketplace, meter, sliceMs });
  } catch (error) {
    if (error instanceof PassLost) return "rest";
    if (error instanceof AppError && error.code === "not_found") return "rest"; // removed meanwhile
    await noteFailure(row, error);
    if (!(error instanceof MarketplaceError)) throw error;
    return "rest";
  }
}

/** How soon a section looks again whether the one before it is there, in seconds. */
const LOOK_AGAIN_SECONDS = 3;

/** A first pass comes after that of the section it builds on, unless that one is refused. */
async function mustWait(row: SectionRow, reader: SectionReader): Promise<boolean> {
  if (reader.after === undefined || row.freshAt !== null) return false;
  const { sellerId } = row;
  const before = await db().sectionSync.findUnique({
    where: { sellerId_section: { sellerId, section: reader.after } },
    select: { freshAt: true, refusedAt: true },
  });
  if (before === null || before.freshAt !== null || before.refusedAt !== null) return false;
  const nextAt = new Date(now().getTime() + LOOK_AGAIN_SECONDS * 1000);
  await db().sectionSync.updateMany({ where: { id: row.id, passId: null }, data: { nextAt } });
  return true;
}

type Pass = SectionRow & { passId: string; startedAt: Date };

/** The pass that is under way, or a new one. */
async function beginPass(row: SectionRow): Promise<Pass> {
  if (row.passId !== null && row.startedAt !== null)
    return { ...row, passId: row.passId, startedAt: row.startedAt };
  const fresh = { passId: randomUUID(), startedAt: now() };
  // no audit: the machine's own looking.
  return inTransaction(async (tx) => {
    const begun = await tx.sql.sectionSync.updateManyAndReturn({
      where: { id: row.id, passId: null },
      data: {
        ...fresh,
        givenAt: now(),
        cursor: Prisma.DbNull,
        done: 0,
        total: null,
        requests: 0,
        waitedMs: 0,
        askedMs: 0,
        workedMs: 0,
      },
    });
    const [taken] = begun;
    if (taken === undefined) throw new PassLost();
    if (isTold(taken)) await tell(tx, taken);
    return { ...taken, ...fresh };
  });
}

async function goOn(input: {
  reader: SectionReader;
  pass: Pass;
  marketplace: Awaited<ReturnType<typeof connectSeller>>;
  meter: RequestMeter;
  sliceMs: number;
}): Promise<"more" | "over"> {
  const { reader, pass, marketplace, meter } = input;
  const clock = startClock(meter);
  let cursor: SectionCursor | null = pass.cursor === null ? null : storedCursor.parse(pass.cursor);
  let memory: SectionCursor = storedCursor.parse(pass.memory);
  let toldAt = 0;
  for (const until = Date.now() + input.sliceMs; ; ) {
    const { sellerId, passId, startedAt, freshAt } = pass;
    const step = await reader.step({
      sellerId,
      marketplace,
      cursor,
      memory,
      passId,
      passStartedAt: startedAt,
      freshAt,
    });
    const isToldNow = pass.freshAt === null && Date.now() - toldAt > TELL_EVERY_MS;
    if (isToldNow) toldAt = Date.now();
    await keep({ reader, pass, step, spent: clock.take(), isToldNow });
    if (step.cursor === null) return "over";
    cursor = step.cursor;
    memory = step.memory ?? memory;
    if (Date.now() >= until) return "more";
  }
}

interface Spent {
  readonly requests: number;
  readonly waitedMs: number;
  readonly askedMs: number;
  readonly workedMs: number;
}

/** What was spent since the last look at the clock; what was neither waiting nor the marketplace's is our own work. */
function startClock(meter: RequestMeter): { take(): Spent } {
  let since = performance.now();
  return {
    take() {
      const total = performance.now() - since;
      const { requests, waitedMs, askedMs } = meter;
      Object.assign(meter, { requests: 0, waitedMs: 0, askedMs: 0 });
      since = performance.now();
      const workedMs = Math.max(0, total - waitedMs - askedMs);
      return {
        requests,
        waitedMs: Math.round(waitedMs),
        askedMs: Math.round(askedMs),
        workedMs: Math.round(workedMs),
      };
    },
  };
}

/** The rows of a step and the place behind them, or neither. */
async function keep(input: {
  reader: SectionReader;
  pass: Pass;
  step: SectionStep;
  spent: Spent;
  isToldNow: boolean;
}): Promise<void> {
  const { reader, pass, step, spent } = input;
  const isOver = step.cursor === null;
  // What was kept of earlier steps of this pass is in the row alone; a pass of one step is the quiet one.
  const quietPasses = step.count === 0 && pass.cursor === null ? pass.quietPasses + 1 : 0;
  const over = {
    passId: null,
    freshAt: step.freshAt ?? pass.startedAt,
    nextAt: new Date(now().getTime() + pauseSeconds(reader, quietPasses) * 1000),
    quietPasses,
    askedAt: null,
  };
  // no audit: what the marketplace shows is nobody's act here.
  await inTransaction(async (tx) => {
    // First, for the lock: whoever else had the pass waits here and finds it gone.
    const kept = await tx.sql.sectionSync.updateManyAndReturn({
      where: { id: pass.id, passId: pass.passId },
      data: {
        cursor: step.cursor === null ? Prisma.DbNull : asJson(step.cursor),
        ...(step.memory === undefined ? {} : { memory: asJson(step.memory) }),
        done: { increment: step.count },
        ...(step.total === null ? {} : { total: step.total }),
        requests: { increment: spent.requests },
        waitedMs: { increment: spent.waitedMs },
        askedMs: { increment: spent.askedMs },
        workedMs: { increment: spent.workedMs },
        givenAt: now(),
        ...untroubled,
        ...(isOver ? over : {}),
      },
    });
    const [row] = kept;
    if (row === undefined) throw new PassLost();
    await step.store(tx);
    if (input.isToldNow || (isOver && isTold(pass))) await tell(tx, row);
  });
}

/** A list in which nothing happens is looked at less often: thousands of sleepy sellers share a process. Rings wake it. */
const QUIETEST = 4;

function pauseSeconds(reader: SectionReader, quietPasses: number): number {
  return reader.everySeconds * Math.min(QUIETEST, 2 ** Math.max(0, quietPasses - 1));
}

const untroubled = { failures: 0, errorCode: null, errorText: null, refusedAt: null };

/** A pass that nobody waits for is not told: there is one a minute for every seller. */
function isTold(pass: Pick<SectionRow, "freshAt" | "askedAt" | "failures" | "refusedAt">): boolean {
  return pass.freshAt === null || pass.askedAt !== null || pass.failures > 0 || pass.refusedAt !== null;
}

function tell(tx: Tx, row: SectionRow): Promise<void> {
  return appendEvents(tx, [{ name: "section.updated", sellerId: row.sellerId, subjectId: row.id }]);
}

/** Through JSON: what a section keeps must come back as it was given. */
function asJson(value: SectionCursor) {
  return JSON.parse(JSON.stringify(value));
}
