import { expect, test } from "vitest";
import { waitFor } from "../../support/wait-for";
import { ownRegistration } from "./own-registration";

const { database, sandbox, connect, press, read, change, theirs, audited } = ownRegistration();

test("a secret is shown once when it is made, and never when it was pasted", async () => {
  const seller = await connect("v1", null);
  const first = await change(seller, { mode: "signed" });
  expect(first.webhook_secret).toHaveLength(43);
  expect(first.webhook).toMatchObject({ mode: "signed", has_secret: true });
  expect((await change(seller, { networks: [] })).webhook_secret).toBeUndefined();
  expect((await change(seller, { secret: "pasted-from-ozon" })).webhook_secret).toBeUndefined();
  const again = await change(seller, { generate_secret: true });
  expect(again.webhook_secret).toHaveLength(43);
  expect(again.webhook_secret).not.toBe(first.webhook_secret);
  const rows = await database.query<{ details: object }>(
    "SELECT details FROM audit_log WHERE seller_id = $1 AND action = 'webhook.changed' ORDER BY id",
    [seller.id],
  );
  expect(rows.map(({ details }) => details)).toEqual([
    { mode: "signed", mode_before: null, secret: "generated" },
    { networks: [], networks_before: [] },
    { secret: "given" },
    { secret: "generated" },
  ]);
  expect(JSON.stringify(await read(seller))).not.toContain(again.webhook_secret);
});

test("a webhook that is switched off while it is being registered does not stay at the marketplace", async () => {
  const seller = await connect("v3");
  await sandbox().setFault({ kind: "delay", ms: 400, times: 1, client_id: seller.account.client_id });
  const pressing = press(seller);
  await waitFor("the try has begun", async () =>
    (await database.query("SELECT 1 FROM webhook_registrations WHERE seller_id = $1", [seller.id])).length > 0
      ? true
      : null,
  );
  await change(seller, { mode: null });
  await pressing;
  expect(await theirs(seller)).toEqual([]);
  const said = await audited(seller);
  expect(said.filter((line) => line.startsWith("webhook.registered "))).toEqual([]);
});

test("a seller that was removed at the same moment gets no secret any more", async () => {
  const seller = await connect("v1", null);
  const other = await database.connect();
  await other.query("BEGIN");
  await other.query("UPDATE sellers SET deleted_at = now(), status = 'paused' WHERE id = $1", [seller.id]);
  const changing = change(seller, { mode: "signed" });
  const refused = expect(changing).rejects.toMatchObject({ code: "not_found" });
  await waitFor("the change stands behind the removal", async () => {
    const waiting = await database.query(
      "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
    );
    return waiting.length > 0 ? true : null;
  });
  await other.query("COMMIT");
  await other.end();
  await refused;
  const secrets = await database.query(
    "SELECT 1 FROM credentials WHERE seller_id = $1 AND kind = 'webhook_secret'",
    [seller.id],
  );
  expect(secrets).toEqual([]);
});

test("networks are kept in one form, and what is none is named", async () => {
  const seller = await connect("v3");
  const { webhook } = await change(seller, {
    networks: ["185.73.193.7/22", "2001:DB8::/32", "10.0.0.1", "10.0.0.1/32"],
  });
  expect(webhook.networks).toEqual(["185.73.192.0/22", "2001:db8::/32", "10.0.0.1/32"]);
  await expect(change(seller, { networks: ["10.0.0.0/8", "ozon.ru", "1.2.3.4/40"] })).rejects.toMatchObject({
    code: "invalid_input",
    details: [{ value: "ozon.ru" }, { value: "1.2.3.4/40" }],
  });
  expect((await read(seller)).networks).toHaveLength(3);
});

test.each(["v1", "v3"] as const)("%s: without a mode the marketplace is told to stop", async (dialect) => {
  const seller = await connect(dialect);
  await press(seller);
  const { webhook } = await change(seller, { mode: null });
  expect(webhook).toMatchObject({ mode: null, url: null, registration: { state: "none" } });
  expect((await theirs(seller)).filter(({ enabled }) => enabled)).toEqual([]);
});

test("a marketplace that is away does not keep the mode", async () => {
  const seller = await connect("v3");
  await press(seller);
  await sandbox().setFault({ kind: "circle_open", client_id: seller.account.client_id });
  expect((await change(seller, { mode: null })).webhook.mode).toBeNull();
});
