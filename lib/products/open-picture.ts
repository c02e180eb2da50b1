import type { Actor } from "../access/actor";
import { visibleSellers, visibleSellerWhere } from "../access/scope";
import { db } from "../db/client";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import { log } from "../log";
import { MarketplaceError } from "../marketplaces/errors";
import { connectSeller } from "../sellers/connect-seller";
import { extensionOf, sniffType } from "../text/file-type";
import { readPictureThroughCache } from "./picture-cache";

/** A look at a picture waits so long for its turn at the marketplace, in milliseconds. */
const PERMIT_WAIT_MS = 10_000;
/** Ozon takes pictures of up to 10 MB. */
const MOST_BYTES = 10 * 1024 * 1024;

export interface OpenPicture {
  /** Changes with the picture. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly sizeBytes: number;
  read(range: { start: number; end: number }): ReadableStream<Uint8Array>;
}

/**
 * The n-th picture of a product, fetched from the marketplace's own hosts. Throws `not_found` for a product of others and
 * a picture there is not, `picture_refused` for what is no picture or lies elsewhere, `file_unavailable` when it cannot
 * be had now.
 */
export async function openPicture(input: {
  actor: Actor;
  productId: string;
  n: number;
}): Promise<OpenPicture> {
  const product = isUuid(input.productId)
    ? await db().product.findFirst({
        where: { id: input.productId, seller: visibleSellerWhere(visibleSellers(input.actor)) },
        select: { sellerId: true, pictures: true },
      })
    : null;
  const address = product?.pictures[input.n];
  if (product === null || address === undefined) throw new AppError("not_found");
  const { id, bytes } = await readPictureThroughCache(address, () => fetchFrom(product.sellerId, address));
  const type = sniffType(bytes);
  if (!isPicture(type)) throw new AppError("picture_refused");
  return {
    id,
    name: `${input.productId}.${extensionOf(type) ?? "bin"}`,
    type,
    sizeBytes: bytes.byteLength,
    read: ({ start, end }) => new Blob([new Uint8Array(bytes.subarray(start, end + 1))]).stream(),
  };
}

function isPicture(type: string | null): type is string {
  return type?.startsWith("image/") === true;
}

async function fetchFrom(sellerId: string, address: string): Promise<Buffer> {
  try {
    const { products } = await connectSeller({ sellerId, lane: "poll", maxWaitMs: PERMIT_WAIT_MS });
    if (products === undefined) throw new AppError("not_found");
    const bytes = await readAll((await products.openPicture(address)).body);
    // Nothing else is kept: a page of excuses must not stand in a picture's place until the cache is emptied.
    if (!isPicture(sniffType(bytes))) throw new AppError("picture_refused");
    return bytes;
  } catch (error) {
    throw toAnswer(error, sellerId);
  }
}

async function readAll(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of body) {
    sizeBytes += chunk.byteLength;
    if (sizeBytes > MOST_BYTES) throw new AppError("picture_refused");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, sizeBytes);
}

/** A removed seller has no key to ask with, and a marketplace that refuses is no fault of ours. */
function toAnswer(error: unknown, sellerId: string): unknown {
  if (error instanceof AppError)
    return error.code === "not_found" ? new AppError("file_unavailable", { cause: error }) : error;
  if (!(error instanceof MarketplaceError)) return error;
  log().info({ seller_id: sellerId, kind: error.kind, status: error.httpStatus }, "a picture cannot be had");
  // Never asked for anywhere: its address is none of the marketplace's.
  if (error.kind === "not_found" && error.httpStatus === null)
    return new AppError("picture_refused", { cause: error });
  return new AppError("file_unavailable", {
    cause: error,
    retryAfterSeconds: error.retryAfterSeconds ?? undefined,
  });
}
