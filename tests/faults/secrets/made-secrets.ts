import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { type Api, openApi } from "../../support/api";
import { openAuthenticator } from "../../support/authenticator";
import { openBrowser } from "../../support/browser";
import type { Person } from "../../support/factories";

/**
 * Makes one of every secret that the desk hands out itself, beside whatever listens: the answer that makes a secret is
 * the one that may show it.
 */
export async function makeSecrets(
  admin: Api,
  { person, hookUrl }: { person: Person; hookUrl: string },
): Promise<Record<string, string>> {
  const unheard = openApi(admin.baseUrl, admin.headers);
  const hook = await unheard.post("/api/outgoing-webhooks", {
    name: "CRM",
    url: hookUrl,
    events: ["message.created", "chat.updated"],
  });
  expect(hook.status, hook.text).toBe(201);
  const email = `invited-${randomUUID().slice(0, 8)}@example.ru`;
  const invited = await unheard.post("/api/invitations", { email, role: "operator", seller_ids: [] });
  expect(invited.status, invited.text).toBe(201);
  return {
    "outgoing webhook's secret": hook.body.secret,
    "invitation's token": new URL(invited.body.url).hash.slice(1),
    ...(await setUpSecondFactor(admin.baseUrl, person)),
  };
}

async function setUpSecondFactor(baseUrl: string, person: Person): Promise<Record<string, string>> {
  const browser = openBrowser(baseUrl);
  const entered = await browser.enterPassword(person);
  expect(entered.status, entered.text).toBe(200);
  const begun = await browser.ask("post", "/api/me/two-factor", { password: person.password });
  expect(begun.status, begun.text).toBe(200);
  const { totp_uri: uri, recovery_codes: codes } = begun.body;
  const confirmed = await browser.ask("post", "/api/me/two-factor/confirm", {
    code: openAuthenticator(uri).next(),
  });
  expect(confirmed.status, confirmed.text).toBe(204);
  const cookie = decodeURIComponent(browser.api().headers.cookie ?? "");
  return {
    "TOTP secret": new URL(uri).searchParams.get("secret") ?? "",
    "session token of the second factor": /session_token=([^.;]+)/.exec(cookie)?.[1] ?? "",
    ...Object.fromEntries(codes.map((code: string, at: number) => [`recovery code ${at + 1}`, code])),
  };
}
