import { decryptFernet, encryptFernet, FernetError, type FernetKey, parseFernetKey } from "./fernet";

/** Several keys, newest first: the first encrypts, all of them decrypt. */
export interface Keyring {
  encrypt(plain: string): string;
  /** Throws `FernetError` when no key opens the token. */
  decrypt(token: string): string;
  /** Whether the newest key made this token; false means it should be encrypted anew. */
  isNewest(token: string): boolean;
}

/** Reads `ENCRYPTION_KEYS`: Fernet keys, newest first, comma-separated. Throws `FernetError`. */
export function parseKeyring(setting: string): Keyring {
  const keys = setting
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(parseFernetKey);
  const [newest] = keys;
  if (newest === undefined) throw new FernetError("no key given");
  return {
    encrypt: (plain) => encryptFernet(newest, Buffer.from(plain, "utf8")),
    decrypt: (token) => decryptWithAny(keys, token),
    isNewest: (token) => canDecrypt(newest, token),
  };
}

function decryptWithAny(keys: readonly FernetKey[], token: string): string {
  const fitting = keys.find((key) => canDecrypt(key, token));
  if (fitting === undefined) throw new FernetError("no key opens this token");
  return decryptFernet(fitting, token).toString("utf8");
}

function canDecrypt(key: FernetKey, token: string): boolean {
  try {
    decryptFernet(key, token);
    return true;
  } catch (error) {
    if (error instanceof FernetError) return false;
    throw error;
  }
}
