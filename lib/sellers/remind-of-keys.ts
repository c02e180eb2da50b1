import { now } from "../clock";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { log } from "../log";
import { listActiveAdminIds } from "../team/active-admins";
import { appendNotices } from "../team/notices";
import { daysLeft, dueReminder, type Reminder, settledBy } from "./key-reminders";

const DAY_MS = 86_400_000;
/** Nothing is said of a key earlier than this before its end, or before this age; the rest is not even looked at. */
const EARLIEST_DAYS_BEFORE_END = 30;
const EARLIEST_AGE_DAYS = 180;

interface KeyRow {
  readonly id: string;
  readonly name: string;
  readonly apiKeyHint: string;
  readonly apiKeySetAt: Date;
  readonly apiKeyExpiresAt: Date | null;
  readonly apiKeyReminders: string[];
}

async function listTalkedOf(): Promise<KeyRow[]> {
  const nowMs = now().getTime();
  return db().seller.findMany({
    where: {
      deletedAt: null,
      OR: [
        { apiKeyExpiresAt: { lte: new Date(nowMs + EARLIEST_DAYS_BEFORE_END * DAY_MS) } },
        { apiKeySetAt: { lte: new Date(nowMs - EARLIEST_AGE_DAYS * DAY_MS) } },
      ],
    },
    select: {
      id: true,
      name: true,
      apiKeyHint: true,
      apiKeySetAt: true,
      apiKeyExpiresAt: true,
      apiKeyReminders: true,
    },
    orderBy: { id: "asc" },
  });
}

function dueOf(row: KeyRow): Reminder | null {
  return dueReminder({ setAt: row.apiKeySetAt, expiresAt: row.apiKeyExpiresAt }, now());
}

/**
 * For the sweep: a notice to every active admin 30, 7 and 1 days before a key's end, at its end, and after half a year
 * of use; each once for each key, whoever sweeps. A new key silences the rest. Answers how many reminders were given.
 */
export async function remindOfKeys(): Promise<number> {
  let given = 0;
  for (const row of await listTalkedOf()) {
    const reminder = dueOf(row);
    if (reminder === null || row.apiKeyReminders.includes(reminder)) continue;
    if (await remind(row, reminder)) given += 1;
  }
  return given;
}

async function remind(row: KeyRow, reminder: Reminder): Promise<boolean> {
  // no audit: nobody's act; the notices themselves are the record.
  return inTransaction(async (tx) => {
    const marks = [...new Set([...row.apiKeyReminders, ...settledBy(reminder)])];
    const mine = await tx.sql.seller.updateMany({
      // Of this very key, by whoever comes first: a second sweep finds the mark and leaves it.
      where: {
        id: row.id,
        deletedAt: null,
        apiKeySetAt: row.apiKeySetAt,
        NOT: { apiKeyReminders: { has: reminder } },
      },
      data: { apiKeyReminders: marks },
    });
    if (mine.count === 0) return false;
    const admins = await listActiveAdminIds(tx);
    const kind = reminder === "old" ? ("key_old" as const) : ("key_expiring" as const);
    await appendNotices(
      tx,
      admins.map((userId) => ({
        userId,
        kind,
        chatId: null,
        sellerId: row.id,
        fromName: row.name,
        text: textOf(row),
      })),
    );
    log().info({ seller_id: row.id, reminder, admins: admins.length }, "admins are reminded of a key");
    return true;
  });
}

/** Read in either language: which shop, which key, which day. */
function textOf(row: KeyRow): string {
  const day = (row.apiKeyExpiresAt ?? row.apiKeySetAt).toISOString().slice(0, 10);
  return `${row.name} · ${row.apiKeyHint} · ${day}`;
}

/** A key an admin should see to. */
export interface KeyInTrouble {
  readonly sellerId: string;
  readonly sellerName: string;
  /** `ending`: within 30 days; `ended`: it is over; `old`: half a year in use. */
  readonly problem: "ending" | "ended" | "old";
  readonly expiresAt: Date | null;
  /** Days to the end, rounded up; null where the key has none. */
  readonly daysLeft: number | null;
}

/** Keys that end within 30 days, have ended, or are half a year in use; of sellers that are not removed. */
export async function listKeysInTrouble(): Promise<KeyInTrouble[]> {
  return (await listTalkedOf()).flatMap((row) => {
    const reminder = dueOf(row);
    if (reminder === null) return [];
    const { apiKeyExpiresAt: expiresAt } = row;
    return [
      {
        sellerId: row.id,
        sellerName: row.name,
        problem: reminder === "old" ? "old" : reminder === "expired" ? "ended" : "ending",
        expiresAt,
        daysLeft: expiresAt === null ? null : Math.max(0, Math.ceil(daysLeft(expiresAt, now()))),
      },
    ];
  });
}
