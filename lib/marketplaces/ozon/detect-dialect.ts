import type { AccountFacts, KeyRights } from "../account-facts";
import { MarketplaceError } from "../errors";
import type { OzonClient } from "./client";
import { isMethodGone } from "./errors";
import { touchHistoryV3 } from "./history-v3";
import { listPageV1 } from "./list-v1";
import { listPageV3 } from "./list-v3";
import { type Dialect, paths } from "./paths";
import { role, roles, sellerInfo } from "./schemas";

const PROBE_TRIES = 2; // a person is waiting for the answer

/** Makes the line in the given dialect (limits differ). */
export type OpenLine = (dialect: Dialect) => OzonClient;

/**
 * First contact with a key. `/v1/roles` exists in production only, so an answer settles the dialect; else the two
 * lists are asked, and the one that is not there (404) rules its dialect out.
 * Throws `credentials_rejected`, `unavailable`, `rate_limited`, or `unexpected_answer` when neither list is there.
 */
export async function detectAccount(open: OpenLine): Promise<AccountFacts> {
  const v3 = open("v3");
  const facts = await askRoles(v3);
  if (facts !== "gone") return describeV3(v3, facts);
  const list = await orWhyNot(() => listPageV3(v3, { cursor: "", limit: 1, tries: PROBE_TRIES }));
  if (list !== "gone") return describeV3(v3, null);
  return describeV1(open("v1"));
}

/** The same for an account whose dialect is known or was chosen by hand. */
export async function probeAccount(open: OpenLine, dialect: Dialect): Promise<AccountFacts> {
  const client = open(dialect);
  if (dialect === "v1") return describeV1(client);
  const facts = await askRoles(client);
  return describeV3(client, facts === "gone" ? null : facts);
}

/** See `MarketplaceAdapter.diagnoseRefusal`. */
export async function diagnose(client: OzonClient): Promise<"rejected" | "limited" | "unknown"> {
  try {
    if (client.dialect === "v3") await askRolesOnce(client);
    else await listPageV1(client, { offset: 0, limit: 1, tries: PROBE_TRIES });
    return "limited";
  } catch (error) {
    if (!(error instanceof MarketplaceError)) throw error;
    if (error.kind === "credentials_rejected") return "rejected";
    // A right or a tariff is missing for this method: the key itself was read and accepted.
    return isLimit(error.kind) ? "limited" : "unknown";
  }
}

interface RoleFacts {
  readonly expiresAt: Date | null;
  readonly names: readonly string[];
  readonly rights: KeyRights | null;
}

async function askRolesOnce(client: OzonClient): Promise<RoleFacts> {
  const { body } = await client.post({
    path: paths.roles,
    body: {},
    schema: roles,
    isRepeatable: true,
    tries: PROBE_TRIES,
  });
  const known = (body.roles ?? []).flatMap((item) => {
    const parsed = role.safeParse(item);
    return parsed.success ? [parsed.data] : [];
  });
  const names = [
    ...new Set(known.flatMap(({ name }) => (name === null ? [] : [name.slice(0, MAX_ROLE_NAME)]))),
  ];
  const methods = known.flatMap((one) => one.methods ?? []);
  return { expiresAt: body.expires_at, names: names.slice(0, MAX_ROLES), rights: toRights(methods) };
}

/** More or longer than any cabinet shows: somebody else's mischief. */
const MAX_ROLES = 50;
const MAX_ROLE_NAME = 100;

/** Methods are compared without their version: Ozon replaces versions several times a year, a role's meaning stays. */
function toRights(methods: readonly string[]): KeyRights | null {
  if (methods.length === 0) return null;
  const allowed = new Set(methods.map((method) => method.replace(/^\/v\d+/, "")));
  const may = (...wanted: string[]) => wanted.every((method) => allowed.has(method));
  return {
    readChats: may("/chat/list", "/chat/history"),
    writeChats: may("/chat/send/message"),
    readOrders: may("/posting/fbs/list"),
    setWebhooks: may("/notification/set"),
  };
}

/** Null: the method is there, but this key may not ask it. `gone`: no such method, most likely the other dialect. */
async function askRoles(client: OzonClient): Promise<RoleFacts | null | "gone"> {
  try {
    return await askRolesOnce(client);
  } catch (error) {
    if (!(error instanceof MarketplaceError)) throw error;
    if (isMethodGone(error)) return "gone";
    if (isLimit(error.kind)) return null;
    // A bare 403 does not say whether it means the key or the method: the chat list decides.
    if (error.kind === "credentials_rejected" && error.httpStatus === 403 && error.theirText === null)
      return "gone";
    throw error;
  }
}

type Limit = "role_missing" | "subscription_missing";

async function orWhyNot<T>(ask: () => Promise<T>): Promise<T | "gone" | Limit> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof MarketplaceError)) throw error;
    if (isMethodGone(error)) return "gone";
    if (isLimit(error.kind)) return error.kind;
    throw error;
  }
}

function isLimit(value: unknown): value is Limit {
  return value === "role_missing" || value === "subscription_missing";
}

async function describeV1(client: OzonClient): Promise<AccountFacts> {
  const list = await orWhyNot(() => listPageV1(client, { offset: 0, limit: 1, tries: PROBE_TRIES }));
  // Neither list exists here: not the Seller API, or a dialect that is still to come.
  if (list === "gone") throw wrongDialect(paths.v1.list);
  const chatAccess = isLimit(list) ? list : "ok";
  return { dialect: "v1", accountName: null, keyExpiresAt: null, roles: [], rights: null, chatAccess };
}

async function describeV3(client: OzonClient, facts: RoleFacts | null): Promise<AccountFacts> {
  const chatAccess = await findChatAccess(client);
  const accountName = await findAccountName(client);
  return {
    dialect: "v3",
    accountName,
    keyExpiresAt: facts?.expiresAt ?? null,
    roles: facts?.names ?? [],
    rights: facts?.rights ?? null,
    chatAccess,
  };
}

/**
 * The list answers on every tariff; reading a buyer's chat was refused without Premium Plus. So one buyer's chat is
 * tried. Null: there is none to try on the first page.
 */
async function findChatAccess(client: OzonClient): Promise<AccountFacts["chatAccess"]> {
  const page = await orWhyNot(() => listPageV3(client, { cursor: "", tries: PROBE_TRIES }));
  if (page === "gone") throw wrongDialect(paths.v3.list);
  if (isLimit(page)) return page;
  const buyer = page.chats.find((chat) => chat.kind === "buyer");
  if (buyer === undefined) return null;
  const read = await orWhyNot(() => touchHistoryV3(client, buyer.externalId, PROBE_TRIES));
  if (read === "gone") return null; // the chat went away under our hands
  return isLimit(read) ? read : "ok";
}

function wrongDialect(method: string): MarketplaceError {
  return new MarketplaceError({ kind: "unexpected_answer", effect: "none", method, httpStatus: 404 });
}

/** The name is a courtesy: without it the seller is added all the same. */
async function findAccountName(client: OzonClient): Promise<string | null> {
  try {
    const { body } = await client.post({
      path: paths.sellerInfo,
      body: {},
      schema: sellerInfo,
      isRepeatable: true,
      tries: 1,
    });
    return body.company.name;
  } catch (error) {
    if (!(error instanceof MarketplaceError)) throw error;
    client.log.debug(
      { kind: error.kind, http_status: error.httpStatus },
      "the account does not tell its name",
    );
    return null;
  }
}
