import { BinaryAnswer, type Method, type Surroundings } from "./api-method";
import { v1Methods } from "./dialect-v1";
import { v3ChatMethods } from "./dialect-v3";
import { accrualMethods } from "./market/money/accruals";
import { transactionMethods } from "./market/money/transactions";
import { cancelMethods } from "./market/orders/cancel-methods";
import { carriageMethods } from "./market/orders/carriages";
import { fboPostingMethods } from "./market/orders/fbo-postings";
import { fbsPostingMethods } from "./market/orders/fbs-postings";
import { isGone } from "./market/orders/generations";
import { labelMethods } from "./market/orders/labels";
import { shipMethods } from "./market/orders/ship-methods";
import { listReturnMethods } from "./market/returns/list-returns";
import { rfbsReturnMethods } from "./market/returns/rfbs-methods";
import type { Account, Dialect } from "./model";
import { GRPC, Refusal } from "./refusal";
import type { ApiCall } from "./request-fields";
import { v3NotificationMethods } from "./v3-notifications";
import { productMethodsOf } from "./v3-products";
import { ratingSummary, v3SellerMethods } from "./v3-seller";
import { writeJson } from "./wire-json";
import type { World } from "./world";

/** Orders, returns and money: two generations of many methods, of which an account answers one. */
const tradeMethods: Record<string, Method> = {
  ...fbsPostingMethods,
  ...fboPostingMethods,
  ...shipMethods,
  ...cancelMethods,
  ...labelMethods,
  ...carriageMethods,
  ...listReturnMethods,
  ...rfbsReturnMethods,
  ...accrualMethods,
  ...transactionMethods,
};

const METHODS: Record<Dialect, Record<string, Method>> = {
  // The documents name no order methods of their own: their time had production's.
  v1: { ...v1Methods, ...productMethodsOf.v1, "/v1/rating/summary": ratingSummary, ...tradeMethods },
  v3: {
    ...v3ChatMethods,
    ...v3SellerMethods,
    ...v3NotificationMethods,
    ...tradeMethods,
    ...productMethodsOf.v3,
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
export async function callMethod(call: ApiCall, around: Surroundings): Promise<string | BinaryAnswer> {
  const { account, path } = call;
  const method = isGone(account, path) ? undefined : METHODS[account.dialect][path];
  if (method === undefined) {
    const isOtherDialect = path in METHODS.v1 || path in METHODS.v3;
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
  const answer = await method(call, around);
  return answer instanceof BinaryAnswer ? answer : writeJson(answer);
}
