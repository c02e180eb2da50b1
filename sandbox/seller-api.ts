import type { Method, Surroundings } from "./api-method";
import { v1Methods } from "./dialect-v1";
import { v3ChatMethods } from "./dialect-v3";
import type { Account, Dialect } from "./model";
import { GRPC, Refusal } from "./refusal";
import type { ApiCall } from "./request-fields";
import { v3NotificationMethods } from "./v3-notifications";
import { v3PostingMethods } from "./v3-postings";
import { v3ProductMethods } from "./v3-products";
import { v3SellerMethods } from "./v3-seller";
import { type WireValue, writeJson } from "./wire-json";
import type { World } from "./world";

const METHODS: Record<Dialect, Record<string, Method>> = {
  // The documents name no order methods of their own: their time had production's.
  v1: { ...v1Methods, ...v3PostingMethods },
  v3: {
    ...v3ChatMethods,
    ...v3SellerMethods,
    ...v3NotificationMethods,
    ...v3PostingMethods,
    ...v3ProductMethods,
  },
};

export interface Credentials {
  clientId: string | undefined;
  apiKey: string | undefined;
}

/** The account of a request, or the refusal of research 1.4. */
export function requireAccount(world: World, { clientId, apiKey }: Credentials, nowMs: number): Account {
  if (!clientId || !apiKey) {
    throw new Refusal(401, GRPC.unauthenticated, "Client-Id and Api-Key headers are required");
  }
  const account = world.accounts.get(clientId);
  if (account === undefined || account.apiKey !== apiKey) {
    throw new Refusal(401, GRPC.unauthenticated, "Invalid Api-Key, please contact support");
  }
  if (account.keyExpiresAt !== null && Date.parse(account.keyExpiresAt) <= nowMs) {
    const message = "Api-key is deactivated, use another one or generate a new one";
    throw new Refusal(403, GRPC.permissionDenied, message);
  }
  return account;
}

/** Carries out one method of the account's dialect and answers the body of its 200. */
export async function callMethod(call: ApiCall, around: Surroundings): Promise<string> {
  const { account, path } = call;
  const method = METHODS[account.dialect][path];
  if (method === undefined) {
    const isOtherDialect = path in METHODS[account.dialect === "v1" ? "v3" : "v1"];
    throw new Refusal(
      404,
      GRPC.notFound,
      isOtherDialect ? "obsolete method cannot be used" : "404 page not found",
    );
  }
  const isAllowed =
    path === "/v1/roles" || (account.roles?.some((role) => role.methods.includes(path)) ?? true);
  if (!isAllowed) {
    throw new Refusal(403, GRPC.permissionDenied, "Api-Key is missing a required role for a method");
  }
  const answer: WireValue = await method(call, around);
  return writeJson(answer);
}
