import type { Attachment } from "@/generated/prisma/client";
import type { Tx } from "../db/transaction";
import type { IncomingAttachment, IncomingMessage } from "../marketplaces/ports";

/** A message of ours that left (or may have left) and has no id of the marketplace yet. */
export interface UnlinkedMessage {
  readonly id: string;
  readonly chatId: string;
  readonly text: string;
  readonly claimedAt: Date;
  /** Whether the marketplace said that it took it; otherwise finding it is what settles it. */
  readonly isOut: boolean;
  /** A message that is a file has no text. */
  readonly file: Pick<IncomingAttachment, "type" | "fileName" | "sizeBytes"> | null;
}

export interface SellerMessage {
  readonly chatId: string;
  readonly externalId: string;
  readonly text: string;
  readonly createdAt: Date;
  readonly attachments: readonly Pick<IncomingAttachment, "type" | "fileName" | "sizeBytes">[];
}

/** Clocks of ours and theirs may differ by this much, in milliseconds. */
const CLOCK_SKEW_MS = 2 * 60_000;
/** A request that hung may be carried out this much later than it was sent, in milliseconds. */
const LATEST_MS = 15 * 60_000;

/** Whether two texts are the same message: marketplaces trim and fold white space. */
export function isSameText(a: string, b: string): boolean {
  return fold(a) === fold(b);
}

function fold(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

interface Pair {
  readonly row: UnlinkedMessage;
  readonly message: SellerMessage;
}

/**
 * Pairs messages of the seller in the marketplace's history with our rows that lack an id: same chat, same text or file,
 * about the same time; of several rows the one nearest in time. Each row and each message is used once.
 * A file that the history shows without its name is ours only when we know that ours is out and there is but one of each:
 * a colleague in the marketplace's cabinet may have sent another. What stays unpaired was written there.
 */
export function pairOwn(
  unlinked: readonly UnlinkedMessage[],
  shown: readonly SellerMessage[],
): Array<{ id: string; externalId: string }> {
  const sure = pairSure(unlinked, shown);
  const rows = unlinked.filter((row) => row.isOut && !sure.some((pair) => pair.row === row));
  const messages = shown.filter((message) => !sure.some((pair) => pair.message === message));
  const only = messages.flatMap((message) => {
    const [row, ...others] = rows.filter((candidate) => match(candidate, message) === "possible");
    if (row === undefined || others.length > 0) return [];
    const isOnly = messages.filter((other) => match(row, other) === "possible").length === 1;
    return isOnly ? [{ row, message }] : [];
  });
  return [...sure, ...only].map(({ row, message }) => ({ id: row.id, externalId: message.externalId }));
}

function pairSure(unlinked: readonly UnlinkedMessage[], shown: readonly SellerMessage[]): Pair[] {
  const free = new Set(unlinked);
  const pairs: Pair[] = [];
  for (const message of [...shown].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime())) {
    const row = nearest(
      [...free].filter((candidate) => match(candidate, message) === "sure"),
      message,
    );
    if (row === null) continue;
    free.delete(row);
    pairs.push({ row, message });
  }
  return pairs;
}

function nearest(rows: readonly UnlinkedMessage[], message: SellerMessage): UnlinkedMessage | null {
  const distance = (row: UnlinkedMessage) => Math.abs(message.createdAt.getTime() - row.claimedAt.getTime());
  return rows.reduce<UnlinkedMessage | null>(
    (best, row) => (best === null || distance(row) < distance(best) ? row : best),
    null,
  );
}

/** Whether the message may be the row, and how sure that is. */
function match(row: UnlinkedMessage, message: SellerMessage): "sure" | "possible" | "no" {
  const laterBy = message.createdAt.getTime() - row.claimedAt.getTime();
  const isInTime = laterBy >= -CLOCK_SKEW_MS && laterBy <= LATEST_MS;
  if (!isInTime || row.chatId !== message.chatId) return "no";
  if (row.file === null) return isSameText(row.text, message.text) ? "sure" : "no";
  return matchFile(row.file, message);
}

function matchFile(file: NonNullable<UnlinkedMessage["file"]>, message: SellerMessage) {
  const [shown, ...more] = message.attachments;
  if (shown === undefined || more.length > 0 || fold(message.text) !== "") return "no";
  const isOtherKind = (file.type === "image") !== (shown.type === "image");
  if (isOtherKind && shown.type !== "other") return "no";
  const isOtherSize = shown.sizeBytes !== null && shown.sizeBytes !== file.sizeBytes;
  return !isOtherSize && isSameName(file.fileName, shown.fileName) ? "sure" : "possible";
}

/** Marketplaces put a token of their own before a name: `2f9a-photo.png` is `photo.png`. */
function isSameName(ours: string | null, theirs: string | null): boolean {
  if (ours === null || theirs === null) return false;
  const [name, shown] = [ours, theirs].map((text) => text.normalize("NFC").toLowerCase());
  if (name === undefined || shown === undefined || !shown.endsWith(name)) return false;
  return shown.length === name.length || /[-_ .]/.test(shown.charAt(shown.length - name.length - 1));
}

/**
 * Gives our rows the ids under which the marketplace's history shows them, which also settles those whose answer was
 * lost. The chats must be locked by the caller. Answers the ids of the rows that changed.
 */
export async function linkOwnMessages(
  tx: Tx,
  input: { chatIds: ReadonlyMap<string, string>; messages: readonly IncomingMessage[] },
): Promise<string[]> {
  const ours = input.messages.filter((message) => message.author.type === "seller");
  if (ours.length === 0) return [];
  const shown = ours.map((message) => ({
    ...message,
    chatId: input.chatIds.get(message.chatExternalId) ?? "",
  }));
  const chatIds = [...new Set(shown.map((message) => message.chatId))];
  const unlinked = await tx.sql.message.findMany({
    where: {
      chatId: { in: chatIds },
      direction: "outbound",
      externalId: null,
      claimedAt: { not: null },
      status: { in: ["sending", "sent", "unconfirmed"] },
    },
    select: {
      id: true,
      chatId: true,
      text: true,
      claimedAt: true,
      status: true,
      attachments: { where: { fileId: { not: null } }, take: 1 },
    },
  });
  if (unlinked.length === 0) return [];
  const taken = await tx.sql.message.findMany({
    where: { chatId: { in: chatIds }, externalId: { in: shown.map((message) => message.externalId) } },
    select: { chatId: true, externalId: true },
  });
  const known = new Set(taken.map((row) => `${row.chatId} ${row.externalId}`));
  const fresh = shown.filter((message) => !known.has(`${message.chatId} ${message.externalId}`));
  const pairs = pairOwn(
    unlinked.flatMap(({ claimedAt, attachments, ...row }) => {
      if (claimedAt === null) return [];
      return [{ ...row, claimedAt, isOut: row.status === "sent", file: toFile(attachments[0]) }];
    }),
    fresh,
  );
  for (const pair of pairs) {
    await tx.sql.message.update({
      where: { id: pair.id },
      data: { externalId: pair.externalId, status: "sent", errorCode: null, errorText: null, dueAt: null },
    });
  }
  return pairs.map((pair) => pair.id);
}

function toFile(attachment: Attachment | undefined): UnlinkedMessage["file"] {
  if (attachment === undefined) return null;
  const { fileName, sizeBytes } = attachment;
  return { type: attachment.type === "image" ? "image" : "document", fileName, sizeBytes };
}
