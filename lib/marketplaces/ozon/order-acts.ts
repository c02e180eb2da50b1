import type { MarketplaceError } from "../errors";
import { bareNumber } from "../json";
import type { CancelReason, OrderPort, PostingProduct } from "../order-port";
import type { ItemOutcome } from "../port-page";
import type { OzonClient } from "./client";
import { isRefusalOfInput } from "./errors";
import { newestThatAnswers } from "./generations";
import { paths } from "./paths";
import { cancelReason, cancelReasons, reasonsOfPosting, written } from "./posting-schemas";
import { readItems } from "./read-items";

type Acts = Pick<OrderPort, "assemble" | "handOver" | "cancelReasons" | "cancel">;

/** "Another reason": Ozon wants a sentence with it. */
const OTHER_REASON = "402";

/** What is done with postings. Every write leaves once; what Ozon refuses of a posting is that posting's outcome. */
export function createOrderActs(client: OzonClient): Acts {
  return {
    assemble: (input) => assemble(client, input),
    handOver: (postingNumbers) => handOver(client, postingNumbers),
    cancelReasons: (postingNumber) =>
      newestThatAnswers(client, [
        { name: "cancel reasons of postings", ask: () => reasonsOf(client, postingNumber) },
        { name: "cancel reasons", ask: () => allReasons(client) },
      ]),
    cancel: ({ postingNumber, reasonId, text }) =>
      write(client, {
        path: paths.cancelPosting,
        subject: postingNumber,
        body: {
          posting_number: postingNumber,
          cancel_reason_id: bareNumber(reasonId),
          ...(text === null ? {} : { cancel_reason_message: text }),
        },
      }),
  };
}

/** Everything as one parcel; what Ozon calls `product_id` here is the SKU. */
function assemble(
  client: OzonClient,
  { postingNumber, products }: { postingNumber: string; products: readonly PostingProduct[] },
): Promise<ItemOutcome> {
  const packed = products.flatMap(({ sku, quantity }) =>
    sku === null ? [] : [{ product_id: bareNumber(sku), quantity }],
  );
  // A parcel without one of its products would be another parcel than the one ordered.
  if (packed.length === 0 || packed.length < products.length)
    return Promise.resolve(refused(postingNumber, "UNKNOWN_PRODUCT_DEFINED", null));
  return write(client, {
    path: paths.assemblePosting,
    subject: postingNumber,
    body: { posting_number: postingNumber, packages: [{ products: packed }] },
  });
}

/** A refusal of several says of none which one it meant: nothing came about then, and each is asked for alone. */
async function handOver(client: OzonClient, postingNumbers: readonly string[]): Promise<ItemOutcome[]> {
  const [first] = postingNumbers;
  if (first === undefined) return [];
  const outcome = await write(client, {
    path: paths.awaitingDelivery,
    subject: first,
    body: { posting_number: postingNumbers },
  });
  if (postingNumbers.length === 1 || outcome.outcome === "accepted")
    return postingNumbers.map((subject) => ({ ...outcome, subject }));
  const outcomes: ItemOutcome[] = [];
  for (const postingNumber of postingNumbers) outcomes.push(...(await handOver(client, [postingNumber])));
  return outcomes;
}

async function write(
  client: OzonClient,
  { path, subject, body }: { path: string; subject: string; body: Readonly<Record<string, unknown>> },
): Promise<ItemOutcome> {
  try {
    const answer = await client.post({ path, body, schema: written, isRepeatable: false });
    if (answer.body.result === false) return refused(subject, null, null);
    return { subject, outcome: "accepted", theirCode: null, theirText: null, taskId: null };
  } catch (error) {
    if (!isRefusalOfInput(error) || error.effect !== "none") throw error;
    return refused(subject, codeIn(error), error.theirText);
  }
}

function refused(subject: string, theirCode: string | null, theirText: string | null): ItemOutcome {
  return { subject, outcome: "refused", theirCode, theirText, taskId: null };
}

/** Ozon's `code` is a number of its transport; the word for what was wrong stands in the sentence. */
function codeIn(error: MarketplaceError): string | null {
  return /\b[A-Z]+(?:_[A-Z]+)+\b/.exec(error.theirText ?? "")?.[0] ?? null;
}

async function reasonsOf(client: OzonClient, postingNumber: string): Promise<CancelReason[]> {
  const { body } = await client.post({
    path: paths.cancelReasonsOfPosting,
    body: { related_posting_numbers: [postingNumber] },
    schema: cancelReasons,
    isRepeatable: true,
  });
  const { items } = readItems(body.result, reasonsOfPosting, "result");
  return items.flatMap(({ reasons }) => toReasons(reasons ?? []));
}

async function allReasons(client: OzonClient): Promise<CancelReason[]> {
  const call = { path: paths.cancelReasons, body: {}, schema: cancelReasons, isRepeatable: true };
  return toReasons((await client.post(call)).body.result);
}

/** Those that a seller may give. */
function toReasons(raw: readonly unknown[]): CancelReason[] {
  return readItems(raw, cancelReason, "reasons").items.flatMap(
    ({ id, title, type_id, is_available_for_cancellation }) =>
      title === null || is_available_for_cancellation === false || (type_id ?? "seller") !== "seller"
        ? []
        : [{ id, name: title, needsText: id === OTHER_REASON }],
  );
}
