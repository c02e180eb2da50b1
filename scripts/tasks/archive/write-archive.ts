import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { ZipFile } from "yazl";
import { withConnection } from "./connection";
import { createDigest } from "./digest";
import { findOpeningKey, fingerprintOf, fingerprintOfSecret, splitKeys } from "./key-fingerprint";
import {
  FORMAT,
  fileOfTable,
  KEYS_NOTICE,
  MANIFEST_FILE,
  MANIFEST_SUM_FILE,
  type Manifest,
  type ManifestTable,
  PRODUCT,
} from "./manifest";
import { Refusal } from "./refusal";
import { copyOutSql, listTables, notOfExtension, reasonLeftOut, type StoredTable } from "./tables";

/** Rows of Russian texts and uuids: beyond this, each percent of size costs as much time as all before. */
const COMPRESSION_LEVEL = 3;

export interface WriteInput {
  readonly databaseUrl: string;
  /** Must not exist yet. */
  readonly file: string;
  readonly encryptionKeys: string;
  readonly authSecret: string;
  readonly productVersion: string;
  readonly say: (line: string) => void;
}

/**
 * Writes everything the database holds at one moment into an archive, while others read and write. The file appears
 * under its name when it is whole and on the disk, readable by its owner alone. Throws `Refusal`.
 */
export async function writeArchive(input: WriteInput): Promise<Manifest & { readonly sizeBytes: number }> {
  if (existsSync(input.file)) throw new Refusal(`${input.file} is there already: name another file.`);
  const folder = path.dirname(input.file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = draftOf(input.file);
  await rm(draft, { force: true }); // of one that was killed
  try {
    const manifest = await withConnection(input.databaseUrl, (client) => writeDraft(client, draft, input));
    const sizeBytes = await syncToDisk(draft);
    await rename(draft, input.file);
    await syncToDisk(folder); // the name itself
    return { ...manifest, sizeBytes };
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Where an archive grows until it is whole. */
export function draftOf(file: string): string {
  return `${file}.part`;
}

async function syncToDisk(place: string): Promise<number> {
  const handle = await open(place, "r");
  try {
    await handle.sync();
    return (await handle.stat()).size;
  } finally {
    await handle.close();
  }
}

async function writeDraft(client: pg.Client, draft: string, input: WriteInput): Promise<Manifest> {
  // One snapshot for every table. It takes no transaction id, so no event stream waits for it.
  await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
  const facts = await readFacts(client, input);
  const all = await listTables(client);
  const wanted = all.filter((table) => reasonLeftOut(table) === null);
  const left_out = all.flatMap((table) => {
    const reason = reasonLeftOut(table);
    return reason === null ? [] : [{ name: table.name, reason }];
  });
  const written: ManifestTable[] = [];
  const manifest = () => ({ ...facts, tables: written, left_out });
  const zip = new ZipFile();
  for (const table of wanted) addTable(zip, { client, table, written, input });
  addLast(zip, manifest);
  const handle = await open(draft, "wx", 0o600);
  try {
    // yazl hands a source's error to its own emitter, not to its output.
    const failed = new Promise<never>((_, reject) => zip.once("error", reject));
    const sink = handle.createWriteStream({ autoClose: false });
    zip.end();
    await Promise.race([pipeline(zip.outputStream, sink), failed]).finally(() => sink.destroy());
  } finally {
    await handle.close();
  }
  await client.query("COMMIT");
  return manifest();
}

function addTable(
  zip: ZipFile,
  given: { client: pg.Client; table: StoredTable; written: ManifestTable[]; input: WriteInput },
): void {
  const { client, table, written, input } = given;
  // Opened when its turn comes: a connection copies one table at a time.
  zip.addReadStreamLazy(
    fileOfTable(table.name),
    { compressionLevel: COMPRESSION_LEVEL, mode: 0o600 },
    (give) => {
      const digest = createDigest();
      const through = digest.through();
      through.once("end", () => {
        const { rows, bytes, sha256 } = digest.result();
        written.push({ name: table.name, columns: [...table.columns], rows, bytes, sha256 });
        if (rows > 0) input.say(`  ${table.name}: ${rows.toLocaleString("en-US")} rows`);
      });
      pipeline(client.query(copyTo(copyOutSql(table))), through).catch((error: unknown) =>
        zip.emit("error", error),
      );
      give(null, through);
    },
  );
}

/** Comes after the tables, when their checksums are known: an archive that was cut off has none. */
function addLast(zip: ZipFile, manifest: () => Manifest): void {
  let text = "";
  const options = { mode: 0o600 };
  zip.addReadStreamLazy(MANIFEST_FILE, options, (give) => {
    text = `${JSON.stringify(manifest(), null, 2)}\n`;
    give(null, Readable.from([Buffer.from(text)]));
  });
  zip.addReadStreamLazy(MANIFEST_SUM_FILE, options, (give) => {
    give(null, Readable.from([Buffer.from(`${createHash("sha256").update(text).digest("hex")}\n`)]));
  });
}

async function readFacts(
  client: pg.Client,
  input: WriteInput,
): Promise<Omit<Manifest, "tables" | "left_out">> {
  const { rows: found } = await client.query<{ is_ours: boolean; version: string }>(
    `SELECT to_regclass('public._prisma_migrations') IS NOT NULL AND to_regclass('public.key_checks') IS NOT NULL
            AS is_ours, current_setting('server_version') AS version`,
  );
  if (found[0]?.is_ours !== true)
    throw new Refusal("This database holds no Prilavok: there is nothing to back up.");
  const { rows: migrations } = await client.query<{ name: string; checksum: string }>(
    `SELECT migration_name AS name, checksum FROM _prisma_migrations
      WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name`,
  );
  return {
    format: FORMAT,
    product: PRODUCT,
    product_version: input.productVersion,
    made_at: new Date().toISOString(),
    postgres_version: found[0].version,
    migrations,
    sequences: await readSequences(client),
    keys: {
      notice: KEYS_NOTICE,
      encryption_key_fingerprint: await readKeyFingerprint(client, input),
      auth_secret_fingerprint: fingerprintOfSecret(input.authSecret),
    },
  };
}

/** They stand outside of snapshots: at worst a little further than the rows, which is the harmless side. */
async function readSequences(client: pg.Client): Promise<Manifest["sequences"]> {
  const { rows } = await client.query<{ name: string; last: string | null; first: string }>(
    `SELECT c.relname AS name, pg_sequence_last_value(c.oid)::text AS last, s.seqstart::text AS first
       FROM pg_class c JOIN pg_sequence s ON s.seqrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND ${notOfExtension("pg_class", "c.oid")} ORDER BY c.relname`,
  );
  return rows.map(({ name, last, first }) => ({ name, last_value: last ?? first, is_called: last !== null }));
}

async function readKeyFingerprint(
  client: pg.Client,
  { encryptionKeys, say }: WriteInput,
): Promise<string | null> {
  const { rows } = await client.query<{ ciphertext: string }>(
    "SELECT ciphertext FROM key_checks ORDER BY id LIMIT 1",
  );
  if (rows[0] === undefined) return null;
  const key = findOpeningKey(splitKeys(encryptionKeys), rows[0].ciphertext);
  // Better a backup without a name for its key than none at all.
  if (key === null) say("Warning: ENCRYPTION_KEYS does not open the secrets stored in this database.");
  return key === null ? null : fingerprintOf(key);
}
