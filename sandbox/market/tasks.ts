import type { Account } from "../model";
import type { World } from "../world";
import { marketOf } from "./catalogue";
import type { MarketProduct, MarketTask } from "./market-model";

// Long enough that whoever asks at once finds it still waiting.
const TASK_MS = 1_200;

/** What a task does with one article: its errors, or how it is carried out. */
export interface Work {
  offerId: string;
  errors: MarketTask["items"][number]["errors"];
  /** Run when the task is due and nothing is wrong; answers the product as it then is. */
  carryOut: () => MarketProduct | null;
}

/** Begins work that is done a moment later; answers its number. */
export function startTask(world: World, account: Account, work: readonly Work[]): bigint {
  const market = marketOf(account);
  // Above 2^53 like other ids: whoever passes it through a double asks for another task.
  const taskId = String(9_007_199_300_000_001n + BigInt(market.tasks.size) * 2n);
  const readyMs = Date.now() + TASK_MS;
  const task: MarketTask = {
    taskId,
    isDone: false,
    settle: () => settle(world, account, task, work),
    readyMs,
    items: work.map(({ offerId, errors }) => ({ offerId, productId: "0", errors })),
  };
  market.tasks.set(taskId, task);
  setTimeout(task.settle, TASK_MS).unref();
  world.revision += 1;
  return BigInt(taskId);
}

/** A task of this number, carried out when its time has come. */
export function findTask(account: Account, taskId: string, nowMs: number): MarketTask | undefined {
  const task = marketOf(account).tasks.get(taskId);
  if (task !== undefined && nowMs >= task.readyMs) task.settle();
  return task;
}

/** A name for an error of the kind an import tells. */
export function failure(
  code: string,
  message: string,
  attribute: { id: number; name: string } | null = null,
  field = "",
): Work["errors"][number] {
  return {
    ...{ code, message, field },
    attributeId: attribute?.id ?? 0,
    attributeName: attribute?.name ?? "",
  };
}

function settle(world: World, account: Account, task: MarketTask, work: readonly Work[]): void {
  if (task.isDone) return;
  task.isDone = true;
  for (const [index, item] of task.items.entries()) {
    const { errors, carryOut } = work[index] ?? { errors: [], carryOut: () => null };
    const known = marketOf(account).products.find(({ offerId }) => offerId === item.offerId);
    const product = errors.length > 0 ? (known ?? null) : carryOut();
    if (product === null) continue;
    item.productId = product.productId;
    if (errors.length === 0) product.updatedMs = Date.now();
    world.announceMarket({ kind: "product_changed", account, product, isError: errors.length > 0 });
  }
}
