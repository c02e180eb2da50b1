import { afterEach, describe, expect, test } from "vitest";
import type { ReturnPort } from "../return-port";
import { type Answer, impatient, makeContext, startTestServer, type TestServer } from "../test-server";
import { createOzonAdapter } from "./adapter";

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function portTo(
  answerTo: Parameters<typeof startTestServer>[0],
  dialect: "v1" | "v3" = "v3",
): Promise<{ returns: ReturnPort; server: TestServer }> {
  const server = await startTestServer(answerTo);
  servers.push(server);
  // An account of its own each time: which generation answers is remembered by account.
  const credentials = { clientId: String(9_000 + servers.length + Date.now()), apiKey: "secret-key" };
  const context = makeContext({ baseUrl: server.url, dialect, credentials });
  const { returns } = createOzonAdapter(impatient).connect(context);
  if (returns === undefined) throw new Error("Ozon has returns");
  return { returns, server };
}

const gone: Answer = { status: 404, body: { code: 5, message: "obsolete method cannot be used" } };
const period = { since: new Date("2026-11-01T00:00:00Z"), to: new Date("2026-11-21T00:00:00Z") };
const decision = { externalId: "8000123456", text: null, amount: null, rejectionId: null };

describe("goods on their way back", () => {
  test("are listed by their last change, page by page, with ids of 64 bits whole", async () => {
    const parcel = (id: string, sys_name: string) =>
      `{"id":${id},"schema":"Fbs","posting_number":"1-1-1","product":{"sku":1,"offer_id":"A","price":{"currency_code":"RUB","price":3318.5},"quantity":2},"visual":{"status":{"id":3,"display_name":"В пункте выдачи","sys_name":"${sys_name}"},"change_moment":"2026-11-20T06:15:48Z"}}`;
    const { returns, server } = await portTo(({ text }) => ({
      body: text.includes('"last_id":0')
        ? `{"returns":[${parcel("1000000000000000007", "ArrivedAtReturnPlace")},{"id":null}],"has_next":true}`
        : `{"returns":[${parcel("1000000000000000009", "SomethingNew")}],"has_next":false}`,
    }));
    const first = await returns.listParcels({ ...period, cursor: null });
    expect(first.items).toMatchObject([
      {
        externalId: "1000000000000000007",
        state: "at_pickup",
        isOpen: true,
        price: "3318.50",
        currency: "RUB",
        quantity: 2,
      },
    ]);
    expect(first.unreadable).toHaveLength(1);
    const again = await returns.listParcels({ ...period, cursor: { last_id: "1000000000000000007" } });
    expect(again).toMatchObject({ cursor: null, items: [{ state: "unknown", isOpen: true }] });
    expect(server.requests[1]?.text).toContain('"last_id":1000000000000000007');
    expect(Object.keys(JSON.parse(server.requests[0]?.text ?? "{}").filter)).toEqual([
      "visual_status_change_moment",
    ]);
  });
});

describe("buyers' requests", () => {
  const request = {
    return_id: 8000123456,
    state: { state: "ON_APPROVAL", group_state: "New" },
    product: { price: 2999 },
  };

  test.each([
    ["an array", [request]],
    ["an object", request],
  ])("are read from %s until a page is empty", async (_, given) => {
    const { returns } = await portTo(({ text }) => ({
      body: { returns: text.includes('"last_id":0') ? given : [] },
    }));
    const page = await returns.listRequests({ ...period, cursor: null });
    expect(page.items).toMatchObject([
      { externalId: "8000123456", scheme: "rfbs", state: "asked", acts: null, price: "2999.00" },
    ]);
    expect(page.cursor).toEqual({ last_id: "8000123456" });
    expect(await returns.listRequests({ ...period, cursor: page.cursor })).toMatchObject({
      items: [],
      cursor: null,
    });
  });

  test("tell in full what may be done and what it needs", async () => {
    const available_actions = [
      { id: 1000, name: "Согласовать возврат" },
      { action: { id: 1010, name: "Подтвердить получение товара" } },
      { id: 1020, name: "Компенсация" },
      { id: 1030, name: "Вернуть деньги" },
      { id: -1, name: "Нет" },
      { id: 7, name: "Что-то новое" },
    ];
    const rejection_reason = [
      { id: 103, name: "Истёк срок", is_comment_required: false },
      { id: 101, is_comment_required: true },
    ];
    const { returns } = await portTo(() => ({
      body: {
        returns: {
          ...request,
          available_actions,
          rejection_reason,
          client_photo: ["https://cdn1.ozone.ru/a.jpg", 5],
          comment: "Мал",
        },
      },
    }));
    const found = await returns.findRequest("8000123456");
    expect(found?.acts?.map(({ id, means, needs }) => [id, means, needs.join()])).toEqual([
      ["1000", "accept", ""],
      ["1010", "receive", ""],
      ["1020", "compensate", "amount"],
      ["1030", "refund", ""],
      ["-1", "reject", "reason"],
      ["7", "other", ""],
    ]);
    expect(found?.rejections).toEqual([
      { id: "103", name: "Истёк срок", needsText: false },
      { id: "101", name: "101", needsText: true },
    ]);
    expect(found).toMatchObject({ comment: "Мал", photos: ["https://cdn1.ozone.ru/a.jpg"] });
  });

  test("are unknown where the marketplace has none", async () => {
    const { returns } = await portTo(() => ({ status: 404, body: { code: 5, message: "Return not found" } }));
    expect(await returns.findRequest("1")).toBeNull();
  });
});

describe("a decision", () => {
  test("goes out once with numbers as numbers, digit by digit", async () => {
    const { returns, server } = await portTo(() => ({ body: {} }));
    await returns.decide({
      ...decision,
      actId: "-1",
      means: "reject",
      text: "Следы носки",
      rejectionId: "101",
    });
    await returns.decide({ ...decision, actId: "1020", means: "compensate", amount: "500.10" });
    expect(server.requests.map(({ text }) => text)).toEqual([
      '{"return_id":8000123456,"id":-1,"comment":"Следы носки","rejection_reason_id":101}',
      '{"return_id":8000123456,"id":1020,"compensation_amount":500.10}',
    ]);
  });

  test("takes the method of what it means where there is no other, and remembers that", async () => {
    const { returns, server } = await portTo(
      ({ path }) => (path.startsWith("/v1/") ? gone : { body: {} }),
      "v1",
    );
    expect(await returns.decide({ ...decision, actId: "1030", means: "refund" })).toMatchObject({
      outcome: "accepted",
    });
    await returns.decide({ ...decision, actId: "1020", means: "compensate", amount: "500.10" });
    await returns.decide({ ...decision, actId: "-1", means: "reject", text: "Нет", rejectionId: "103" });
    expect(server.requests.map(({ path }) => path)).toEqual([
      "/v1/returns/rfbs/action/set",
      "/v2/returns/rfbs/return-money",
      "/v2/returns/rfbs/compensate",
      "/v2/returns/rfbs/reject",
    ]);
    expect(server.requests[2]?.text).toContain('"compensation_amount":"500.10"');
  });

  test("that is refused says why; one that was cut off is thrown with its fate unknown, and not sent again", async () => {
    const refusal = { status: 400, body: { code: 9, message: "action -1 is not available" } };
    const refused = await portTo(() => refusal);
    expect(await refused.returns.decide({ ...decision, actId: "-1", means: "reject" })).toMatchObject({
      outcome: "refused",
      theirText: "action -1 is not available",
    });
    const cut = await portTo(() => "cut");
    await expect(cut.returns.decide({ ...decision, actId: "1000", means: "accept" })).rejects.toMatchObject({
      effect: "unknown",
    });
    expect(cut.server.requests).toHaveLength(1);
  });
});
