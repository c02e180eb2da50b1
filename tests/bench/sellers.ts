import { randomBytes } from "node:crypto";
import { parseKeyring } from "../../lib/crypto/keyring";
import type { Api } from "../support/api";
import { waitFor } from "../support/wait-for";
import type { World } from "./world";

/** A seller with its account at the sandbox. */
export interface BenchSeller {
  readonly id: string;
  readonly clientId: string;
  readonly webhookPath: string;
  readonly webhookSecret: string | null;
}

const FIRST_CLIENT_ID = 700_001;

/** Opens empty accounts (dialect v3) at the sandbox. */
async function openAccounts(world: World, count: number) {
  const accounts = Array.from({ length: count }, (_, index) => ({
    client_id: String(FIRST_CLIENT_ID + index),
    api_key: `bench-key-${FIRST_CLIENT_ID + index}`,
    dialect: "v3" as const,
    name: `Магазин ${index + 1}`,
    premium_plus: true,
  }));
  await world.sandbox.addAccounts(accounts);
  return accounts;
}

/** Connects sellers as an admin would, over the API, and waits until the workers have taken in their (empty) past. */
export async function connectSellers(
  world: World,
  { api, count, webhookMode }: { api: Api; count: number; webhookMode: (index: number) => "push" | "signed" },
): Promise<BenchSeller[]> {
  const sellers: BenchSeller[] = [];
  for (const [index, account] of (await openAccounts(world, count)).entries()) {
    const answer = await api.post("/api/sellers", {
      name: account.name,
      marketplace: "ozon",
      client_id: account.client_id,
      api_key: account.api_key,
      api_version: "v3",
      webhook_mode: webhookMode(index),
    });
    if (answer.status !== 201) throw new Error(`a seller was refused: ${answer.status} ${answer.text}`);
    sellers.push({
      id: answer.body.seller.id,
      clientId: account.client_id,
      webhookPath: new URL(answer.body.seller.webhook_url).pathname,
      webhookSecret: answer.body.webhook_secret ?? null,
    });
  }
  await waitFor("the sellers to be live", () => isNone(world, "sync_states WHERE backfill_phase <> 'done'"), {
    deadlineMs: 60_000,
  });
  return sellers;
}

/** Whether a table (with its condition) has no rows. */
export async function isNone(world: World, from: string): Promise<boolean> {
  const { rows } = await world.sql.query<{ some: boolean }>(`SELECT EXISTS (SELECT 1 FROM ${from}) AS some`);
  return rows[0]?.some === false;
}

/**
 * Many sellers at once, written to the database as `POST /api/sellers` leaves them after their backfill: adding two
 * thousand by hand is not what is measured. Their first poll looks at everything, as any does after an hour.
 */
export async function insertSellers(world: World, count: number): Promise<BenchSeller[]> {
  const accounts = await openAccounts(world, count);
  const keyring = parseKeyring(world.settings.ENCRYPTION_KEYS ?? "");
  const secrets = accounts.map((account) =>
    keyring.encrypt(JSON.stringify({ clientId: account.client_id, apiKey: account.api_key })),
  );
  const { rows } = await world.sql.query<{ id: string; account_id: string; webhook_id: string }>(
    `WITH added AS (
       INSERT INTO sellers (name, marketplace, account_id, api_key_hint, dialect, webhook_id, webhook_mode)
       SELECT 'Магазин ' || n.client_id, 'ozon', n.client_id, '…0000', 'v3', n.webhook_id, 'push'
         FROM unnest($1::text[], $2::text[]) AS n (client_id, webhook_id)
       RETURNING id, account_id, webhook_id),
     keys AS (
       INSERT INTO credentials (seller_id, kind, ciphertext)
       SELECT a.id, 'api', n.secret FROM unnest($1::text[], $3::text[]) AS n (client_id, secret)
         JOIN added a ON a.account_id = n.client_id),
     states AS (
       INSERT INTO sync_states (seller_id, backfill_phase) SELECT id, 'done' FROM added)
     SELECT id, account_id, webhook_id FROM added`,
    [
      accounts.map((account) => account.client_id),
      accounts.map(() => randomBytes(24).toString("base64url")),
      secrets,
    ],
  );
  return rows.map((row) => ({
    id: row.id,
    clientId: row.account_id,
    webhookPath: `/api/webhooks/ozon/${row.webhook_id}`,
    webhookSecret: null,
  }));
}
