import { describe, expect, test } from "vitest";
import { inTransaction } from "@/lib/db/transaction";
import { changeOutgoingWebhook } from "@/lib/outgoing/change-webhook";
import { claimDelivery, listWebhooksWithDueWork } from "@/lib/outgoing/claim-delivery";
import { listOutgoingWebhooks } from "@/lib/outgoing/list-webhooks";
import { renewOutgoingSecret } from "@/lib/outgoing/renew-secret";
import { replayFailed } from "@/lib/outgoing/replay";
import { sendDue } from "@/lib/outgoing/send-due";
import { appendEvents } from "@/lib/realtime/append-event";
import { message as messageShape } from "@/lib/wire/messages";
import { moveClock } from "../../support/clock";
import { ownDatabase } from "../../support/database";
import { findInDatabase } from "../../support/find-in-database";
import { deliveriesOf, ownOutside, stateOf, theOne } from "./outside";
import { ok, passAllOn, startReceiver, verify } from "./receiver";

const database = ownDatabase();
const outside = ownOutside();

describe("what is sent", () => {
  test("a message arrives as the API shows it, signed so that the receiver's library accepts it", async () => {
    const { id, secret } = await outside.listen();
    const messageId = await outside.say("Здравствуйте 🌷");
    await passAllOn();
    expect(await sendDue(id)).toBe("done");
    const [got] = outside.receiver.received;
    if (got === undefined) throw new Error("nothing came");
    expect(verify(secret, got)).toMatchObject({
      type: "message.created",
      timestamp: expect.stringMatching(/Z$/),
      data: { message: { id: messageId, text: "Здравствуйте 🌷" } },
    });
    messageShape.parse(got.body.data.message);
    expect(got.headers["content-type"]).toBe("application/json");
    expect(() => verify(secret, { ...got, raw: got.raw.replace("🌷", "!") })).toThrow();
    const delivery = await theOne(id);
    expect(delivery).toMatchObject({ id: got.id, status: "delivered", attempts: 1, payload: got.body });
    expect(delivery?.log).toEqual([
      { at: expect.any(String), status: 204, ms: expect.any(Number), error: null },
    ]);
    expect(await stateOf(id)).toMatchObject({ failing_since: null, last_success_at: expect.any(String) });
  });

  test("a seller goes out without the address that guards its webhook", async () => {
    const { id } = await outside.listen();
    await database.query("UPDATE sellers SET webhook_mode = 'push' WHERE id = $1", [outside.sellerId]);
    const [row] = await database.query<{ webhook_id: string }>(
      "SELECT webhook_id FROM sellers WHERE id = $1",
      [outside.sellerId],
    );
    await inTransaction((tx) =>
      appendEvents(tx, [{ name: "seller.updated", sellerId: outside.sellerId, subjectId: outside.sellerId }]),
    );
    await passAllOn();
    await sendDue(id);
    expect(outside.receiver.received[0]?.body).toMatchObject({
      type: "seller.updated",
      data: { seller: { id: outside.sellerId } },
    });
    expect(outside.receiver.received[0]?.body.data.seller.webhook_url).toBeNull();
    expect(outside.receiver.received[0]?.raw).not.toContain(row?.webhook_id);
  });

  test("the secret lies nowhere in plain, a renewed one signs from then on", async () => {
    const { id, secret } = await outside.listen();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{42,}=*$/);
    expect(await findInDatabase(database, secret.slice("whsec_".length))).toEqual([]);
    const renewed = await renewOutgoingSecret({ actor: outside.admin, webhookId: id });
    await outside.say("после");
    await passAllOn();
    await sendDue(id);
    const [got] = outside.receiver.received;
    if (got === undefined) throw new Error("nothing came");
    expect(() => verify(secret, got)).toThrow();
    expect(verify(renewed.secret, got)).toBeDefined();
    expect(JSON.stringify(await listOutgoingWebhooks())).not.toContain("whsec_");
  });
});

describe("what fails", () => {
  test("an error is tried again after 5 s, 5 min and on, under the same id, and then given up", async () => {
    const { id } = await outside.listen();
    outside.receiver.answer = (response) =>
      void response.writeHead(500).end("сломалось \u0000\n\n<b>очень</b>");
    await outside.say("вопрос");
    await passAllOn();
    await sendDue(id, { random: () => 0 });
    expect(await theOne(id)).toMatchObject({
      status: "pending",
      attempts: 1,
      log: [{ status: 500, error: "сломалось <b>очень</b>" }],
    });
    await sendDue(id);
    expect(outside.receiver.received).toHaveLength(1); // not before its time
    for (const seconds of [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]) {
      moveClock(seconds + 1);
      expect(await listWebhooksWithDueWork()).toEqual([id]);
      await sendDue(id, { random: () => 0 });
    }
    expect(outside.receiver.received).toHaveLength(10);
    expect(new Set(outside.receiver.received.map((one) => one.id)).size).toBe(1);
    expect(new Set(outside.receiver.received.map(({ raw }) => raw)).size).toBe(1);
    const given = await theOne(id);
    expect(given).toMatchObject({ status: "failed", attempts: 10, next_attempt_at: null });
    expect(given?.log).toHaveLength(10);
    expect(await stateOf(id)).toMatchObject({ failed: 1, waiting: 0, failing_since: expect.any(String) });
  });

  test("a redirect is a failure and is not followed", async () => {
    const other = await startReceiver();
    const { id } = await outside.listen();
    outside.receiver.answer = (response) => void response.writeHead(307, { location: other.url }).end();
    await outside.say("куда");
    await passAllOn();
    await sendDue(id);
    expect(other.received).toEqual([]);
    expect((await theOne(id))?.log).toMatchObject([{ status: 307, error: "redirect" }]);
    await other.close();
  });

  test("of a refusal's body no more than 200 signs are kept", async () => {
    const { id } = await outside.listen();
    outside.receiver.answer = (response) => void response.writeHead(400).end("ж".repeat(100_000));
    await outside.say("много");
    await passAllOn();
    await sendDue(id);
    expect((await theOne(id))?.log[0]?.error).toBe("ж".repeat(200));
  });

  test("an address that says 410 is disabled at once, and works again when a person says so", async () => {
    const { id } = await outside.listen();
    outside.receiver.answer = (response) => void response.writeHead(410).end();
    await outside.say("раз");
    await outside.say("два");
    await passAllOn();
    await sendDue(id);
    expect(await stateOf(id)).toMatchObject({ status: "disabled", waiting: 0, failed: 2 });
    expect(outside.receiver.received).toHaveLength(1);
    await outside.say("пока не слушают");
    await passAllOn();
    outside.receiver.answer = ok;
    const before = outside.receiver.received.length;
    await changeOutgoingWebhook({ actor: outside.admin, webhookId: id, change: { status: "active" } });
    const since = new Date(Date.now() - 60_000);
    expect(await replayFailed({ actor: outside.admin, webhookId: id, since })).toEqual({ replayed: 2 });
    await outside.say("снова");
    await passAllOn();
    await sendDue(id);
    const texts = outside.receiver.received.slice(before).map(({ body }) => body.data.message.text);
    expect(texts.sort()).toEqual(["два", "раз", "снова"]);
    const actions = await database.query<{ action: string }>(
      "SELECT action FROM audit_log WHERE subject_id = $1 ORDER BY id",
      [id],
    );
    expect(actions.map(({ action }) => action)).toEqual([
      "outgoing_webhook.added",
      "outgoing_webhook.disabled",
      "outgoing_webhook.changed",
      "outgoing_webhook.failed_replayed",
    ]);
  });

  test("five days of nothing but failures disable an address; one success in between does not", async () => {
    const { id } = await outside.listen();
    outside.receiver.answer = (response) => void response.writeHead(503).end();
    const failOnce = async () => {
      await outside.say("ещё");
      await passAllOn();
      await sendDue(id, { random: () => 0 });
    };
    await failOnce();
    moveClock(4 * 86_400);
    outside.receiver.answer = ok;
    await sendDue(id);
    expect(await stateOf(id)).toMatchObject({ status: "active", failing_since: null });
    outside.receiver.answer = (response) => void response.writeHead(503).end();
    await failOnce();
    moveClock(4 * 86_400);
    await failOnce();
    expect((await stateOf(id))?.status).toBe("active");
    moveClock(1.1 * 86_400);
    await failOnce();
    expect((await stateOf(id))?.status).toBe("disabled");
  });

  test("a dead address costs one try at a time, and gets everything when it is back", async () => {
    const { id } = await outside.listen();
    outside.receiver.answer = (response) => void response.socket?.destroy();
    for (let index = 0; index < 20; index++) await outside.say(String(index));
    await passAllOn();
    await sendDue(id);
    expect(outside.receiver.received.length).toBeLessThanOrEqual(3);
    expect(await claimDelivery(id)).toBeNull(); // it rests
    outside.receiver.answer = ok;
    moveClock(20);
    await sendDue(id);
    expect((await deliveriesOf(id)).filter(({ status }) => status === "delivered")).toHaveLength(20);
  });

  test("a receiver that hangs is left after its time", async () => {
    const { id } = await outside.listen();
    outside.receiver.answer = () => undefined;
    await outside.say("ау");
    await passAllOn();
    await sendDue(id, { timeoutMs: 100 });
    expect((await theOne(id))?.log).toMatchObject([{ status: null, error: "timeout" }]);
  });

  test("a receiver that would change the protocol is refused, and holds nobody up", async () => {
    const { id } = await outside.listen();
    const upgrade = "HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: other\r\n\r\n";
    outside.receiver.answer = (response) => void response.socket?.write(upgrade);
    await outside.say("иначе");
    await passAllOn();
    await sendDue(id);
    expect((await theOne(id))?.log).toMatchObject([{ status: 101, error: "refused" }]);
  });

  test("nobody there is a failure with the network's word for it", async () => {
    const gone = await startReceiver();
    const { id } = await outside.listen(gone.url);
    await gone.close();
    await outside.say("есть кто?");
    await passAllOn();
    await sendDue(id);
    expect((await theOne(id))?.log).toMatchObject([{ status: null, error: "ECONNREFUSED" }]);
  });

  test("a slow address does not hold another up, and never gets more than eight at once", async () => {
    const slow = await startReceiver();
    const held: Array<() => void> = [];
    slow.answer = (response) => void held.push(() => ok(response));
    const slowHook = await outside.listen(slow.url);
    const quickHook = await outside.listen();
    for (let index = 0; index < 30; index++) await outside.say(String(index));
    await passAllOn();
    const sending = sendDue(slowHook.id);
    await sendDue(quickHook.id);
    expect(outside.receiver.received).toHaveLength(30);
    expect(outside.receiver.mostAtOnce()).toBeLessThanOrEqual(8);
    expect(slow.received.length).toBeLessThanOrEqual(8);
    slow.answer = ok;
    for (const free of held) free();
    await sending;
    expect(slow.mostAtOnce()).toBeLessThanOrEqual(8);
    await slow.close();
  });

  test("what a sender that died had taken is sent again after a minute", async () => {
    const { id } = await outside.listen();
    await outside.say("потерялось");
    await passAllOn();
    expect(await claimDelivery(id)).not.toBeNull(); // and its process dies here
    expect(await claimDelivery(id)).toBeNull();
    moveClock(61);
    expect(await listWebhooksWithDueWork()).toEqual([id]);
    await sendDue(id);
    expect(await theOne(id)).toMatchObject({ status: "delivered" });
  });
});
