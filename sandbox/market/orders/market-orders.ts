import type { Account, Order, Scheme } from "../../model";
import { pick } from "../../random";
import { type Customer, drawCustomer } from "./customers";
import { deliveriesOf } from "./delivery-methods";
import { type Goods, goodsOf, planOf, type Ware } from "./goods";
import { lifeOf, type OrderLife } from "./order-life";
import { diceOf } from "./stable-dice";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The accounts whose past was made: an account that is replaced begins anew. */
const made = new WeakSet<Account>();

/**
 * Every order of an account. With a market, its past is made on the first call: orders have their places on the
 * calendar, so that a restart tomorrow finds the same ones, a day further on.
 */
export function ordersOf(account: Account): Map<string, Order> {
  const plan = planOf(account);
  if (plan === null || made.has(account)) return account.orders;
  made.add(account);
  const goods = goodsOf(account);
  const nowMs = Date.now();
  const slotMs = (plan.days * DAY_MS) / plan.orders;
  const last = Math.floor(nowMs / slotMs);
  for (let index = last - plan.orders; index < last; index += 1) {
    const order = makeOrder({ account, goods, slotMs, nowMs, ordersAYear: plan.orders }, index);
    // What is there already was told by a test or has been changed before a restart.
    if (!account.orders.has(order.postingNumber)) account.orders.set(order.postingNumber, order);
  }
  return account.orders;
}

interface Ground {
  account: Account;
  goods: Goods;
  slotMs: number;
  nowMs: number;
  ordersAYear: number;
}

/** An order that comes now, of a buyer like those of the past. */
export function makeNewOrder(account: Account, ordinal: number): Order {
  const ground = { account, goods: goodsOf(account), nowMs: Date.now(), slotMs: 1, ordersAYear: 0 };
  ground.ordersAYear = planOf(account)?.orders ?? 400;
  const random = diceOf(`new:${account.clientId}:${ordinal}:${Math.floor(ground.nowMs / 1000)}`);
  const buyer = drawCustomer(account.clientId, ground.ordersAYear, random);
  const number = `${buyer.base}-${String(9_000 + (ordinal % 1_000))}`;
  const identity: Identity = { buyer, number, paidMs: ground.nowMs, place: 1 };
  return fillOrder(ground, identity, random, { isNew: true });
}

interface Identity {
  buyer: Customer;
  number: string;
  paidMs: number;
  /** One in twenty-five orders comes in two parcels. */
  place: number;
}

function makeOrder(ground: Ground, index: number): Order {
  const { clientId } = ground.account;
  const identity = identityOf(ground, index);
  return fillOrder(ground, identity, diceOf(`order:${clientId}:${index}`), { isNew: false });
}

function identityOf(ground: Ground, index: number): Identity {
  const { clientId } = ground.account;
  if (isSecond(clientId, index) && !isSecond(clientId, index - 1))
    return { ...identityOf(ground, index - 1), place: 2 };
  const random = diceOf(`buyer:${clientId}:${index}`);
  const buyer = drawCustomer(clientId, ground.ordersAYear, random);
  const number = `${buyer.base}-${String(1 + (index % 8_999)).padStart(4, "0")}`;
  const evenMs = (index + random()) * ground.slotMs;
  return { buyer, number, paidMs: Math.floor(Math.min(ground.nowMs - 60_000, crowd(evenMs))), place: 1 };
}

function isSecond(clientId: string, index: number): boolean {
  return diceOf(`second:${clientId}:${index}`)() < 0.04;
}

/** Moves even times towards the evening, never later than they were. */
function crowd(evenMs: number): number {
  return evenMs - 2 * HOUR_MS * (1 - Math.cos((2 * Math.PI * (evenMs - 20 * HOUR_MS)) / DAY_MS));
}

function fillOrder(
  ground: Ground,
  { buyer, number, paidMs, place }: Identity,
  random: () => number,
  { isNew }: { isNew: boolean },
): Order {
  const { goods, nowMs } = ground;
  const scheme = schemeOf(random(), goods);
  const warehouse = pick(random, goods.warehouses[scheme]);
  // Most parcels of a warehouse go one way.
  const [usual, other] = deliveriesOf(warehouse, scheme);
  const delivery = random() < 0.8 ? usual : other;
  const [first, ...more] = drawLines(goods, scheme, random);
  if (first === undefined) throw new Error("a market without products has no orders");
  const postingNumber = `${number}-${place}`;
  const life = lifeOf(postingNumber, scheme, paidMs);
  const { name: productName, ...ware } = first;
  return {
    orderNumber: number,
    postingNumber,
    scheme,
    ...ware,
    productName,
    more: more.length === 0 ? undefined : more,
    // FBO tells nobody's name.
    customerName: scheme === "fbo" ? "" : buyer.name,
    customerId: buyer.customerId,
    city: buyer.city,
    region: buyer.region,
    paidMs,
    deliverByMs: life.deliverByMs,
    shipByMs: life.shipByMs,
    warehouse,
    delivery,
    ...standingAt(life, isNew ? paidMs : nowMs),
  };
}

/** Where an order stands at this moment of its life. */
function standingAt(
  { steps, cancelled, deliveredMs }: OrderLife,
  nowMs: number,
): Pick<Order, "status" | "substatus" | "changedMs" | "deliveredMs" | "shippedMs" | "cancellation"> {
  const done = steps.filter((step) => step.atMs <= nowMs);
  const now = done.at(-1) ?? steps[0];
  const shipped = done.find((step) => step.status === "delivering" || step.status === "driver_pickup");
  return {
    status: now?.status ?? "awaiting_packaging",
    substatus: now?.substatus ?? "posting_created",
    changedMs: now?.atMs,
    deliveredMs: now?.status === "delivered" ? deliveredMs : null,
    shippedMs: shipped?.atMs,
    cancellation: now?.status === "cancelled" && cancelled !== null ? cancelled : undefined,
  };
}

function schemeOf(dice: number, { warehouses }: Goods): Scheme {
  if (dice >= 0.74 && warehouses.fbo.length > 0) return "fbo";
  return dice >= 0.62 && warehouses.rfbs.length > 0 ? "rfbs" : "fbs";
}

interface Line extends Omit<Ware, "fbsSku"> {
  quantity: number;
}

/** One thing mostly; the first of the catalogue sell best. */
function drawLines({ wares }: Goods, scheme: Scheme, random: () => number): Line[] {
  const count = random() < 0.84 ? 1 : random() < 0.8 ? 2 : 3;
  const lines = new Map<string, Line>();
  for (let left = count; left > 0; left -= 1) {
    const ware = wares[Math.floor(wares.length * random() ** 2)];
    if (ware === undefined || lines.has(ware.sku)) continue;
    const { fbsSku, ...sold } = ware;
    const sku = scheme === "fbo" ? ware.sku : fbsSku;
    lines.set(ware.sku, { ...sold, sku, quantity: random() < 0.9 ? 1 : 2 });
  }
  return [...lines.values()];
}
