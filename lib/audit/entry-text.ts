/** An entry's columns as Postgres writes them as text. */
export interface EntryColumns {
  readonly place: string;
  readonly id: string;
  readonly atMs: string;
  readonly actorType: string;
  readonly actorId: string | null;
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string | null;
  readonly sellerId: string | null;
  readonly details: string;
  readonly requestId: string | null;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/**
 * What an entry's hash is over: each field with its length in bytes before it, "-" for null, so that no two entries
 * give the same text. The function audit_text says the same in SQL; both stay as they are, or old hashes do not fit.
 */
export function entryText(entry: EntryColumns): string {
  return [
    entry.place,
    entry.id,
    entry.atMs,
    entry.actorType,
    entry.actorId,
    entry.action,
    entry.subjectType,
    entry.subjectId,
    entry.sellerId,
    entry.details,
    entry.requestId,
    entry.ip,
    entry.userAgent,
  ]
    .map(field)
    .join("");
}

function field(value: string | null): string {
  return value === null ? "-," : `${Buffer.byteLength(value)}:${value},`;
}
