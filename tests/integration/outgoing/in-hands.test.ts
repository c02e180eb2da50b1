import { describe, expect, test } from "vitest";
import { changeOutgoingWebhook, removeOutgoingWebhook } from "@/lib/outgoing/change-webhook";
import { forgetOldDeliveries } from "@/lib/outgoing/forget";
import { replayDelivery } from "@/lib/outgoing/replay";
import { sendDue } from "@/lib/outgoing/send-due";
import { sendTest } from "@/lib/outgoing/send-test";
import { moveClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { waitFor } from "../../support/wait-for";
import { allowPrivate, deliveriesOf, ownOutside, stateOf, theOne } from "./outside";
import { passAllOn, verify } from "./receiver";

const database = ownDatabase();
const outside = ownOutside();

describe("where it may go", () => {
  test("an inner address is refused when it is saved", async () => {
    allowPrivate("0");
    const refusal = { code: "address_refused", details: { reason: "not_https" } };
    await expect(outside.listen("http://example.ru/hook")).rejects.toMatchObject(refusal);
    for (const url of [
      "https://127.0.0.1/",
      "https://[::1]/",
      "https://169.254.169.254/",
      "https://localhost/",
    ])
      await expect(outside.listen(url)).rejects.toMatchObject({ code: "address_refused" });
    allowPrivate("1");
    const { id } = await outside.listen();
    allowPrivate("0");
    const change = { url: "https://10.0.0.1/" };
    await expect(
      changeOutgoingWebhook({ actor: outside.admin, webhookId: id, change }),
    ).rejects.toMatchObject({
      code: "address_refused",
    });
  });

  test("a name that has come to point inside since it was saved is not written to", async () => {
    const { id } = await outside.listen(
      outside.receiver.url.replace("127.0.0.1", "shop.example"),
      async () => ["93.184.216.34"],
    );
    await outside.say("внутрь");
    await passAllOn();
    allowPrivate("1");
    await sendDue(id, { resolve: async () => ["169.254.169.254"] });
    expect((await theOne(id))?.log).toMatchObject([{ status: null, error: "address_refused:private" }]);
    expect(outside.receiver.received).toEqual([]);
    moveClock(10);
    // The socket goes to the address that was checked, whatever the name means to anybody else.
    await sendDue(id, { resolve: async () => ["127.0.0.1"] });
    expect(outside.receiver.received[0]?.headers.host).toContain("shop.example");
  });
});

describe("in a person's hands", () => {
  test("the test button sends once, tells what came back and decides nothing", async () => {
    const { id, secret } = await outside.listen();
    await changeOutgoingWebhook({ actor: outside.admin, webhookId: id, change: { status: "paused" } });
    const good = await sendTest({ actor: outside.admin, webhookId: id });
    expect(good).toMatchObject({ event: "test", status: "delivered", log: [{ status: 204, error: null }] });
    const [got] = outside.receiver.received;
    if (got === undefined) throw new Error("nothing came");
    expect(verify(secret, got)).toMatchObject({ type: "test" });
    outside.receiver.answer = (response) => void response.writeHead(403).end("кто вы?");
    const bad = await sendTest({ actor: outside.admin, webhookId: id });
    expect(bad).toMatchObject({ status: "failed", log: [{ status: 403, error: "кто вы?" }] });
    expect(await stateOf(id)).toMatchObject({ status: "paused", failing_since: null });
    moveClock(86_400);
    await sendDue(id);
    expect(outside.receiver.received).toHaveLength(2);
  });

  test("one that was delivered can be sent again under its own id", async () => {
    const { id } = await outside.listen();
    await outside.say("повторите");
    await passAllOn();
    await sendDue(id);
    const first = await theOne(id);
    await replayDelivery({ actor: outside.admin, deliveryId: first?.id ?? "" });
    expect(await theOne(id)).toMatchObject({ status: "pending", delivered_at: null });
    await sendDue(id);
    expect(outside.receiver.received.map((one) => one.id)).toEqual([first?.id, first?.id]);
    expect((await theOne(id))?.log).toHaveLength(2);
    await expect(replayDelivery({ actor: outside.admin, deliveryId: "no-id" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("a paused address keeps what waits, and hears nothing of the time between", async () => {
    const { id } = await outside.listen();
    await outside.say("до");
    await passAllOn();
    await changeOutgoingWebhook({ actor: outside.admin, webhookId: id, change: { status: "paused" } });
    await sendDue(id);
    await outside.say("между");
    await passAllOn();
    expect(outside.receiver.received).toEqual([]);
    // From when on it hears is told by transactions; one of another test's database, still running, would hold it back.
    await waitFor("the time between to be over", async () => {
      const [row] = await database.query<{ is_over: boolean }>(
        "SELECT pg_snapshot_xmin(pg_current_snapshot()) > (SELECT max(xid) FROM events) AS is_over",
      );
      return row?.is_over === true;
    });
    await changeOutgoingWebhook({ actor: outside.admin, webhookId: id, change: { status: "active" } });
    await outside.say("после");
    await passAllOn();
    await sendDue(id);
    expect(outside.receiver.received.map(({ body }) => body.data.message.text).sort()).toEqual([
      "до",
      "после",
    ]);
  });

  test("deliveries are forgotten after 30 days, and with their address", async () => {
    const { id } = await outside.listen();
    await outside.say("давно");
    await passAllOn();
    await sendDue(id);
    moveClock(31 * 86_400);
    await outside.say("недавно");
    await passAllOn();
    await forgetOldDeliveries();
    expect((await deliveriesOf(id)).map(({ status }) => status)).toEqual(["pending"]);
    await removeOutgoingWebhook({ actor: outside.admin, webhookId: id });
    expect(await database.query("SELECT 1 FROM outgoing_deliveries")).toEqual([]);
  });
});
