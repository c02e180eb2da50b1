import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { copyFile, open, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { openPromise } from "yauzl";
import { ZipFile } from "yazl";
import { readMigrations } from "../../../scripts/launcher/migration-files.mjs";
import { REPOSITORY } from "../../../scripts/launcher/repository.mjs";
import type { Migration } from "../../../scripts/tasks/archive/schema";

/** This version's migrations, as the restore command reads them. */
export async function ownMigrations(): Promise<Migration[]> {
  const { migrationDirectories } = await readMigrations(path.join(REPOSITORY, "prisma/migrations"));
  return migrationDirectories.map(({ path: name, migrationFile }) => ({
    name,
    sql: migrationFile.content.value,
  }));
}

/** Every entry of an archive, unpacked, by name. */
export async function unpack(file: string): Promise<Map<string, Buffer>> {
  const zip = await openPromise(file);
  const entries = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk);
    entries.set(entry.fileName, Buffer.concat(chunks));
  }
  return entries;
}

/** A copy whose manifest says something else, with a checksum that vouches for it. */
export async function withManifest(
  from: string,
  to: string,
  // biome-ignore lint/suspicious/noExplicitAny: a test names the fields it changes
  change: (manifest: any) => void,
): Promise<void> {
  const entries = await unpack(from);
  const manifest: unknown = JSON.parse(entries.get("manifest.json")?.toString() ?? "");
  change(manifest);
  const text = JSON.stringify(manifest);
  entries.set("manifest.json", Buffer.from(text));
  entries.set("manifest.sha256", Buffer.from(createHash("sha256").update(text).digest("hex")));
  const zip = new ZipFile();
  for (const [name, content] of entries) zip.addBuffer(content, name);
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(to));
}

/** A copy with one bit turned over in the packed bytes of an entry. */
export async function withFlippedBit(from: string, to: string, entryName: string): Promise<void> {
  await copyFile(from, to);
  const zip = await openPromise(from);
  for await (const entry of zip.eachEntry()) {
    if (entry.fileName !== entryName) continue;
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    const place = fileDataStart + Math.floor(entry.compressedSize / 2);
    const handle = await open(to, "r+");
    const byte = Buffer.alloc(1);
    await handle.read(byte, 0, 1, place);
    byte.writeUInt8(byte.readUInt8(0) ^ 0x10, 0);
    await handle.write(byte, 0, 1, place);
    await handle.close();
    return;
  }
  throw new Error(`${from} has no ${entryName}`);
}

/** A copy that ends early. */
export async function cutOff(from: string, to: string, share: number): Promise<void> {
  const whole = await readFile(from);
  await writeFile(to, whole.subarray(0, Math.floor(whole.length * share)));
}
