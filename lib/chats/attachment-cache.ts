import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { env } from "../env";
import { log } from "../log";
import { once } from "../once";
import { HEAD_BYTES } from "../text/file-type";

/**
 * Files of messages on this machine's disk, so that a picture is fetched from the marketplace once and not by everybody
 * who looks. A mere copy: it may be emptied at any time. Names are our ids of attachments, never anything from outside.
 */

const MOST_BYTES = 2 * 1024 * 1024 * 1024;
/** Room that is made when it is full, so that not every file that comes begins to sweep. */
const KEPT_BYTES = 0.9 * MOST_BYTES;
/** A file under way for longer belongs to a process that died, in milliseconds. */
const STALE_MS = 60 * 60_000;
const PRUNE_EVERY_MS = 60_000;

export interface CachedFile {
  readonly path: string;
  readonly sizeBytes: number;
  /** Its first bytes, by which it is known. */
  readonly head: Uint8Array;
}

function folder(): string {
  return path.resolve(env().DATA_DIR, "files");
}

/** Fetches under way in this process: ten people opening one picture make one request. */
const underWay = once("attachment-fetches", () => new Map<string, Promise<CachedFile>>());

/** The file of an attachment, from the disk or (`fetch`) from where it is. What `fetch` throws is thrown to all who wait. */
export async function readThroughCache(
  id: string,
  fetch: () => Promise<AsyncIterable<Uint8Array>>,
): Promise<CachedFile> {
  const kept = await findCached(id);
  if (kept !== null) return kept;
  const running = underWay().get(id) ?? store(id, fetch).finally(() => underWay().delete(id));
  underWay().set(id, running);
  return running;
}

async function findCached(id: string): Promise<CachedFile | null> {
  const file = path.join(folder(), id);
  const handle = await open(file, "r").catch(nullWhenMissing);
  if (handle === null) return null;
  try {
    const { size } = await handle.stat();
    const head = new Uint8Array(HEAD_BYTES);
    const { bytesRead } = await handle.read(head, 0, HEAD_BYTES, 0);
    return { path: file, sizeBytes: size, head: head.subarray(0, bytesRead) };
  } finally {
    await handle.close();
    // What was looked at lately goes last. A file that goes meanwhile has been read already.
    await utimes(file, new Date(), new Date()).catch(nullWhenMissing);
  }
}

/** To a neighbour first, then under its name: nobody ever sees half a file, however many write at once. */
async function store(id: string, fetch: () => Promise<AsyncIterable<Uint8Array>>): Promise<CachedFile> {
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  const neighbour = path.join(folder(), `${id}.${randomUUID()}.part`);
  try {
    await pipeline(Readable.from(await fetch()), createWriteStream(neighbour, { mode: 0o600 }));
    await rename(neighbour, path.join(folder(), id));
  } catch (error) {
    await rm(neighbour, { force: true });
    throw error;
  }
  await pruneNowAndThen();
  const stored = await findCached(id);
  if (stored === null) throw new Error("a file went as soon as it was stored");
  return stored;
}

const lastPrune = once("attachment-prune", () => ({ atMs: 0 }));

async function pruneNowAndThen(): Promise<void> {
  if (Date.now() - lastPrune().atMs < PRUNE_EVERY_MS) return;
  lastPrune().atMs = Date.now();
  await pruneCache({ mostBytes: MOST_BYTES, keptBytes: KEPT_BYTES }).catch((error: unknown) =>
    log().warn({ err: error }, "old files could not be cleared away; the next time tries again"),
  );
}

/** Removes files that nobody may see any more; those that do not lie here are no matter. */
export async function forgetCached(ids: readonly string[]): Promise<void> {
  await Promise.all(ids.map((id) => rm(path.join(folder(), id), { force: true })));
}

/** What lies on this machine's disk: ids of attachments with the sizes of their files. */
export async function listCached(): Promise<Map<string, number>> {
  const found = new Map<string, number>();
  for (const name of await readdir(folder()).catch(() => [])) {
    if (name.endsWith(".part")) continue;
    const facts = await stat(path.join(folder(), name)).catch(nullWhenMissing);
    if (facts !== null) found.set(name, facts.size);
  }
  return found;
}

/** Removes what dead processes left, and the files that nobody looked at for longest when there are too many. */
export async function pruneCache(limits: { mostBytes: number; keptBytes: number }): Promise<void> {
  const files: { file: string; sizeBytes: number; usedMs: number }[] = [];
  for (const name of await readdir(folder())) {
    const file = path.join(folder(), name);
    const facts = await stat(file).catch(nullWhenMissing);
    if (facts === null) continue;
    const isStale = name.endsWith(".part") && Date.now() - facts.mtimeMs > STALE_MS;
    if (isStale) await rm(file, { force: true });
    else if (!name.endsWith(".part")) files.push({ file, sizeBytes: facts.size, usedMs: facts.mtimeMs });
  }
  let total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (total <= limits.mostBytes) return;
  files.sort((a, b) => a.usedMs - b.usedMs);
  for (const { file, sizeBytes } of files) {
    if (total <= limits.keptBytes) return;
    await rm(file, { force: true });
    total -= sizeBytes;
  }
}

function nullWhenMissing(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}
