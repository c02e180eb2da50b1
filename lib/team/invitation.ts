import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import type { Invitation as Row } from "@/generated/prisma/client";
import { now } from "../clock";
import { db } from "../db/client";
import { decodeCursor, encodeCursor } from "../db/page";
import type { Tx } from "../db/transaction";
import { env } from "../env";
import type { Invitation } from "../wire/invitations";
import { role } from "../wire/users";

const DAY_MS = 24 * 60 * 60_000;
const TOKEN_BYTES = 32;

/** Neither taken nor taken back. It may have run out: then it waits for a new link. */
export const stillOpen = { acceptedAt: null, revokedAt: null } as const;

/** How many days a link lives: one that opens an account that stands already, the shorter. */
export const LASTS_DAYS = { invitation: 7, password: 1 } as const;

/** What a link holds and what is stored of it: whoever reads the table cannot come in. */
export function makeToken(days: number): { token: string; tokenHash: string; expiresAt: Date } {
  const token = randomBytes(TOKEN_BYTES).toString("base64url");
  return { token, tokenHash: hashOf(token), expiresAt: new Date(now().getTime() + days * DAY_MS) };
}

/** Two links of one address wait for each other, so that the second sees the first. */
export async function takeTurns(tx: Tx, email: string): Promise<void> {
  await tx.sql.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`invitation ${email}`}, 0))`;
}

/** How a token stands in the table. */
export function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** In the address's fragment: browsers keep that to themselves, so no server's log sees it. */
export function urlOf(token: string): string {
  return `${env().APP_URL}/invitation#${token}`;
}

const pageCursor = z.strictObject({ id: z.uuid() });

/** Invitations that nobody has taken yet, newest first. Throws `invalid_cursor`. */
export async function listInvitations(input: {
  limit: number;
  cursor?: string | undefined;
}): Promise<{ items: Invitation[]; next_cursor: string | null }> {
  const before = input.cursor === undefined ? null : decodeCursor(pageCursor, input.cursor);
  const rows = await db().invitation.findMany({
    // With a person already: a link for a new password.
    where: { ...stillOpen, userId: null, ...(before === null ? {} : { id: { lt: before.id } }) },
    orderBy: { id: "desc" },
    take: input.limit + 1,
  });
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    items: await toWireInvitations(page),
    next_cursor: rows.length > input.limit && last !== undefined ? encodeCursor({ id: last.id }) : null,
  };
}

/** In public form, with the names of those who invited. */
export async function toWireInvitations(rows: readonly Row[]): Promise<Invitation[]> {
  const inviters = await db().user.findMany({
    where: { id: { in: rows.flatMap((row) => row.invitedById ?? []) } },
    select: { id: true, name: true },
  });
  const names = new Map(inviters.map((person) => [person.id, person.name]));
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    name: row.name,
    role: role.parse(row.role),
    seller_ids: row.sellerIds,
    invited_by: names.get(row.invitedById ?? "") ?? null,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt.toISOString(),
    status: row.expiresAt > now() ? "open" : "expired",
  }));
}

/** One of them in public form. */
export async function toWireInvitation(row: Row): Promise<Invitation> {
  const [invitation] = await toWireInvitations([row]);
  if (invitation === undefined) throw new Error("one row makes one invitation");
  return invitation;
}
