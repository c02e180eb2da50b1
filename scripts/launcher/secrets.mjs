import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { createFileAtomically, readFileIfThere, writeFileAtomically } from "./atomic-file.mjs";
import { clusterOf } from "./cluster-place.mjs";
import { LaunchError } from "./launch-error.mjs";

/**
 * What is generated once and kept in `DATA_DIR/secrets.json`.
 * @typedef {object} Secrets
 * @property {string} encryptionKeys Fernet keys, newest first, comma-separated
 * @property {string} authSecret
 * @property {string} postgresPassword
 */

const FORMAT = 1;
const SECRET_BYTES = 32;
const FERNET_KEYS = /^[A-Za-z0-9_-]{43}=(,[A-Za-z0-9_-]{43}=)*$/;

/** A new Fernet key: 32 random bytes in base64url with padding. */
export function makeEncryptionKey() {
  return `${randomBytes(SECRET_BYTES).toString("base64url")}=`;
}

/**
 * The generated secrets of a data directory; made at the first start only. A file that is damaged, or missing
 * although the data is there, is never replaced: the stored API keys could not be opened any more.
 * @param {string} dataDir
 * @returns {Promise<Secrets>}
 */
export async function loadSecrets(dataDir) {
  const file = secretsFile(dataDir);
  const text = await readFileIfThere(file);
  if (text !== null) return parseSecrets(text, file);
  if (existsSync(clusterOf(dataDir))) {
    throw new LaunchError(
      `${file} is missing, but the database it belongs to is there: put it back from a backup.`,
    );
  }
  const secrets = {
    encryptionKeys: makeEncryptionKey(),
    authSecret: randomBytes(SECRET_BYTES).toString("base64url"),
    postgresPassword: randomBytes(SECRET_BYTES).toString("base64url"),
  };
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  // Web and workers of a server may start at the same moment: both use what the first of them wrote.
  await createFileAtomically(file, toText(secrets));
  return parseSecrets((await readFileIfThere(file)) ?? "", file);
}

/**
 * The generated secrets of a data directory where there are any already; makes none.
 * @param {string} dataDir
 * @returns {Promise<Secrets | null>}
 */
export async function findSecrets(dataDir) {
  const file = secretsFile(dataDir);
  const text = await readFileIfThere(file);
  return text === null ? null : parseSecrets(text, file);
}

/**
 * Replaces the secrets (of a rotation), for this user alone (0600).
 * @param {string} dataDir
 * @param {Secrets} secrets
 */
export async function saveSecrets(dataDir, secrets) {
  await writeFileAtomically(secretsFile(dataDir), toText(secrets));
}

/** @param {Secrets} secrets */
function toText({ encryptionKeys, authSecret, postgresPassword }) {
  const stored = {
    format: FORMAT,
    encryption_keys: encryptionKeys,
    auth_secret: authSecret,
    postgres_password: postgresPassword,
  };
  return `${JSON.stringify(stored, null, 2)}\n`;
}

/** @param {string} dataDir */
function secretsFile(dataDir) {
  return path.join(dataDir, "secrets.json");
}

/**
 * @param {string} text
 * @param {string} file
 * @returns {Secrets}
 */
function parseSecrets(text, file) {
  const damaged = new LaunchError(`${file} is damaged: put it back from a backup (it is never overwritten).`);
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    throw damaged;
  }
  const {
    encryption_keys: encryptionKeys,
    auth_secret: authSecret,
    postgres_password: postgresPassword,
  } = found ?? {};
  const isText = [encryptionKeys, authSecret, postgresPassword].every(
    (it) => typeof it === "string" && it !== "",
  );
  if (!isText || !FERNET_KEYS.test(encryptionKeys)) throw damaged;
  return { encryptionKeys, authSecret, postgresPassword };
}
