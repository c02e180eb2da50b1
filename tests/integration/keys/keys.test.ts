import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseKeyring } from "@/lib/crypto/keyring";
import { forget } from "@/lib/once";
import { checkKeys, findCredentials, findSecret, reencryptAll } from "@/lib/sellers/credentials";
import { newEncryptionKey, ownDatabase } from "../../support/database";
import { makeConnectedSeller } from "../../support/factories";
import { ownSandbox } from "../../support/sandbox";

const database = ownDatabase();
const sandbox = ownSandbox();
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

const connect = () =>
  makeConnectedSeller({
    sandbox: sandbox(),
    dialect: "v1",
    webhook: { mode: "signed", secret: "a-secret-of-the-webhook" },
  });
const readCiphertexts = async () =>
  (await database.query<{ ciphertext: string }>("SELECT ciphertext FROM credentials ORDER BY 1")).map(
    ({ ciphertext }) => ciphertext,
  );

test("what is stored is a token that only the key opens", async () => {
  const seller = await connect();
  const stored = (await readCiphertexts()).join();
  expect(stored).not.toContain(seller.account.api_key);
  expect(await findCredentials(seller.id)).toEqual({
    clientId: seller.account.client_id,
    apiKey: seller.account.api_key,
  });
  expect(await findSecret(seller.id, "webhook_secret")).toBe("a-secret-of-the-webhook");
});

test("a rotation moves everything to the newest key, and the old one can go", async () => {
  const seller = await connect();
  expect(await checkKeys()).toBe("right");
  const before = await readCiphertexts();
  const newest = newEncryptionKey();
  useKeys(`${newest},${original}`);
  expect(await checkKeys()).toBe("right");
  expect(await findSecret(seller.id, "webhook_secret")).toBe("a-secret-of-the-webhook");
  const { total, changed } = await reencryptAll();
  expect(changed).toBe(total);
  expect(await reencryptAll()).toEqual({ total, changed: 0 });
  const after = await readCiphertexts();
  expect(after.filter((ciphertext) => before.includes(ciphertext))).toEqual([]);
  useKeys(newest);
  expect(await checkKeys()).toBe("right");
  expect((await findCredentials(seller.id))?.apiKey).toBe(seller.account.api_key);
  // Back under the first key, so that the other tests find their secrets.
  useKeys(`${original},${newest}`);
  await reencryptAll();
});

test("wrong keys are told before anything is read, and open nothing", async () => {
  const seller = await connect();
  expect(await checkKeys()).toBe("right");
  useKeys(newEncryptionKey());
  expect(await checkKeys()).toBe("wrong");
  await expect(findCredentials(seller.id)).rejects.toThrow();
  await expect(reencryptAll()).rejects.toThrow();
  useKeys(original);
  expect((await findCredentials(seller.id))?.apiKey).toBe(seller.account.api_key);
});

const run = promisify(execFile);

test("Python's cryptography opens our tokens, and we open its", async ({ skip }) => {
  const python = (program: string, ...args: string[]) => run("python3", ["-c", program, ...args]);
  const isThere = await python("import cryptography.fernet").then(
    () => true,
    () => false,
  );
  if (!isThere) skip("python3 with the package cryptography is not on this machine");
  const key = newEncryptionKey();
  const text = "ключ 🔑 с пробелами";
  const opened = await python(
    "import sys; from cryptography.fernet import Fernet; print(Fernet(sys.argv[1]).decrypt(sys.argv[2].encode()).decode())",
    key,
    parseKeyring(key).encrypt(text),
  );
  expect(opened.stdout.trim()).toBe(text);
  const made = await python(
    "import sys; from cryptography.fernet import Fernet; print(Fernet(sys.argv[1]).encrypt(sys.argv[2].encode()).decode())",
    key,
    text,
  );
  expect(parseKeyring(key).decrypt(made.stdout.trim())).toBe(text);
});
