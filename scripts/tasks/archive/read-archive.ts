import { createHash } from "node:crypto";
import { open as openFile } from "node:fs/promises";
import type { Readable } from "node:stream";
import { type Entry, openPromise, type ZipFile } from "yauzl";
import { z } from "zod";
import { digestOf } from "./digest";
import {
  FORMAT,
  fileOfTable,
  MANIFEST_FILE,
  MANIFEST_SUM_FILE,
  type Manifest,
  type ManifestTable,
  manifestSchema,
  PRODUCT,
} from "./manifest";
import { Refusal } from "./refusal";

/** An archive whose manifest was read and vouched for; its tables are checked by `checkTables`. */
export interface Archive {
  readonly manifest: Manifest;
  openTable(table: ManifestTable): Promise<Readable>;
  close(): void;
}

const LARGEST_MANIFEST_BYTES = 16 * 1024 * 1024;
const ZIP_BEGINNING = Buffer.from([0x50, 0x4b]);

const heading = z.object({ format: z.number(), product: z.string(), product_version: z.string().optional() });

/** Opens an archive and reads its manifest. Throws `Refusal` for whatever is none of ours, or damaged. */
export async function openArchive(file: string): Promise<Archive> {
  await requireArchive(file);
  const zip = await openPromise(file, { autoClose: false }).catch((error: unknown) => {
    throw new Refusal(`${file} is damaged or was cut off: take another backup.`, { cause: error });
  });
  zip.on("error", () => undefined); // whoever reads hears of it too
  try {
    const entries = await listEntries(zip, file);
    const manifest = await readManifest(zip, entries, file);
    return {
      manifest,
      async openTable(table) {
        const entry = entries.get(fileOfTable(table.name));
        if (entry === undefined) throw damaged(file, table.name);
        return zip.openReadStreamPromise(entry);
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

/** Reads every table once and compares it with the manifest, before anything else happens with it. */
export async function checkTables(archive: Archive, file: string): Promise<void> {
  for (const table of archive.manifest.tables) {
    const found = await archive
      .openTable(table)
      .then(digestOf)
      .catch((error: unknown) => {
        if (error instanceof Refusal) throw error;
        throw damaged(file, table.name, error);
      });
    if (found.sha256 !== table.sha256 || found.rows !== table.rows || found.bytes !== table.bytes)
      throw damaged(file, table.name);
  }
}

function damaged(file: string, what: string, cause?: unknown): Refusal {
  return new Refusal(`${file} is damaged (${what} is not what was written): take another backup.`, { cause });
}

async function requireArchive(file: string): Promise<void> {
  const handle = await openFile(file, "r").catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT") throw new Refusal(`There is no file ${file}.`);
    throw error;
  });
  try {
    if ((await handle.stat()).isDirectory()) throw new Refusal(`${file} is a folder: name the backup in it.`);
    const beginning = Buffer.alloc(2);
    await handle.read(beginning, 0, 2, 0);
    if (!beginning.equals(ZIP_BEGINNING)) throw new Refusal(`${file} is no backup of Prilavok.`);
  } finally {
    await handle.close();
  }
}

async function listEntries(zip: ZipFile, file: string): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  try {
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
  } catch (error) {
    throw new Refusal(`${file} is damaged (its table of contents cannot be read): take another backup.`, {
      cause: error,
    });
  }
  return entries;
}

async function readManifest(zip: ZipFile, entries: Map<string, Entry>, file: string): Promise<Manifest> {
  const entry = entries.get(MANIFEST_FILE);
  const sumEntry = entries.get(MANIFEST_SUM_FILE);
  if (entry === undefined || sumEntry === undefined) throw new Refusal(`${file} is no backup of Prilavok.`);
  const text = await readText(zip, entry, file);
  const sum = (await readText(zip, sumEntry, file)).trim();
  if (createHash("sha256").update(text).digest("hex") !== sum) throw damaged(file, MANIFEST_FILE);
  const parsed: unknown = parseJson(text, file);
  const head = heading.safeParse(parsed);
  if (!head.success || head.data.product !== PRODUCT) throw new Refusal(`${file} is no backup of Prilavok.`);
  if (head.data.format !== FORMAT) {
    throw new Refusal(
      `${file} has format ${head.data.format}, made by Prilavok ${head.data.product_version ?? "of another version"}; this version reads format ${FORMAT}.`,
    );
  }
  const manifest = manifestSchema.safeParse(parsed);
  if (!manifest.success) throw damaged(file, MANIFEST_FILE, manifest.error);
  return manifest.data;
}

async function readText(zip: ZipFile, entry: Entry, file: string): Promise<string> {
  if (entry.uncompressedSize > LARGEST_MANIFEST_BYTES) throw damaged(file, entry.fileName);
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
    return Buffer.concat(chunks).toString("utf8");
  } catch (error) {
    throw damaged(file, entry.fileName, error);
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw damaged(file, MANIFEST_FILE, error);
  }
}
