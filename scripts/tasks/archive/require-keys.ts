import { fingerprintOf, isSecretOf, splitKeys } from "./key-fingerprint";
import type { Manifest } from "./manifest";
import { Refusal } from "./refusal";

/** Refuses an archive whose secrets the keys at hand would not open, and warns of second factors that they would not. */
export function requireKeys(
  manifest: Manifest,
  {
    encryptionKeys,
    authSecret,
    say,
  }: { encryptionKeys: string; authSecret: string; say: (line: string) => void },
): void {
  const wanted = manifest.keys.encryption_key_fingerprint;
  const given = splitKeys(encryptionKeys).map(fingerprintOf);
  if (wanted !== null && !given.includes(wanted)) {
    throw new Refusal(
      `The backup's secrets are encrypted under another key (fingerprint ${wanted}) than the ones at hand${
        given.length === 0 ? " (there are none)" : ` (${given.join(", ")})`
      }: set ENCRYPTION_KEYS to it, or put the secrets.json that belongs to the backup into DATA_DIR.`,
    );
  }
  const secret = manifest.keys.auth_secret_fingerprint;
  if (secret === null || authSecret === "" || isSecretOf(secret, authSecret)) return;
  say(
    "Warning: AUTH_SECRET is another than when the backup was made: second factors have to be set up anew.",
  );
}
