import { createHash, randomUUID } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { env } from "../env";
import { log } from "../log";
import { once } from "../once";

/**
 * Pictures of products on this machine's disk, so that each is fetched from the marketplace once and not by everybody
 * who looks. A mere copy: it may be emptied at any time. Names are digests, never anything from outside.
 */

const MOST_FILES = 20_000;
const PRUNE_EVERY_MS = 10 * 60_000;
/** A file under way for longer belongs to a process that died, in milliseconds. */
const STALE_MS = 3600_000;

function folder(): string {
  return path.resolve(env().DATA_DIR, "pictures");
}

/** Fetches under way in this process: ten people looking at one list make one request a picture. */
const underWay = once("picture-fetches", () => new Map<string, Promise<Buffer>>());

/** The picture of an address, from the disk or (`fetch`) from where it is. What `fetch` throws is thrown to all. */
export async function readPictureThroughCache(
  address: string,
  fetch: () => Promise<Buffer>,
): Promise<{ id: string; bytes: Buffer }> {
  const id = createHash("sha256").update(address).digest("hex").slice(0, 40);
  const kept = await findKept(id);
  if (kept !== null) return { id, bytes: kept };
  const running = underWay().get(id) ?? store(id, fetch).finally(() => underWay().delete(id));
  underWay().set(id, running);
  return { id, bytes: await running };
}

async function findKept(id: string): Promise<Buffer | null> {
  const file = path.join(folder(), id);
  const bytes = await readFile(file).catch(nullWhenMissing);
  // What was looked at lately goes last. A file that goes meanwhile has been read already.
  if (bytes !== null) await utimes(file, new Date(), new Date()).catch(nullWhenMissing);
  return bytes;
}

/** To a neighbour first, then under its name: nobody ever sees half a picture, however many write at once. */
async function store(id: string, fetch: () => Promise<Buffer>): Promise<Buffer> {
  const bytes = await fetch();
  await mkdir(folder(), { recursive: true, mode: 0o700 });
  const neighbour = path.join(folder(), `${id}.${randomUUID()}.part`);
  try {
    const handle = await open(neighbour, "wx", 0o600);
    await handle.writeFile(bytes).finally(() => handle.close());
    await rename(neighbour, path.join(folder(), id));
  } catch (error) {
    await rm(neighbour, { force: true });
    log().warn({ err: error }, "a picture could not be kept; it is fetched again the next time");
  }
  await pruneNowAndThen();
  return bytes;
}

const lastPrune = once("picture-prune", () => ({ atMs: 0 }));

async function pruneNowAndThen(): Promise<void> {
  if (Date.now() - lastPrune().atMs < PRUNE_EVERY_MS) return;
  lastPrune().atMs = Date.now();
  await prune().catch((error: unknown) =>
    log().warn({ err: error }, "old pictures could not be cleared away; the next time tries again"),
  );
}

/** Removes what dead processes left, and a tenth of what nobody looked at for longest when there are too many. */
async function prune(): Promise<void> {
  const files: { file: string; usedMs: number }[] = [];
  for (const name of await readdir(folder())) {
    const file = path.join(folder(), name);
    const facts = await stat(file).catch(nullWhenMissing);
    if (facts === null) continue;
    if (!name.endsWith(".part")) files.push({ file, usedMs: facts.mtimeMs });
    else if (Date.now() - facts.mtimeMs > STALE_MS) await rm(file, { force: true });
  }
  if (files.length <= MOST_FILES) return;
  files.sort((a, b) => a.usedMs - b.usedMs);
  for (const { file } of files.slice(0, files.length - 0.9 * MOST_FILES)) await rm(file, { force: true });
}

function nullWhenMissing(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}
