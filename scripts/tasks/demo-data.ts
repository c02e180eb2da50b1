import { z } from "zod";
import { createSandboxClient } from "@/sandbox/client";
import { demoAccounts } from "@/sandbox/demo-accounts";
import { setUpDesk } from "./demo-desk";

/**
 * Fills the demo over the product's own API: signs in, connects the sandbox's sellers, registers their webhooks.
 * May be run again: what is there stays.
 */
const settings = z
  .object({ APP_URL: z.url(), ADMIN_EMAIL: z.string(), ADMIN_PASSWORD: z.string(), OZON_API_URL: z.url() })
  .parse(process.env);
const sandbox = createSandboxClient(settings.OZON_API_URL);

async function ask(
  path: string,
  init: { method: string; body?: unknown; cookie?: string },
): Promise<Response> {
  return fetch(new URL(path, settings.APP_URL), {
    method: init.method,
    headers: {
      "content-type": "application/json",
      origin: new URL(settings.APP_URL).origin,
      ...(init.cookie === undefined ? {} : { cookie: init.cookie }),
    },
    body: init.body === undefined ? undefined : JSON.stringify(init.body),
  });
}

async function signIn(): Promise<string> {
  const body = { email: settings.ADMIN_EMAIL, password: settings.ADMIN_PASSWORD };
  const answer = await ask("/api/auth/sign-in/email", { method: "POST", body });
  if (!answer.ok) throw new Error(`the demo sign-in was refused with ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

const sellerList = z.object({
  items: z.array(z.object({ client_id: z.string(), webhook_url: z.string().nullable() })),
});
const added = z.object({ seller: z.object({ webhook_url: z.string().nullable() }) });

async function main(): Promise<void> {
  const cookie = await signIn();
  const { items } = sellerList.parse(await (await ask("/api/sellers", { method: "GET", cookie })).json());
  for (const account of demoAccounts) {
    const mode = account.dialect === "v1" ? "signed" : "push";
    const secret = account.webhook_secret ?? undefined;
    const known = items.find((seller) => seller.client_id === account.client_id);
    const url = known === undefined ? await addSeller(cookie, { account, mode, secret }) : known.webhook_url;
    if (url !== null) await sandbox.setWebhook(account.client_id, { url, secret });
  }
  await setUpDesk((path, method, body) => ask(path, { method, body, cookie }), settings.ADMIN_PASSWORD);
}

async function addSeller(
  cookie: string,
  {
    account,
    mode,
    secret,
  }: { account: (typeof demoAccounts)[number]; mode: "signed" | "push"; secret: string | undefined },
): Promise<string | null> {
  const answer = await ask("/api/sellers", {
    method: "POST",
    cookie,
    body: {
      name: account.name,
      marketplace: "ozon",
      client_id: account.client_id,
      api_key: account.api_key,
      webhook_mode: mode,
      ...(mode === "signed" && secret !== undefined ? { webhook_secret: secret } : {}),
    },
  });
  if (!answer.ok) throw new Error(`the demo seller ${account.name} was refused: ${await answer.text()}`);
  return added.parse(await answer.json()).seller.webhook_url;
}

await main();
