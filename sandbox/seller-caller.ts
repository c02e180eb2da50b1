import type { AccountSeed } from "./model";
import { parseJson } from "./wire-json";

/** What the Seller API answered; ids beyond 2^53 are bigint in `json`. */
export interface SellerAnswer {
  status: number;
  text: string;
  // Tests look into answers of many shapes; each names the fields it looks at.
  json: ReturnType<typeof JSON.parse>;
  headers: Headers;
}

export const v1Account: AccountSeed = {
  client_id: "1001",
  api_key: "key-1001",
  dialect: "v1",
  name: "Первый",
};
export const v3Account: AccountSeed = {
  client_id: "3003",
  api_key: "key-3003",
  dialect: "v3",
  name: "Третий",
};

/** Calls the Seller API of a sandbox as an account: what tests of the sandbox use instead of a connector. */
export function callerOf(url: string, account: Pick<AccountSeed, "client_id" | "api_key">) {
  return async (path: string, body: unknown = {}): Promise<SellerAnswer> => {
    const response = await fetch(url + path, {
      method: "POST",
      headers: {
        "client-id": account.client_id,
        "api-key": account.api_key,
        "content-type": "application/json",
      },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
    const text = await response.text();
    let json: unknown = null;
    try {
      json = parseJson(text);
    } catch {
      json = null; // spoiled on purpose: the test looks at `text`
    }
    return { status: response.status, text, json, headers: response.headers };
  };
}
