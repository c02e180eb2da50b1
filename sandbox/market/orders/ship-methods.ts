import { z } from "zod";
import type { Method } from "../../api-method";
import type { Account, Order } from "../../model";
import { GRPC, Refusal } from "../../refusal";
import { readBody } from "../../request-fields";
import type { World } from "../../world";
import { requirePosting } from "./fbs-postings";
import { ordersOf } from "./market-orders";
import { moveAndRing } from "./move-order";
import { idField } from "./posting-requests";
import { productsOf } from "./posting-shape";

const shipRequest = z.object({
  posting_number: z.string().min(1),
  packages: z
    .array(
      z.object({
        // The SKU, whatever its name says.
        products: z.array(z.object({ product_id: idField, quantity: z.number().int().min(1) })).min(1),
      }),
    )
    .min(1),
  with: z.object({ additional_data: z.boolean().nullish() }).nullish(),
});
type Packages = z.output<typeof shipRequest>["packages"];

const shipPosting: Method = (call, { world, faults }) => {
  const request = readBody(call, shipRequest, "FbsPostingShipV4Request");
  const { account } = call;
  const order = requireToShip(account, request.posting_number);
  requireAllOf(order, request.packages);
  if (faults.take("ship_failed", account.clientId, call.path) !== null) {
    // 200 is no promise: `get` tells that it came to nothing.
    moveAndRing(world, account, order, { substatus: "ship_failed" });
    return answerOf([order], request.with?.additional_data === true);
  }
  const parcels = split(world, account, order, request.packages);
  for (const parcel of parcels)
    moveAndRing(world, account, parcel, {
      status: "awaiting_deliver",
      substatus: "posting_transferring_to_delivery",
    });
  return answerOf(parcels, request.with?.additional_data === true);
};

function answerOf(parcels: Order[], isDetailed: boolean) {
  const additional_data = parcels.map((order) => ({
    posting_number: order.postingNumber,
    products: productsOf(order, "older"),
  }));
  return {
    result: parcels.map((order) => order.postingNumber),
    additional_data: isDetailed ? additional_data : [],
  };
}

function requireToShip(account: Account, postingNumber: string): Order {
  const order = ordersOf(account).get(postingNumber);
  if (order === undefined || order.scheme === "fbo")
    throw new Refusal(404, GRPC.notFound, "POSTING_NOT_FOUND");
  if (order.status === "awaiting_packaging") return order;
  if (order.status === "cancelled") throw refused("POSTING_ALREADY_CANCELLED");
  const isShipped = order.status === "awaiting_deliver" || order.shippedMs !== undefined;
  throw refused(isShipped ? "POSTING_ALREADY_SHIPPED" : "HAS_INCORRECT_STATUS");
}

function refused(code: string): Refusal {
  return new Refusal(400, GRPC.failedPrecondition, code);
}

/** Everything that was ordered, no more and no less, over all parcels. */
function requireAllOf(order: Order, packages: Packages): void {
  const wanted = new Map<string, number>();
  for (const { sku, quantity } of [order, ...(order.more ?? [])])
    wanted.set(sku, (wanted.get(sku) ?? 0) + quantity);
  for (const { product_id, quantity } of packages.flatMap(({ products }) => products)) {
    const left = wanted.get(product_id);
    if (left === undefined) throw refused("UNKNOWN_PRODUCT_DEFINED");
    wanted.set(product_id, left - quantity);
  }
  if ([...wanted.values()].some((left) => left !== 0)) throw refused("HAS_INCORRECT_PRODUCT_QUANTITY");
}

/** More packages than one make postings of their own out of one order. */
function split(world: World, account: Account, order: Order, packages: Packages): Order[] {
  if (packages.length === 1) return [order];
  const lines = new Map([order, ...(order.more ?? [])].map((line) => [line.sku, line]));
  const parcels = packages.map(({ products }, index): Order => {
    const [first, ...more] = products.flatMap(({ product_id, quantity }) => {
      const line = lines.get(product_id);
      if (line === undefined) return [];
      const name = "productName" in line ? line.productName : line.name;
      return [{ sku: line.sku, offerId: line.offerId, price: line.price, name, quantity }];
    });
    if (first === undefined) throw refused("HAS_INCORRECT_PRODUCT_QUANTITY");
    const { name: productName, ...main } = first;
    const place = more.length === 0 ? {} : { more };
    const number = index === 0 ? order.postingNumber : freeNumber(account, order, index);
    const parent = index === 0 ? order.parentPostingNumber : order.postingNumber;
    return {
      ...order,
      more: undefined,
      ...main,
      productName,
      ...place,
      postingNumber: number,
      parentPostingNumber: parent,
    };
  });
  for (const parcel of parcels) world.putOrder(account, parcel, null);
  return parcels;
}

function freeNumber(account: Account, order: Order, index: number): string {
  for (let place = index + 1; ; place += 1) {
    const number = `${order.orderNumber}-${place}`;
    if (!account.orders.has(number)) return number;
  }
}

const handOverRequest = z.object({ posting_number: z.array(z.string()).min(1).max(100) });

/** For disputed postings; for what is packed already it changes nothing. */
const awaitDelivery: Method = (call, { world }) => {
  const { posting_number } = readBody(call, handOverRequest, "MovePostingToAwaitingDeliveryRequest");
  const orders = posting_number.map((number) => requirePosting(call.account, number));
  // All or none, as the documents have it for labels.
  if (orders.some(({ status }) => !MAY_AWAIT.has(status))) throw refused("HAS_INCORRECT_STATUS");
  for (const order of orders)
    if (order.status !== "awaiting_deliver" || order.substatus === "posting_not_in_carriage")
      moveAndRing(world, call.account, order, {
        status: "awaiting_deliver",
        substatus: "posting_transferring_to_delivery",
      });
  return { result: true };
};
const MAY_AWAIT = new Set(["arbitration", "client_arbitration", "not_accepted", "awaiting_deliver"]);

export const shipMethods: Record<string, Method> = {
  "/v4/posting/fbs/ship": shipPosting,
  "/v2/posting/fbs/awaiting-delivery": awaitDelivery,
};
