import { afterEach, beforeEach, expect, test } from "vitest";
import { forget } from "@/lib/once";
import { sendDue } from "@/lib/outgoing/send-due";
import { reencryptAll } from "@/lib/sellers/credentials";
import { newEncryptionKey, ownDatabase } from "../../support/database";
import { ownOutside } from "./outside";
import { passAllOn, verify } from "./receiver";

ownDatabase();
const outside = ownOutside();
let original = "";
beforeEach(() => {
  original = process.env.ENCRYPTION_KEYS ?? "";
});
afterEach(() => useKeys(original));

/** As a process that was started with these keys. */
function useKeys(keys: string): void {
  process.env.ENCRYPTION_KEYS = keys;
  forget("env");
  forget("keyring");
}

test("a rotation takes the signing secrets along: the old key can go, the signature stays", async () => {
  const { id, secret } = await outside.listen();
  const newest = newEncryptionKey();
  useKeys(`${newest},${original}`);
  const { total, changed } = await reencryptAll();
  expect([total, changed]).toEqual([1, 1]);
  useKeys(newest);
  await outside.say("после смены ключа");
  await passAllOn();
  await sendDue(id);
  const [got] = outside.receiver.received;
  if (got === undefined) throw new Error("nothing came");
  expect(verify(secret, got)).toMatchObject({ type: "message.created" });
});
