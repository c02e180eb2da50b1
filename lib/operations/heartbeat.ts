import { randomUUID } from "node:crypto";
import { statfs } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { z } from "zod";
import type { Prisma } from "@/generated/prisma/client";
import product from "@/package.json";
import { now } from "../clock";
import { db } from "../db/client";
import { env } from "../env";
import { log } from "../log";
import { countOpenStreams } from "../realtime/stream";

export type ProcessKind = "web" | "workers";

/** What a living process tells of itself. */
export const processFacts = z.object({
  streams: z.number().int(),
  rss_bytes: z.number().int(),
  disk_free_bytes: z.number().int().nullable(),
  disk_total_bytes: z.number().int().nullable(),
});
export type ProcessFacts = z.infer<typeof processFacts>;

/** A process says this often that it lives, in milliseconds. */
const BEAT_MS = 10_000;
/** One that has been silent for so long lives no more: several beats, so that one slow write is no death. */
export const SILENT_AFTER_MS = 60_000;
const FORGOTTEN_AFTER_MS = 24 * 60 * 60_000;

/** The version of what runs here. */
export const PRODUCT_VERSION: string = product.version;

/** Says every few seconds that this process lives, until `stop`, which takes its row away. */
export function startHeartbeat(kind: ProcessKind): { stop(): Promise<void> } {
  const id = randomUUID();
  const startedAt = now();
  let beating: Promise<void> = Promise.resolve();
  let isStopped = false;
  const beat = () => {
    beating = beating.then(async () => {
      if (isStopped) return;
      await renewProcess({ id, kind, startedAt }).catch((error: unknown) =>
        log().warn({ err: error }, "a process could not say that it lives; the next beat does"),
      );
    });
  };
  beat();
  const timer = setInterval(beat, BEAT_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      isStopped = true;
      await beating;
      await db().livingProcess.deleteMany({ where: { id } });
    },
  };
}

/** Writes one sign of life. */
export async function renewProcess(living: {
  id: string;
  kind: ProcessKind;
  startedAt: Date;
}): Promise<void> {
  const facts: Prisma.InputJsonObject = await readFacts();
  const seenAt = now();
  await db().livingProcess.upsert({
    where: { id: living.id },
    create: { ...living, host: hostname(), pid: process.pid, version: PRODUCT_VERSION, seenAt, facts },
    update: { seenAt, facts },
  });
}

/** Drops processes that died without a word, a day after their last sign. For the sweep. */
export async function forgetDeadProcesses(): Promise<void> {
  await db().livingProcess.deleteMany({
    where: { seenAt: { lt: new Date(now().getTime() - FORGOTTEN_AFTER_MS) } },
  });
}

async function readFacts(): Promise<ProcessFacts> {
  const disk = await readDisk(path.resolve(env().DATA_DIR));
  return {
    streams: countOpenStreams(),
    rss_bytes: process.memoryUsage.rss(),
    disk_free_bytes: disk?.freeBytes ?? null,
    disk_total_bytes: disk?.totalBytes ?? null,
  };
}

/** The disk under a folder; with a database elsewhere the folder may not be there, then the nearest above it. */
async function readDisk(folder: string): Promise<{ freeBytes: number; totalBytes: number } | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
  } catch {
    const above = path.dirname(folder);
    return above === folder ? null : readDisk(above);
  }
}
