import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { now } from "../clock";

const SECRET_BYTES = 32; // Standard Webhooks: 24 to 64

/** A signing secret as the receiver's library takes it. */
export function makeSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
}

/** The headers of Standard Webhooks for one try: the same id each time, the time of this try. */
export function signedHeaders(input: { secret: string; id: string; body: string }): Record<string, string> {
  const at = now();
  return {
    "webhook-id": input.id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
    "webhook-signature": new Webhook(input.secret).sign(input.id, at, input.body),
  };
}
