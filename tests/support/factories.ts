import { randomInt, randomUUID } from "node:crypto";
import type { Actor } from "@/lib/access/actor";
import { backfillSeller } from "@/lib/chats/backfill";
import { addSeller } from "@/lib/sellers/add-seller";
import { addUser } from "@/lib/team/add-user";
import type { Seller } from "@/lib/wire/sellers";
import type { Role, User } from "@/lib/wire/users";
import type { SandboxClient } from "../../sandbox/client";
import type { AccountSeed, Dialect } from "../../sandbox/model";
import { nobody, toActor } from "./actor";

/** A person of the team with what they sign in with. */
export interface Person {
  readonly user: User;
  readonly actor: Actor;
  readonly email: string;
  readonly password: string;
}

export async function makeAdmin(): Promise<Person> {
  return makePerson("admin", []);
}

export async function makeSupervisor(): Promise<Person> {
  return makePerson("supervisor", []);
}

/** An operator who works for these sellers alone. */
export async function makeOperator(sellerIds: readonly string[]): Promise<Person> {
  return makePerson("operator", sellerIds);
}

async function makePerson(role: Role, sellerIds: readonly string[]): Promise<Person> {
  const email = `${role}-${randomUUID().slice(0, 8)}@example.ru`;
  const password = `пароль-${randomUUID()}`;
  const given = { name: `${role} ${email.slice(-19, -11)}`, email, password, role, seller_ids: sellerIds };
  const user = await addUser({ actor: nobody, given });
  return { user, actor: toActor(user), email, password };
}

/** A seller's account at the sandbox. */
export type Account = AccountSeed & { readonly client_id: string; readonly api_key: string };

/** An account nobody else has, at the sandbox alone. */
export async function makeAccount(
  sandbox: SandboxClient,
  seed: Partial<AccountSeed> & { dialect: Dialect },
): Promise<Account> {
  const clientId = String(randomInt(100_000, 999_999_999_999));
  const account = {
    client_id: clientId,
    api_key: `key-${clientId}-${randomUUID()}`,
    name: `Магазин ${clientId}`,
    premium_plus: true,
    ...seed,
  };
  await sandbox.addAccount(account);
  return account;
}

/** A connected seller: its row, its account, and short ways to play its buyers. */
export interface ConnectedSeller {
  readonly id: string;
  readonly seller: Seller;
  readonly account: Account;
  readonly webhookSecret: string | null;
  /** A buyer writes; gives the marketplace's id of the chat and of the messages. */
  say(
    texts: string | readonly string[],
    how?: Partial<Parameters<SandboxClient["say"]>[0]>,
  ): Promise<{ chatId: string; messageIds: string[] }>;
  /** Texts that arrived at the marketplace through its API, in the order it took them. */
  sentTexts(chatId?: string): Promise<string[]>;
}

/**
 * Adds a seller as an admin would, its key tried against the sandbox. Its past is taken in before it is handed over,
 * unless `isBackfilled` is false. `seed` is the account's part (quirks, roles, ...).
 */
export async function makeConnectedSeller(given: {
  sandbox: SandboxClient;
  dialect: Dialect;
  actor?: Actor;
  seed?: Partial<AccountSeed>;
  /** Plays in the account before it is connected. */
  before?: (account: Account) => Promise<unknown>;
  isBackfilled?: boolean;
  webhook?: { mode: "signed" | "push"; secret?: string };
}): Promise<ConnectedSeller> {
  const { sandbox, dialect, actor = nobody } = given;
  const account = await makeAccount(sandbox, { ...given.seed, dialect });
  await given.before?.(account);
  const added = await addSeller({
    actor,
    given: {
      name: account.name,
      marketplace: "ozon",
      client_id: account.client_id,
      api_key: account.api_key,
      api_version: "auto",
      webhook_mode: given.webhook?.mode,
      webhook_secret: given.webhook?.secret,
    },
  });
  if (given.isBackfilled !== false) await backfillWhole(added.seller.id);
  return {
    id: added.seller.id,
    seller: added.seller,
    account,
    webhookSecret: added.webhook_secret ?? given.webhook?.secret ?? null,
    async say(texts, how = {}) {
      const said = await sandbox.say({ client_id: account.client_id, texts: [texts].flat(), ...how });
      return { chatId: said.chat_id, messageIds: said.message_ids };
    },
    async sentTexts(chatId) {
      const filter = { direction: "outbound", chat_id: chatId } as const;
      const messages = await sandbox.listMessages(account.client_id, filter);
      return messages.map((message) => message.text);
    },
  };
}

/** Takes in a seller's past to its end, slice by slice, as its jobs would. */
export async function backfillWhole(sellerId: string): Promise<void> {
  while ((await backfillSeller(sellerId)) === "more");
}
