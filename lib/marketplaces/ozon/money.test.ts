import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import type { MoneyPort } from "../money-port";
import { impatient, makeContext, startTestServer, type TestServer } from "../test-server";
import { accrualLines } from "./accruals";
import { createOzonAdapter } from "./adapter";
import { addDecimals } from "./decimal";
import { kindByWords } from "./money-kinds";
import { operationLines } from "./money-operations";
import { accrual, operation } from "./money-schemas";

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function portTo(
  answerTo: Parameters<typeof startTestServer>[0],
  dialect: "v1" | "v3" = "v3",
): Promise<{ money: MoneyPort; server: TestServer }> {
  const server = await startTestServer(answerTo);
  servers.push(server);
  const credentials = { clientId: String(5_000 + servers.length + Date.now()), apiKey: "secret-key" };
  const { money } = createOzonAdapter(impatient).connect(
    makeContext({ baseUrl: server.url, dialect, credentials }),
  );
  if (money === undefined) throw new Error("Ozon has money");
  return { money, server };
}

const rub = (amount: string) => ({ amount, currency: "RUB" });
const fees = (...amounts: string[]) =>
  amounts.map((amount, at) => ({ type_id: at + 1, accrued: rub(amount) }));
const sumOf = (lines: readonly { amount: string }[]) => addDecimals(...lines.map(({ amount }) => amount));
const text = (cents: number) => (cents / 100).toFixed(2);
const cents = fc.integer({ min: -10_000_000, max: 10_000_000 });

describe("lines of one accrual", () => {
  test("add up to its total, whatever its parts say", () => {
    fc.assert(
      fc.property(
        cents,
        cents,
        fc.array(cents, { maxLength: 5 }),
        cents,
        (sale, commission, services, total) => {
          const item = accrual.parse({
            accrual_id: 1,
            accrued_category: "POSTING",
            unit_number: "1234-0001-1",
            total_amount: rub(text(total)),
            posting: {
              products: [
                {
                  sku: 5,
                  commission: { sale_amount: rub(text(sale)), sale_commission: rub(text(commission)) },
                  delivery: { services: fees(...services.map(text)) },
                },
              ],
            },
          });
          const lines = accrualLines(item, "2026-11-01", new Map());
          expect(sumOf(lines)).toBe(text(total));
          expect(lines.map(({ line }) => line)).toEqual(lines.map((_, at) => at));
          expect(lines.every(({ amount }) => amount !== "0.00")).toBe(true);
        },
      ),
    );
  });

  test("add up to an older operation's amount, written as doubles", () => {
    fc.assert(
      fc.property(
        cents,
        cents,
        fc.array(cents, { maxLength: 5 }),
        cents,
        (sale, commission, services, amount) => {
          const item = operation.parse({
            operation_id: 7,
            operation_date: "2026-11-01 00:00:00",
            operation_type: "OperationAgentDeliveredToCustomer",
            amount: amount / 100,
            accruals_for_sale: sale / 100,
            sale_commission: commission / 100,
            services: services.map((price) => ({
              name: "MarketplaceServiceItemDelivToCustomer",
              price: price / 100,
            })),
          });
          expect(sumOf(operationLines(item, "2026-11-01"))).toBe(text(amount));
        },
      ),
    );
  });

  test("tell a sale from what came back, and take the commission that adds up", () => {
    const product = (sale: string) => ({
      sku: 5,
      commission: {
        sale_amount: rub(sale),
        seller_price: rub("100.00"),
        sale_commission: rub("-20.00"),
        commission: rub("-25.00"),
      },
    });
    const read = (sale: string, total: string) =>
      accrualLines(
        accrual.parse({
          accrual_id: 1,
          accrued_category: "POSTING",
          unit_number: "1234-0001-1",
          total_amount: rub(total),
          posting: { products: [product(sale)] },
        }),
        "2026-11-01",
        new Map(),
      );
    expect(read("300.00", "275.00")).toMatchObject([
      { kind: "sale", amount: "300.00", quantity: 3, postingNumber: "1234-0001-1", sku: "5" },
      { kind: "commission", amount: "-25.00" },
    ]);
    expect(read("-100.00", "-120.00").map(({ kind }) => kind)).toEqual(["refund", "commission"]);
    expect(read("300.00", "277.00")).toMatchObject([
      {},
      { amount: "-20.00" },
      { kind: "other", amount: "-3.00" },
    ]);
  });

  test("of a fee without a product bear its type, in all forms that were seen", () => {
    const types = new Map([["51", { name: "Storage", description: "Размещение товаров" }]]);
    const read = (rest: object) =>
      accrualLines(
        accrual.parse({ accrual_id: 1, unit_number: "У-7", total_amount: rub("-10.00"), ...rest }),
        "2026-11-01",
        types,
      );
    const fee = { type_id: 51, accrued: rub("-10.00") };
    const expected = { kind: "storage", type: "51", typeName: "Размещение товаров", postingNumber: null };
    expect(read({ non_item_fee: fee })).toMatchObject([expected]);
    expect(read({ non_item_fee: { fees: [fee] } })).toMatchObject([expected]);
    expect(read({ container_fees: { fees: [fee] } })).toMatchObject([expected]);
    expect(read({ item_fees: { fees: [{ sku: 9, fees: [fee] }] } })).toMatchObject([
      { ...expected, sku: "9" },
    ]);
    expect(read({})).toMatchObject([{ kind: "other", amount: "-10.00" }]);
  });
});

test.each([
  ["MarketplaceServiceItemDirectFlowLogistic", "delivery"],
  ["ItemAdvertisementForSupplierLogistic", "delivery"],
  ["MarketplaceReturnStorageServiceInTheWarehouseFbsItem", "storage"],
  ["MarketplaceMarketingActionCostItem", "advertising"],
  ["MarketplaceRedistributionOfAcquiringOperation", "service"],
  ["OperationLackWriteOff", "compensation"],
  ["OperationMarketplaceCrossDockServiceWriteOff", "delivery"],
  ["OperationMarketplaceWithHoldingForUndeliverableGoods", "service"],
  ["MarketplaceServiceItemFlexiblePaymentSchedule", "service"],
  ["OperationSetOff", "other"],
  ["SaleCommission", "commission"],
])("a charge named %s is %s", (name, kind) => {
  expect(kindByWords(name)).toBe(kind);
});

describe("days of the account", () => {
  test("are read to their last page, an accrual that two pages show once", async () => {
    const one = (id: number) => ({
      accrual_id: id,
      total_amount: rub("-1.00"),
      non_item_fee: { type_id: 1, accrued: rub("-1.00") },
    });
    const pages: Record<string, object> = {
      "": { accruals: [one(1), one(2)], last_id: "2" },
      "2": { accruals: [one(2), one(3), { accrual_id: null }], last_id: "2" },
    };
    const { money, server } = await portTo(({ path, text: sent }) =>
      path.endsWith("/types")
        ? { body: { accrual_types: [] } }
        : { body: pages[JSON.parse(sent).last_id] ?? {} },
    );
    const booked = await money.listDays({ from: "2026-11-01", to: "2026-11-20" });
    expect(booked).toMatchObject({ from: "2026-11-20", to: "2026-11-20" });
    expect(booked.entries.map(({ entryId }) => entryId)).toEqual(["1", "2", "3"]);
    expect(booked.unreadable).toHaveLength(1);
    expect(server.requests.filter(({ path }) => path.endsWith("/by-day"))).toHaveLength(2);
  });

  test("come from the older list in windows under a month, halved where it is too much", async () => {
    const asked: { from: string; to: string }[] = [];
    const { money } = await portTo(({ path, text: sent }) => {
      if (!path.startsWith("/v3/finance")) return { status: 404, body: { message: "404 page not found" } };
      const { date } = JSON.parse(sent).filter;
      asked.push(date);
      const days = (Date.parse(date.to) - Date.parse(date.from)) / 86_400_000;
      if (days > 9)
        return { status: 400, body: { code: 3, message: "too long period, only one month allowed" } };
      const at = (day: string) => ({
        operation_id: 1,
        operation_date: `${day} 00:00:00`,
        operation_type: "OperationClaim",
        amount: 0.1 + 0.2,
      });
      return { body: { result: { operations: [at("2026-11-20"), at("2026-11-21")], page_count: 1 } } };
    }, "v1");
    const booked = await money.listDays({ from: "2026-08-01", to: "2026-11-20" });
    expect(booked.entries).toMatchObject([
      { day: "2026-11-20", kind: "compensation", amount: "0.30", currency: "RUB" },
    ]);
    expect(booked.to).toBe("2026-11-20");
    expect(booked.from > "2026-11-10").toBe(true);
    expect(asked[0]).toEqual({ from: "2026-10-25T00:00:00.000Z", to: "2026-11-21T23:59:59.999Z" });
  });
});
