import { bareNumber } from "../json";
import type { ItemOutcome } from "../port-page";
import type { NewStock } from "../stock-port";
import type { OzonClient } from "./client";
import { paths } from "./paths";
import { readItems } from "./read-items";
import { setPage, setProblem, setRow } from "./stock-schemas";

/** Product and warehouse pairs in one request of /v2/products/stocks. */
const PAIRS_A_REQUEST = 100;
/** A pair may be changed once in 30 s; sooner is refused in its row of a 200. */
const TOO_SOON = /TOO_MANY_REQUESTS|too frequently/i;

/** Sets stocks once. What the answer does not speak of counts as accepted: reading back will tell. */
export async function setStocks(client: OzonClient, items: readonly NewStock[]): Promise<ItemOutcome[]> {
  if (items.length > PAIRS_A_REQUEST)
    throw new Error(`at most ${PAIRS_A_REQUEST} stocks at once, not ${items.length}`);
  const { body } = await client.post({
    path: paths.stocks.set,
    body: {
      stocks: items.map(({ offerId, productId, warehouseId, stock }) => ({
        // Ozon goes by the article where both are given; its own document asks for the id all the same.
        offer_id: offerId,
        ...(productId === null ? {} : { product_id: bareNumber(productId) }),
        stock,
        warehouse_id: bareNumber(warehouseId),
      })),
    },
    schema: setPage,
    isRepeatable: false,
  });
  const { items: rows } = readItems(body.result, setRow, "result");
  return items.map((item) => {
    const row = rows.find(
      (one) =>
        (one.warehouse_id === null || one.warehouse_id === item.warehouseId) &&
        (one.offer_id === null ? one.product_id === item.productId : one.offer_id === item.offerId),
    );
    return toOutcome(`${item.offerId}@${item.warehouseId}`, row);
  });
}

function toOutcome(
  subject: string,
  row: { updated: boolean | null; errors: readonly unknown[] } | undefined,
): ItemOutcome {
  const [problem] = readItems(row?.errors ?? [], setProblem, "errors").items;
  const isAccepted = problem === undefined && row?.updated !== false;
  if (isAccepted) return { subject, outcome: "accepted", theirCode: null, theirText: null, taskId: null };
  const theirCode = problem?.code ?? null;
  const theirText = problem?.message ?? null;
  const outcome = TOO_SOON.test(`${theirCode} ${theirText}`) ? "later" : "refused";
  return { subject, outcome, theirCode, theirText, taskId: null };
}
