import pg from "pg";

/** A table of the product as the catalogue describes it. */
export interface StoredTable {
  readonly name: string;
  /** Without generated ones: they are worked out again. */
  readonly columns: readonly string[];
  /** What its rows are put in order by, so that equal contents give equal streams. */
  readonly orderBy: string;
  readonly isUnlogged: boolean;
}

interface Row {
  name: string;
  columns: string[];
  key: string[] | null;
  collated: boolean[] | null;
  is_unlogged: boolean;
}

/** Tables whose rows belong to this moment or this cluster, and why an archive does without them. */
const leftOut: Readonly<Record<string, string>> = {
  events: "positions in this cluster's transactions; streams begin afresh after a restore",
  sessions: "a backup must not bring back sessions that were ended since; everybody signs in again",
  verifications: "single-use values of the next minutes",
  sign_in_attempts: "counters of the next minutes",
  permit_places: "limits towards marketplaces within the next seconds",
  permits: "limits towards marketplaces within the next seconds",
  living_processes: "processes that are not running any more when it is restored",
};

/** Why a table stays out of archives; null for one that belongs in. */
export function reasonLeftOut(table: Pick<StoredTable, "name" | "isUnlogged">): string | null {
  if (table.isUnlogged) return "unlogged: Postgres itself empties it after a crash";
  return leftOut[table.name] ?? null;
}

/** Every table of the schema, by name; other schemas hold jobs, which are nudges. */
export async function listTables(client: pg.Client): Promise<StoredTable[]> {
  const { rows } = await client.query<Row>(`
    SELECT c.relname AS name, c.relpersistence = 'u' AS is_unlogged,
           (SELECT coalesce(array_agg(a.attname::text ORDER BY a.attnum), '{}') FROM pg_attribute a
             WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
           k.key, k.collated
      FROM pg_class c
      LEFT JOIN LATERAL (
        SELECT array_agg(a.attname::text ORDER BY u.place) AS key,
               array_agg(a.attcollation <> 0 ORDER BY u.place) AS collated
          FROM pg_constraint p, unnest(p.conkey) WITH ORDINALITY AS u (attnum, place), pg_attribute a
         WHERE p.conrelid = c.oid AND p.contype = 'p' AND a.attrelid = c.oid AND a.attnum = u.attnum) k ON true
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND ${notOfExtension("pg_class", "c.oid")}
     ORDER BY c.relname`);
  return rows.map((row) => ({
    name: row.name,
    columns: row.columns,
    orderBy: orderOf(row),
    isUnlogged: row.is_unlogged,
  }));
}

/** By its key, texts by their bytes: clusters sort them by languages of their own. */
function orderOf({ name, key, collated }: Row): string {
  if (key === null) return `${pg.escapeIdentifier(name)}::text COLLATE "C"`;
  return key
    .map((column, at) => `${pg.escapeIdentifier(column)}${collated?.[at] === true ? ' COLLATE "C"' : ""}`)
    .join(", ");
}

/** All rows in one order, as text: binary is tied to a version and to types' insides. */
export function copyOutSql(table: Pick<StoredTable, "name" | "columns" | "orderBy">): string {
  return `COPY (SELECT ${columnList(table.columns)} FROM public.${pg.escapeIdentifier(table.name)} ORDER BY ${table.orderBy}) TO STDOUT`;
}

/** FREEZE: the table was emptied in this very transaction, so its rows need no second look by vacuum. */
export function copyInSql(table: Pick<StoredTable, "name" | "columns">): string {
  return `COPY public.${pg.escapeIdentifier(table.name)} (${columnList(table.columns)}) FROM STDIN WITH (FREEZE)`;
}

function columnList(columns: readonly string[]): string {
  return columns.map((column) => pg.escapeIdentifier(column)).join(", ");
}

/** SQL for "was not made by an extension": such things are its own and nobody's rows. */
export function notOfExtension(catalogue: string, oid: string): string {
  return `NOT EXISTS (SELECT 1 FROM pg_depend x
    WHERE x.classid = '${catalogue}'::regclass AND x.objid = ${oid} AND x.deptype = 'e')`;
}
