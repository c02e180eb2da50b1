import { afterEach, describe, expect, test } from "vitest";
import { type Answer, impatient, makeContext, startTestServer, type TestServer } from "../test-server";
import { createOzonAdapter } from "./adapter";

let server: TestServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

type Answers = Readonly<Record<string, (body: Record<string, unknown>) => Answer>>;

const gone: Answer = { status: 404, body: { code: 5, message: "obsolete method cannot be used" } };
const PDF = "%PDF-1.4 a label";

/** An account with these methods only. */
async function connect(answers: Answers) {
  server = await startTestServer(
    ({ path, text }) => answers[path]?.(text === "" ? {} : JSON.parse(text)) ?? gone,
  );
  const adapter = createOzonAdapter(impatient);
  const { orders } = adapter.connect(makeContext({ baseUrl: server.url, dialect: "v3" }));
  if (orders === undefined) throw new Error("no orders");
  return { orders, seen: () => server?.requests.splice(0) ?? [] };
}

const posting = { posting_number: "1-0001-1", order_number: "1-0001", status: "awaiting_packaging" };
const period = { since: new Date("2026-10-01T00:00:00Z"), to: new Date("2026-11-01T00:00:00Z") };
const product = {
  name: "Плед",
  sku: "3000000000817031942",
  offerId: "P-1",
  quantity: 2,
  price: "1.00",
  currency: "RUB",
};

describe("lists", () => {
  test("own postings are read by mark, with what Ozon takes and where they go", async () => {
    const full = {
      ...posting,
      order_id: 3000000000817031,
      tpl_integration_type: "non_integrated",
      available_actions: ["ship", "cancel", "can_create_chat"],
      delivery_method: {
        id: 5,
        name: "Курьер",
        warehouse: "Склад",
        warehouse_id: 22000000001,
        tpl_provider: "СДЭК",
      },
      analytics_data: { city: "Омск", region: "Омская область" },
      financial_data: {
        products: [
          { product_id: 7, price: 1200.1, commission: { amount: 120.01, currency: "RUB" }, payout: 1080.09 },
        ],
      },
    };
    const { orders, seen } = await connect({
      "/v4/posting/fbs/list": ({ cursor }) =>
        cursor === ""
          ? { body: { postings: [full, { broken: true }], cursor: "next", has_next: true } }
          : { body: { result: { postings: [], cursor: "", has_next: false } } },
    });
    const first = await orders.listPostings({ kind: "own", ...period, cursor: null });
    expect(first.unreadable).toHaveLength(1);
    expect(first.items).toMatchObject([
      {
        scheme: "rfbs",
        orderId: "3000000000817031",
        warehouseId: "22000000001",
        warehouseName: "Склад",
        carrier: "СДЭК",
        deliveryMethod: "Курьер",
        city: "Омск",
        acts: ["assemble", "cancel", "start_chat"],
        money: [{ sku: "7", price: "1200.10", oldPrice: null, commission: "120.01", payout: "1080.09" }],
      },
    ]);
    const second = await orders.listPostings({ kind: "own", ...period, cursor: first.cursor });
    expect(second).toMatchObject({ items: [], cursor: null });
    expect(seen().map(({ text }) => JSON.parse(text).cursor)).toEqual(["", "next"]);
  });

  test("an account with the older lists only is read by count, and stays there", async () => {
    const { orders, seen } = await connect({
      "/v3/posting/fbs/list": ({ offset }) => ({
        body: { result: { postings: [posting], has_next: offset === 0 } },
      }),
      "/v2/posting/fbo/list": () => ({
        body: {
          result: [
            { ...posting, created_at: "2026-10-02T00:00:00Z", analytics_data: { warehouse_name: "ТВЕРЬ" } },
          ],
        },
      }),
    });
    const first = await orders.listPostings({ kind: "own", ...period, cursor: null });
    const second = await orders.listPostings({ kind: "own", ...period, cursor: first.cursor });
    expect(second.cursor).toBeNull();
    const fbo = await orders.listPostings({ kind: "fbo", ...period, cursor: null });
    expect(fbo).toMatchObject({
      cursor: null,
      items: [
        { scheme: "fbo", warehouseName: "ТВЕРЬ", acts: [], orderedAt: new Date("2026-10-02T00:00:00Z") },
      ],
    });
    const paths = seen().map((request) => request.path);
    expect(paths).toEqual([
      "/v4/posting/fbs/list",
      "/v3/posting/fbs/list",
      "/v3/posting/fbs/list",
      "/v3/posting/fbo/list",
      "/v2/posting/fbo/list",
    ]);
  });

  test("more orders than the older list can count are read on from the oldest of them", async () => {
    const day = (n: number) => new Date(Date.UTC(2026, 9, 31 - n)).toISOString();
    const { orders, seen } = await connect({
      "/v3/posting/fbs/list": ({ offset, filter }) => {
        const { to } = filter as { to: string };
        const isFirst = to === period.to.toISOString();
        const age = isFirst ? Number(offset) / 1000 : 20;
        const one = { ...posting, posting_number: `${age}-1-1`, in_process_at: day(age) };
        return { body: { result: { postings: [one], has_next: isFirst || offset === 0 } } };
      },
    });
    const query = { kind: "own", ...period } as const;
    const numbers: string[] = [];
    let cursor: Parameters<typeof orders.listPostings>[0]["cursor"] = null;
    do {
      const page: Awaited<ReturnType<typeof orders.listPostings>> = await orders.listPostings({
        ...query,
        cursor,
      });
      numbers.push(...page.items.map((item) => item.postingNumber));
      cursor = page.cursor;
    } while (cursor !== null);
    // 0 to 20 by count, then twice the period that begins with the oldest, which is told again.
    expect(numbers.slice(0, 21)).toEqual(Array.from({ length: 21 }, (_, age) => `${age}-1-1`));
    expect(numbers.slice(21)).toEqual(["20-1-1", "20-1-1"]);
    expect(seen().at(-1)?.text).toContain(`"to":"${new Date(Date.parse(day(20)) + 1).toISOString()}"`);
  });

  test("orders of chats are found one by one where the list knows no order numbers", async () => {
    const { orders } = await connect({
      "/v3/posting/fbs/get": ({ posting_number }) =>
        posting_number === "1-0001-1"
          ? { body: { result: posting } }
          : { status: 404, body: { code: 5, message: "POSTING_NOT_FOUND" } },
    });
    expect((await orders.findPostings(["1-0001", "2-0002"])).map((one) => one.postingNumber)).toEqual([
      "1-0001-1",
    ]);
  });
});

describe("acts", () => {
  test("assembling sends the SKU as the number it is, and Ozon's refusal is the posting's outcome", async () => {
    let answer: Answer = { body: { result: ["1-0001-1"] } };
    const { orders, seen } = await connect({ "/v4/posting/fbs/ship": () => answer });
    const ask = () => orders.assemble({ postingNumber: "1-0001-1", products: [product] });
    expect(await ask()).toMatchObject({ subject: "1-0001-1", outcome: "accepted" });
    expect(seen()[0]?.text).toContain('"products":[{"product_id":3000000000817031942,"quantity":2}]');
    answer = { status: 400, body: { code: 3, message: "HAS_INCORRECT_STATUS" } };
    expect(await ask()).toMatchObject({
      outcome: "refused",
      theirCode: "HAS_INCORRECT_STATUS",
      theirText: "HAS_INCORRECT_STATUS",
    });
  });

  test("a parcel with a product that cannot be named is not sent at all", async () => {
    const { orders, seen } = await connect({});
    const products = [product, { ...product, sku: null }];
    expect(await orders.assemble({ postingNumber: "1", products })).toMatchObject({ outcome: "refused" });
    expect(seen()).toEqual([]);
  });

  test("a write that may have left is never sent again, and its effect is not known", async () => {
    const { orders, seen } = await connect({ "/v2/posting/fbs/cancel": () => "cut" });
    await expect(orders.cancel({ postingNumber: "1", reasonId: "352", text: null })).rejects.toMatchObject({
      kind: "unavailable",
      effect: "unknown",
    });
    expect(seen()).toHaveLength(1);
  });

  test("what a whole batch is refused for is found posting by posting", async () => {
    const { orders } = await connect({
      "/v2/posting/fbs/awaiting-delivery": ({ posting_number }) =>
        JSON.stringify(posting_number).includes('"2"')
          ? { status: 400, body: { code: 3, message: "POSTING_ALREADY_CANCELLED" } }
          : { body: { result: true } },
    });
    expect(
      (await orders.handOver(["1", "2", "3"])).map((one) => [one.subject, one.outcome, one.theirCode]),
    ).toEqual([
      ["1", "accepted", null],
      ["2", "refused", "POSTING_ALREADY_CANCELLED"],
      ["3", "accepted", null],
    ]);
  });

  test("only a seller's reasons are offered, and another one wants words", async () => {
    const reasons = [
      { id: 352, title: "Товар закончился", type_id: "seller" },
      { id: 402, title: "Другое", type_id: "seller" },
      { id: 1, title: "Передумал", type_id: "buyer" },
    ];
    const { orders } = await connect({
      "/v1/posting/fbs/cancel-reason": () => ({ body: { result: [{ posting_number: "1", reasons }] } }),
    });
    expect(await orders.cancelReasons("1")).toEqual([
      { id: "352", name: "Товар закончился", needsText: false },
      { id: "402", name: "Другое", needsText: true },
    ]);
  });
});

describe("documents", () => {
  test("labels are started, waited for and fetched; the task remembers which method made it", async () => {
    let status = "in_progress";
    const { orders } = await connect({
      "/v2/posting/fbs/package-label/create": () => ({
        body: {
          result: {
            tasks: [
              { task_id: 9, task_type: "small_label" },
              { task_id: 8, task_type: "big_label" },
            ],
          },
        },
      }),
      "/v1/posting/fbs/package-label/get": () => ({
        body: { result: { status, file_url: `${server?.url}/labels/8.pdf`, unprinted_postings: [] } },
      }),
      "/labels/8.pdf": () => ({ body: PDF, headers: { "content-type": "application/pdf" } }),
    });
    expect(await orders.startLabels(["1"])).toEqual({ taskId: "v2:8" });
    expect(await orders.readLabels("v2:8")).toMatchObject({ state: "pending" });
    status = "completed";
    const made = await orders.readLabels("v2:8");
    expect([made.state, Buffer.from(made.bytes ?? []).toString()]).toEqual(["ready", PDF]);
  });

  test.each([
    ["bare", PDF],
    ["in JSON", JSON.stringify({ file_content: Buffer.from(PDF).toString("base64"), file_name: "a.pdf" })],
  ])("where only the oldest method is left the labels come at once, %s", async (_, body) => {
    const { orders } = await connect({ "/v2/posting/fbs/package-label": () => ({ body }) });
    const started = await orders.startLabels(["1"]);
    if (!("file" in started)) throw new Error("no file");
    expect(Buffer.from(started.file.bytes ?? []).toString()).toBe(PDF);
  });

  test("what is no PDF is never taken for one", async () => {
    const { orders } = await connect({ "/v2/posting/fbs/package-label": () => ({ body: "<html>" }) });
    await expect(orders.startLabels(["1"])).rejects.toMatchObject({ kind: "unexpected_answer" });
  });

  test("a carriage is confirmed when its number is known; one that is confirmed already gives its act", async () => {
    let isApproved = false;
    const { orders, seen } = await connect({
      "/v3/posting/fbs/get": () => ({ body: { result: { ...posting, delivery_method: { id: 42 } } } }),
      "/v1/carriage/create": () => ({ body: { carriage_id: 77 } }),
      "/v1/carriage/approve": () => {
        const answer = isApproved
          ? { status: 400, body: { code: 3, message: "ALREADY_APPROVED" } }
          : { body: {} };
        isApproved = true;
        return answer;
      },
      "/v2/posting/fbs/act/get-pdf": () =>
        isApproved ? { body: PDF } : { status: 400, body: { code: 3, message: "NOT_READY" } },
    });
    expect(await orders.startAct(["1-0001-1"])).toEqual({ taskId: "carriage:77" });
    expect(isApproved).toBe(false);
    expect(seen().at(-1)?.text).toContain('"delivery_method_id":42');
    expect((await orders.readAct("carriage:77")).state).toBe("ready");
    expect((await orders.readAct("carriage:77")).state).toBe("ready");
  });
});
