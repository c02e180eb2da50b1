import type { Actor } from "../access/actor";
import { AppError } from "../errors";
import { MarketplaceError } from "../marketplaces/errors";
import { connectSeller } from "../sellers/connect-seller";
import { sniffType } from "../text/file-type";
import { requireReturn } from "./read";

/** A look at a picture waits so long for its turn at the marketplace, in milliseconds. */
const PERMIT_WAIT_MS = 10_000;
const MAX_BYTES = 10 * 1024 * 1024;

export interface ReturnPhoto {
  /** What its own bytes show: one of the pictures that a browser draws. */
  readonly type: string;
  readonly bytes: Uint8Array;
}

/**
 * A picture that a buyer put to a request, fetched with the seller's key: a browser never asks the marketplace itself.
 * Throws `not_found` outside the actor's sellers, `file_unavailable` when it cannot be had now, or is no picture.
 */
export async function openReturnPhoto(input: {
  actor: Actor;
  returnId: string;
  position: number;
}): Promise<ReturnPhoto> {
  const row = await requireReturn(input.actor, input.returnId);
  const address = row.photos[input.position];
  if (address === undefined) throw new AppError("not_found");
  const bytes = await fetchBytes(row.sellerId, address);
  const type = sniffType(bytes);
  if (type === null || !type.startsWith("image/")) throw new AppError("file_unavailable");
  return { type, bytes };
}

async function fetchBytes(sellerId: string, address: string): Promise<Uint8Array> {
  try {
    const marketplace = await connectSeller({ sellerId, lane: "poll", maxWaitMs: PERMIT_WAIT_MS });
    const { body } = await marketplace.chats.openFile(address);
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of body) {
      size += chunk.byteLength;
      if (size > MAX_BYTES) throw new AppError("file_unavailable");
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    const isGone = error instanceof AppError && error.code === "not_found";
    if (isGone || error instanceof MarketplaceError) throw new AppError("file_unavailable", { cause: error });
    throw error;
  }
}
