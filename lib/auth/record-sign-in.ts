import { appendAudit } from "../audit/append";
import { db } from "../db/client";
import { inTransaction } from "../db/transaction";
import { AppError } from "../errors";
import { countRequest } from "../limits/request-limit";
import { requestContext } from "../request-context";

export type SignInMethod = "password" | "code" | "recovery_code" | "oidc";

/** A guesser must not fill the audit: so many refused sign-ins an hour are on record, of one person or from one place. */
const FAILURES_ON_RECORD = { requests: 20, seconds: 3600 } as const;

/** Who came in, how; from where is added by the audit itself. */
export async function recordSignIn(input: { userId: string; method: SignInMethod }): Promise<void> {
  await inTransaction((tx) =>
    appendAudit(tx, {
      actor: { type: "user", id: input.userId },
      action: "user.signed_in",
      subject: { type: "user", id: input.userId },
      sellerId: null,
      details: { method: input.method },
    }),
  );
}

/** Who was tried, where it is somebody; an address nobody has may be a password in the wrong field, and is left out. */
export async function recordFailedSignIn(
  input: { method: SignInMethod } & ({ userId: string } | { email: string | null }),
): Promise<void> {
  const user = await db().user.findUnique({
    where: "userId" in input ? { id: input.userId } : { email: input.email?.toLowerCase() ?? "" },
    select: { id: true, email: true },
  });
  const about = user?.id ?? requestContext()?.ip ?? "unknown";
  if (!(await isWorthRecording(about))) return;
  await inTransaction((tx) =>
    appendAudit(tx, {
      actor: { type: "system", id: null },
      action: "user.sign_in_failed",
      subject: { type: "user", id: user?.id ?? null },
      sellerId: null,
      details: { method: input.method, ...(user === null ? {} : { email: user.email }) },
    }),
  );
}

async function isWorthRecording(about: string): Promise<boolean> {
  try {
    await countRequest(`sign-in failed ${about}`, FAILURES_ON_RECORD);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === "too_many_requests") return false;
    throw error;
  }
}
