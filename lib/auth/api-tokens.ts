import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";
import type { ApiToken as ApiTokenRow } from "@/generated/prisma/client";
import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { db } from "../db/client";
import { decodeCursor, encodeCursor } from "../db/page";
import { inTransaction } from "../db/transaction";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import { role } from "../wire/users";

/** Programs sign in with these. Stored as a hash: the token itself is shown once, when it is made. */
const PREFIX = "prl_";

function hashOf(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The person a token acts for; null for an unknown or expired one. */
export async function findActorByToken(token: string, requestId: string): Promise<Actor | null> {
  const row = await db().apiToken.findUnique({ where: { tokenHash: hashOf(token) } });
  if (row === null || (row.expiresAt !== null && row.expiresAt <= now())) return null;
  const user = await db().user.findUnique({ where: { id: row.userId } });
  if (user === null || user.deactivatedAt !== null) return null;
  // Once a minute is enough to see whether a token is in use.
  if (row.lastUsedAt === null || now().getTime() - row.lastUsedAt.getTime() > 60_000) {
    // Many: none any more where it was removed this moment.
    await db().apiToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: now() } });
  }
  return {
    userId: user.id,
    role: role.parse(user.role),
    name: user.name,
    email: user.email,
    scopes: row.scopes,
    tokenEndsAt: row.expiresAt,
    requestId,
  };
}

interface TokenFacts {
  id: string;
  name: string;
  created_at: string;
  expires_at: string | null;
  last_used_at: string | null;
  scopes: string[];
  created_by: string | null;
}

/**
 * Makes a token that acts for the admin who made it. The answer is the one time it is seen. Throws `scope_missing` for a
 * program that asks for more than it may itself, `invalid_input` for an end that has passed, or that a program sets after
 * its own.
 */
export async function createApiToken(input: {
  actor: Actor;
  name: string;
  expiresAt: Date | null;
  scopes: readonly string[];
}): Promise<{ api_token: TokenFacts; token: string }> {
  requireNotMore(input.actor, input.scopes);
  if (input.expiresAt !== null && input.expiresAt <= now())
    throw new AppError("invalid_input", { details: [{ path: "expires_at", problem: "past" }] });
  requireNotLonger(input.actor, input.expiresAt);
  const token = `${PREFIX}${randomBytes(32).toString("base64url")}`;
  const row = await inTransaction(async (tx) => {
    const made = await tx.sql.apiToken.create({
      data: {
        name: input.name,
        tokenHash: hashOf(token),
        userId: input.actor.userId,
        expiresAt: input.expiresAt,
        scopes: [...new Set(input.scopes)],
      },
    });
    await appendAudit(tx, {
      actor: { type: "user", id: input.actor.userId },
      action: "api_token.created",
      subject: { type: "api_token", id: made.id },
      sellerId: null,
      details: {
        name: input.name,
        scopes: made.scopes,
        expires_at: input.expiresAt?.toISOString() ?? null,
      },
      requestId: input.actor.requestId,
    });
    return made;
  });
  return { api_token: toFacts(row, new Map([[row.userId, input.actor.name]])), token };
}

/** A program's token makes none that may do more than itself. Throws `scope_missing`. */
function requireNotMore(actor: Actor, scopes: readonly string[]): void {
  const own = actor.scopes;
  if (own === null || own.includes("*")) return;
  if (!scopes.every((scope) => own.includes(scope))) throw new AppError("scope_missing");
}

/** Nor one that outlives it: a token that was found would never end. Throws `invalid_input`. */
function requireNotLonger(actor: Actor, expiresAt: Date | null): void {
  const own = actor.tokenEndsAt ?? null;
  if (own === null || (expiresAt !== null && expiresAt <= own)) return;
  throw new AppError("invalid_input", { details: [{ path: "expires_at", problem: "after_own" }] });
}

const tokenCursor = z.strictObject({ id: z.uuid() });

/** All tokens, newest first, a page at a time. */
export async function listApiTokens(input: {
  limit: number;
  cursor?: string | undefined;
}): Promise<{ items: TokenFacts[]; next_cursor: string | null }> {
  const before = input.cursor === undefined ? null : decodeCursor(tokenCursor, input.cursor);
  const rows = await db().apiToken.findMany({
    where: before === null ? {} : { id: { lt: before.id } },
    orderBy: { id: "desc" },
    take: input.limit + 1,
  });
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  const people = await db().user.findMany({
    where: { id: { in: page.map((row) => row.userId) } },
    select: { id: true, name: true },
  });
  const names = new Map(people.map((person) => [person.id, person.name]));
  return {
    items: page.map((row) => toFacts(row, names)),
    next_cursor: rows.length > input.limit && last !== undefined ? encodeCursor({ id: last.id }) : null,
  };
}

/** Ends a token at once. Throws `not_found`. */
export async function removeApiToken(input: { actor: Actor; tokenId: string }): Promise<void> {
  if (!isUuid(input.tokenId)) throw new AppError("not_found");
  await inTransaction(async (tx) => {
    const row = await tx.sql.apiToken.findUnique({ where: { id: input.tokenId } });
    const removed = await tx.sql.apiToken.deleteMany({ where: { id: input.tokenId } });
    if (row === null || removed.count === 0) throw new AppError("not_found");
    await appendAudit(tx, {
      actor: { type: "user", id: input.actor.userId },
      action: "api_token.removed",
      subject: { type: "api_token", id: input.tokenId },
      sellerId: null,
      details: { name: row.name, acts_for: row.userId },
      requestId: input.actor.requestId,
    });
  });
}

function toFacts(row: ApiTokenRow, names: ReadonlyMap<string, string>): TokenFacts {
  return {
    id: row.id,
    name: row.name,
    created_at: row.createdAt.toISOString(),
    expires_at: row.expiresAt?.toISOString() ?? null,
    last_used_at: row.lastUsedAt?.toISOString() ?? null,
    scopes: row.scopes,
    created_by: names.get(row.userId) ?? null,
  };
}
