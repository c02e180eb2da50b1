import { randomBytes, randomUUID } from "node:crypto";
import type { Actor } from "../access/actor";
import { appendAudit } from "../audit/append";
import { now } from "../clock";
import { inTransaction, type Tx } from "../db/transaction";
import { AppError } from "../errors";
import { endSessions } from "../team/end-sessions";
import { isTwoFactorAskedOf, readSecurityRules } from "../team/security-rules";
import { ISSUER } from "./better-auth";
import { requirePassword } from "./password";
import { makeRecoveryCodes } from "./recovery-codes";
import { requirePerson } from "./require-person";
import { findStep, totpUri } from "./totp";
import { findTwoFactor, seal, takeStep, unseal } from "./two-factor-row";

const SECRET_BYTES = 24; // 32 signs as text: 192 bits, more than SHA-1 can use

/**
 * Begins a second factor: a secret for an authenticator app and recovery codes, shown this one time. It counts once a
 * code confirmed it; beginning again starts anew. Throws `person_only`, `password_wrong`, `two_factor_on`.
 */
export async function beginTwoFactor(input: {
  actor: Actor;
  password: string;
}): Promise<{ totp_uri: string; recovery_codes: string[] }> {
  const { actor } = input;
  const { userId } = requirePerson(actor);
  await requirePassword(userId, input.password);
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  const codes = makeRecoveryCodes();
  const sealed = { secret: await seal(secret), backupCodes: await seal(JSON.stringify(codes)) };
  await inTransaction(async (tx) => {
    if (await isOn(tx, userId)) throw new AppError("two_factor_on");
    await tx.sql.twoFactor.deleteMany({ where: { userId } });
    await tx.sql.twoFactor.create({ data: { id: randomUUID(), userId, ...sealed, verified: false } });
    await record(tx, actor, "two_factor.begun");
  });
  const totp_uri = totpUri({ issuer: ISSUER, account: actor.email, secret });
  return { totp_uri, recovery_codes: codes };
}

/** Turns it on: a code shows that the app works. Other browsers sign in anew. Throws `person_only`, `two_factor_on`,
 * `two_factor_off` where none was begun, `code_wrong`. */
export async function confirmTwoFactor(input: { actor: Actor; code: string }): Promise<void> {
  const { actor } = input;
  const { userId, sessionId } = requirePerson(actor);
  const begun = await findTwoFactor(userId);
  if (begun === null) throw new AppError("two_factor_off");
  const step = findStep({ secret: await unseal(begun.secret), code: input.code, time: now() });
  await inTransaction(async (tx) => {
    if (await isOn(tx, userId)) throw new AppError("two_factor_on");
    if (step === null || !(await takeStep({ id: begun.id, step }, tx.sql))) throw new AppError("code_wrong");
    await tx.sql.twoFactor.update({ where: { id: begun.id }, data: { verified: true } });
    await tx.sql.user.update({ where: { id: userId }, data: { twoFactorEnabled: true } });
    // Whoever came in with the password alone before proves themselves again.
    await endSessions(tx, { userId, exceptSessionId: sessionId });
    await record(tx, actor, "two_factor.turned_on");
  });
}

/** Turns it off. Throws `person_only`, `password_wrong`, `two_factor_off`, `two_factor_needed` where the rules ask for it. */
export async function endTwoFactor(input: { actor: Actor; password: string }): Promise<void> {
  const { actor } = input;
  const { userId } = requirePerson(actor);
  if (isTwoFactorAskedOf(await readSecurityRules(), actor.role)) throw new AppError("two_factor_needed");
  await requirePassword(userId, input.password);
  await inTransaction(async (tx) => {
    if (!(await isOn(tx, userId))) throw new AppError("two_factor_off");
    await tx.sql.twoFactor.deleteMany({ where: { userId } });
    await tx.sql.user.update({ where: { id: userId }, data: { twoFactorEnabled: false } });
    await record(tx, actor, "two_factor.turned_off");
  });
}

/** New recovery codes, shown this one time; the old ones end. Throws `person_only`, `password_wrong`, `two_factor_off`. */
export async function renewRecoveryCodes(input: { actor: Actor; password: string }): Promise<string[]> {
  const { actor } = input;
  const { userId } = requirePerson(actor);
  await requirePassword(userId, input.password);
  const codes = makeRecoveryCodes();
  const backupCodes = await seal(JSON.stringify(codes));
  await inTransaction(async (tx) => {
    if (!(await isOn(tx, userId))) throw new AppError("two_factor_off");
    await tx.sql.twoFactor.updateMany({ where: { userId }, data: { backupCodes } });
    await record(tx, actor, "two_factor.codes_renewed");
  });
  return codes;
}

/** Locked: two tabs of a person turn it on and off one after the other. */
async function isOn(tx: Tx, userId: string): Promise<boolean> {
  const [user] = await tx.sql.$queryRaw<Array<{ isOn: boolean }>>`
    SELECT two_factor_enabled AS "isOn" FROM users WHERE id = ${userId} FOR UPDATE`;
  return user?.isOn === true;
}

async function record(tx: Tx, actor: Actor, action: string): Promise<void> {
  await appendAudit(tx, {
    actor: { type: "user", id: actor.userId },
    action,
    subject: { type: "user", id: actor.userId },
    sellerId: null,
    requestId: actor.requestId,
  });
}
