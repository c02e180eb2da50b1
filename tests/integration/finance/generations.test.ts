import { afterAll, beforeAll, expect, test } from "vitest";
import type { MoneyPort } from "@/lib/marketplaces/money-port";
import { createOzonAdapter } from "@/lib/marketplaces/ozon/adapter";
import { addDecimals } from "@/lib/marketplaces/ozon/decimal";
import { impatient, makeContext } from "@/lib/marketplaces/test-server";
import type { Dialect } from "../../../sandbox/model";
import { type Sandbox, startSandbox } from "../../../sandbox/server";

const market = { products: 60, warehouses: 4, orders: 3_000, days: 100 };
const credentials = { clientId: "700123", apiKey: "key-700123" };
const DAY_MS = 86_400_000;
const dayText = (back: number) => new Date(Date.now() - back * DAY_MS).toISOString().slice(0, 10);
/** One account in two times: a world holds only one of them. */
const worlds: Sandbox[] = [];
const ports = {} as Record<Dialect, MoneyPort>;

beforeAll(async () => {
  for (const dialect of ["v3", "v1"] as const) {
    const account = {
      client_id: credentials.clientId,
      api_key: credentials.apiKey,
      name: "Дом",
      dialect,
      premium_plus: true,
      market,
    };
    const world = await startSandbox({ accounts: [account], enforceLimits: false });
    worlds.push(world);
    const context = makeContext({ baseUrl: world.url, dialect, credentials });
    const { money } = createOzonAdapter(impatient).connect(context);
    if (money === undefined) throw new Error("an account without money");
    ports[dialect] = money;
  }
});
afterAll(() => Promise.all(worlds.map((world) => world.close())));

/** Sums by day, posting and kind of the days between. */
async function sumsOf(port: MoneyPort, from: string, to: string): Promise<Map<string, string>> {
  const sums = new Map<string, string>();
  for (let last = to; last >= from; ) {
    const booked = await port.listDays({ from, to: last });
    expect(booked.unreadable).toEqual([]);
    for (const { day, postingNumber, kind, amount } of booked.entries) {
      const key = `${day} ${postingNumber ?? ""} ${kind}`;
      sums.set(key, addDecimals(sums.get(key) ?? null, amount));
    }
    last = new Date(Date.parse(booked.from) - DAY_MS).toISOString().slice(0, 10);
  }
  return sums;
}

test("both generations of the account say the same of every day, posting and kind", async () => {
  const newer = await sumsOf(ports.v3, dayText(62), dayText(2));
  const older = await sumsOf(ports.v1, dayText(62), dayText(2));
  expect(newer.size).toBeGreaterThan(1_000);
  expect([...older].sort()).toEqual([...newer].sort());
});
