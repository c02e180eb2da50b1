import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import type { Actor } from "../access/actor";
import { db } from "../db/client";
import { isUuid } from "../db/uuid";
import { AppError } from "../errors";
import { log } from "../log";
import { MarketplaceError } from "../marketplaces/errors";
import { connectSeller } from "../sellers/connect-seller";
import { sniffType } from "../text/file-type";
import { readThroughCache } from "./attachment-cache";
import { cleanFileName } from "./clean-file-name";
import { readOutboundFile } from "./outbound-files";
import { requireChat } from "./read";

/** A look at a picture waits so long for its turn at the marketplace, in milliseconds. */
const PERMIT_WAIT_MS = 10_000;

export interface OpenAttachment {
  readonly name: string;
  /** What its own bytes show; null for everything we do not know. */
  readonly type: string | null;
  readonly sizeBytes: number;
  /** Bytes from `start` to `end`, both included. */
  read(range: { start: number; end: number }): ReadableStream<Uint8Array>;
}

/**
 * A file of a message: our own copy of what an operator sent, or what the marketplace keeps, fetched with the seller's
 * key. Throws `not_found` outside the actor's sellers, `file_unavailable` when it cannot be had now.
 */
export async function openAttachment(input: { actor: Actor; attachmentId: string }): Promise<OpenAttachment> {
  if (!isUuid(input.attachmentId)) throw new AppError("not_found");
  const attachment = await db().attachment.findUnique({
    where: { id: input.attachmentId },
    include: { message: { select: { chatId: true, sellerId: true } } },
  });
  if (attachment === null) throw new AppError("not_found");
  await requireChat(input.actor, attachment.message.chatId);
  const own = attachment.fileId === null ? null : await readOutboundFile(attachment.fileId);
  if (own !== null) return fromMemory(own.name, own.bytes);
  const { remoteUrl, fileName } = attachment;
  if (remoteUrl === null) throw new AppError("file_unavailable");
  const file = await readThroughCache(attachment.id, () =>
    fetchFrom({ sellerId: attachment.message.sellerId, remoteUrl }),
  );
  const type = sniffType(file.head);
  return {
    name: cleanFileName(fileName ?? "", type),
    type,
    sizeBytes: file.sizeBytes,
    read: ({ start, end }) => toWebStream(createReadStream(file.path, { start, end })),
  };
}

function fromMemory(name: string, bytes: Uint8Array): OpenAttachment {
  const type = sniffType(bytes);
  return {
    name: cleanFileName(name, type),
    type,
    sizeBytes: bytes.byteLength,
    read: ({ start, end }) => toWebStream(Readable.from([bytes.subarray(start, end + 1)])),
  };
}

function toWebStream(stream: Readable): ReadableStream<Uint8Array> {
  // Node's own type for the same thing; the chunks are bytes, as no encoding was set.
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
}

async function fetchFrom(at: { sellerId: string; remoteUrl: string }): Promise<AsyncIterable<Uint8Array>> {
  const { sellerId, remoteUrl } = at;
  try {
    const marketplace = await connectSeller({ sellerId, lane: "poll", maxWaitMs: PERMIT_WAIT_MS });
    return giveUpPolitely((await marketplace.chats.openFile(remoteUrl)).body);
  } catch (error) {
    throw toUnavailable(error, sellerId);
  }

  async function* giveUpPolitely(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    try {
      yield* body;
    } catch (error) {
      throw toUnavailable(error, sellerId);
    }
  }
}

/** A removed seller has no key to fetch with, and a marketplace that refuses is no fault of ours. */
function toUnavailable(error: unknown, sellerId: string): unknown {
  const isRemoved = error instanceof AppError && error.code === "not_found";
  if (isRemoved) return new AppError("file_unavailable", { cause: error });
  if (!(error instanceof MarketplaceError)) return error;
  log().info(
    { seller_id: sellerId, kind: error.kind, http_status: error.httpStatus },
    "a file cannot be had",
  );
  return new AppError("file_unavailable", {
    cause: error,
    retryAfterSeconds: error.retryAfterSeconds ?? undefined,
  });
}
