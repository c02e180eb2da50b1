import { createHmac } from "node:crypto";
import { z } from "zod";
import { db } from "../db/client";
import { env } from "../env";
import { AppError } from "../errors";
import { sealSecret, tryToOpenSecret } from "../sellers/credentials";

interface FirstAnswer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * The same key by the same caller with the same body gives the first answer again; with another body
 * `idempotency_conflict`. While the first call still runs, a second one hears 409 too and may ask again.
 * A call that failed leaves no trace, so that it can be repeated.
 */
export async function onlyOnce(
  call: { actorId: string; key: string; route: string; body: unknown },
  work: () => Promise<FirstAnswer>,
): Promise<FirstAnswer> {
  if (call.key.length === 0 || call.key.length > 200) throw new AppError("malformed_request");
  // Keyed: a body may hold a password, and a bare hash of it could be guessed at.
  const bodyHash = createHmac("sha256", env().AUTH_SECRET)
    .update(`${call.route}\n${JSON.stringify(call.body)}`)
    .digest("hex");
  const where = { actorId_key: { actorId: call.actorId, key: call.key } };
  if (!(await take(call, bodyHash))) {
    const first = await db().idempotencyKey.findUnique({ where });
    if (first === null || first.bodyHash !== bodyHash || first.status === null)
      throw new AppError("idempotency_conflict");
    return { status: first.status, body: unseal(first.answer) };
  }
  try {
    const answer = await work();
    // The answer goes out as JSON anyway.
    const sealed = sealSecret(JSON.stringify(answer.body ?? null));
    const chatId = chatOf(answer.body);
    const kept = chatId === null ? { sealed } : { sealed, chat_id: chatId };
    await db().idempotencyKey.update({ where, data: { status: answer.status, answer: kept } });
    return answer;
  } catch (error) {
    await db().idempotencyKey.delete({ where });
    throw error;
  }
}

const ofChat = z.object({ chat_id: z.string() });
const aboutChat = z.union([
  z.object({ message: ofChat }).transform(({ message }) => message.chat_id),
  z.object({ note: ofChat }).transform(({ note }) => note.chat_id),
]);

/** Whose words an answer holds: beside what is sealed, so that they are found when that chat is emptied or purged. */
function chatOf(body: unknown): string | null {
  const parsed = aboutChat.safeParse(body);
  return parsed.success ? parsed.data : null;
}

const stored = z.object({ sealed: z.string() });

/** Kept encrypted: an answer may show a secret, and that lies nowhere in plain. */
function unseal(answer: unknown): unknown {
  const plain = tryToOpenSecret(stored.parse(answer).sealed);
  if (plain === null) throw new AppError("idempotency_conflict");
  return JSON.parse(plain);
}

/** A call cut off by a crash must not hold its key for a day: after a minute without an answer it may be taken again. */
async function take(call: { actorId: string; key: string }, bodyHash: string): Promise<boolean> {
  const taken = await db().$executeRaw`
    INSERT INTO idempotency_keys (actor_id, key, body_hash) VALUES (${call.actorId}, ${call.key}, ${bodyHash})
    ON CONFLICT (actor_id, key) DO UPDATE
      SET body_hash = excluded.body_hash, status = NULL, answer = NULL, created_at = now()
      WHERE idempotency_keys.created_at < now() - interval '24 hours'
         OR (idempotency_keys.status IS NULL AND idempotency_keys.body_hash = excluded.body_hash
             AND idempotency_keys.created_at < now() - interval '1 minute')`;
  return taken === 1;
}

/** For the sweep. */
export async function forgetOldAnswers(): Promise<void> {
  await db().$executeRaw`DELETE FROM idempotency_keys WHERE created_at < now() - interval '24 hours'`;
}
