import { expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { countReturns, listReturns } from "@/lib/returns/list-returns";
import { nobody } from "../../support/actor";
import { ownDatabase } from "../../support/database";
import { makeStoredSeller } from "../../support/stored-chats";

ownDatabase();

test("days are those of the desk, as in the list of orders", async () => {
  const sellerId = await makeStoredSeller("Дом");
  const times = [
    "2026-11-09T20:59:59Z",
    "2026-11-09T21:00:00Z",
    "2026-11-10T20:59:59Z",
    "2026-11-10T21:00:00Z",
  ];
  for (const [index, time] of times.entries())
    await db().return.create({
      data: {
        sellerId,
        kind: "parcel",
        externalId: `${index}`,
        scheme: "fbs",
        state: "received",
        status: "Received",
        isOpen: false,
        quantity: 1,
        changedAt: new Date(time),
      },
    });
  const day = { seller_id: sellerId, from: "2026-11-10", to: "2026-11-10" };
  const { items } = await listReturns({ actor: nobody, query: { ...day, tab: "all", limit: 10 } });
  expect(items.map((item) => item.external_id)).toEqual(["2", "1"]);
  expect(await countReturns({ actor: nobody, query: day })).toMatchObject({ all: 2, closed: 2 });
});
