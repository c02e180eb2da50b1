import { z } from "zod";

/** Raised when an older restore could not read what is written. */
export const FORMAT = 1;
export const PRODUCT = "prilavok";
export const MANIFEST_FILE = "manifest.json";
/** The manifest's own checksum: it vouches for everything else, so it needs one too. */
export const MANIFEST_SUM_FILE = "manifest.sha256";

export const KEYS_NOTICE =
  "The API keys, webhook secrets and second factors in this archive are encrypted under keys that are NOT in it: " +
  "ENCRYPTION_KEYS and AUTH_SECRET, or DATA_DIR/secrets.json where they were generated. " +
  "Without them they cannot be opened by anybody. Keep those keys safe, and apart from this archive.";

/** Postgres' own names, ours: nothing that would need a second look before it stands in a statement or a path. */
const name = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();

const table = z.object({ name, columns: z.array(name), rows: count, bytes: count, sha256 });
const sequence = z.object({ name, last_value: z.string().regex(/^-?\d+$/), is_called: z.boolean() });

export const manifestSchema = z.object({
  format: z.literal(FORMAT),
  product: z.literal(PRODUCT),
  product_version: z.string(),
  made_at: z.iso.datetime(),
  postgres_version: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
  tables: z.array(table),
  left_out: z.array(z.object({ name, reason: z.string() })),
  sequences: z.array(sequence),
  keys: z.object({
    notice: z.string(),
    /** Of the key that the canary is sealed with; null in a database that holds none yet. */
    encryption_key_fingerprint: z.string().nullable(),
    auth_secret_fingerprint: z.object({ salt: z.string(), hash: z.string() }).nullable(),
  }),
});

/** What an archive says about itself. */
export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestTable = Manifest["tables"][number];

/** Where a table's rows lie in the archive. */
export function fileOfTable(tableName: string): string {
  return `tables/${tableName}.copy`;
}
