import { listActionItems, toPublic } from "@/lib/actions/list-actions";
import { runActions } from "@/lib/actions/run-actions";
import { db } from "@/lib/db/client";
import { listProducts } from "@/lib/products/list";
import { productsSection } from "@/lib/products/sections";
import { runSection } from "@/lib/sync/run-section";
import type { SectionReader } from "@/lib/sync/section";
import type { Action } from "@/lib/wire/actions";
import { productFilters } from "@/lib/wire/products";
import { actionHandlerOf } from "@/workers/action-handlers";
import type { SandboxClient } from "../../../sandbox/client";
import { nobody } from "../../support/actor";
import { type ConnectedSeller, makeConnectedSeller } from "../../support/factories";
import { waitFor } from "../../support/wait-for";

/** A seller with a catalogue, taken in. */
export async function makeShopWithProducts(
  sandbox: SandboxClient,
  how: { dialect?: "v1" | "v3"; products?: number } = {},
): Promise<ConnectedSeller> {
  const { dialect = "v3", products = 12 } = how;
  const market = { products, warehouses: 3, orders: 0, days: 1 };
  const seller = await makeConnectedSeller({ sandbox, dialect, seed: { market } });
  await takeIn(seller.id, productsSection);
  return seller;
}

/** One whole pass of a section, begun now. */
export async function takeIn(sellerId: string, reader: SectionReader): Promise<void> {
  const key = { sellerId_section: { sellerId, section: reader.section } };
  const at = { nextAt: new Date(0), failures: 0 };
  await db().sectionSync.upsert({
    where: key,
    create: { sellerId, section: reader.section, ...at },
    update: at,
  });
  while ((await runSection({ sellerId, reader })) === "more");
  const row = await db().sectionSync.findUniqueOrThrow({ where: key });
  if (row.errorCode !== null) throw new Error(`${reader.section}: ${row.errorCode} ${row.errorText}`);
}

/** Carries out an action to its end, looking again as often as it takes; answers what came of it. */
export function carryOut(action: Action) {
  return waitFor("the action to end", async () => {
    await db().marketActionItem.updateMany({
      where: { actionId: action.id, status: { in: ["queued", "sent"] } },
      data: { dueAt: new Date(0) },
    });
    await runActions(action.seller_id, actionHandlerOf);
    const row = await db().marketAction.findUniqueOrThrow({ where: { id: action.id } });
    return ["queued", "running"].includes(row.status) ? null : outcomeOf(await toPublic(row));
  });
}

async function outcomeOf(action: Action) {
  const { items } = await listActionItems({
    actor: nobody,
    actionId: action.id,
    language: "ru",
    limit: 100,
  });
  return { ...action, items };
}

/** Every product of a seller in a tab, by article. */
export async function shelfOf(seller: ConnectedSeller, filters: object = {}) {
  const { items } = await listProducts({
    actor: nobody,
    filters: productFilters.parse({ seller_id: seller.id, ...filters }),
    sort: "name",
    limit: 100,
  });
  return new Map(items.map((item) => [item.offer_id, item]));
}

/** What an error tells besides its code. */
export async function refusalOf(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error) || !("code" in error)) throw new Error("it was not refused");
  return { code: error.code, details: "details" in error ? error.details : undefined };
}
