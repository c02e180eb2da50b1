import type { Actor } from "../access/actor";
import { listVisibleSellerIds, visibleSellers } from "../access/scope";
import { readChatsForStream, readMessagesForStream } from "../chats/read";
import { AppError } from "../errors";
import { once } from "../once";
import { formatPosition } from "../realtime/position";
import type { StoredEvent } from "../realtime/read-events";
import type { StreamSource } from "../realtime/stream";
import { readSellersForStream } from "../sellers/read";

/** How long a stream trusts what it knows of an actor's sellers, in milliseconds. */
const SELLERS_TRUSTED_MS = 10_000;

type DataByPosition = ReadonlyMap<string, object>;

/**
 * All streams of a process get the same batch of events; the things in it are read once and shared. Keyed by the first
 * and last position of the batch as it was before filtering would differ per stream, so the subjects themselves are
 * cached, for the moment a batch takes to go round.
 */
const shared = once("event-data", () => new Map<string, Promise<object | null>>());
const SHARED_MS = 250;

/** What an actor's stream may see and say. */
export function streamSourceOf(actor: Actor, isStillSignedIn: () => Promise<boolean>): StreamSource {
  const look = () => ({
    ids: askAnew(actor, isStillSignedIn),
    until: Date.now() + SELLERS_TRUSTED_MS,
    judged: new Set<string>(),
  });
  let sellers: ReturnType<typeof look> | null = null;
  return {
    readVisibleSellerIds: async (named) => {
      if (sellers === null || sellers.until < Date.now()) sellers = look();
      const visible = await sellers.ids;
      const { judged } = sellers;
      if (named.some((id) => !visible.has(id) && !judged.has(id))) sellers = look();
      for (const id of named) sellers.judged.add(id);
      return sellers.ids;
    },
    readData,
  };
}

/** A session that ended, or a token taken back, ends its streams too: by a failure, which closes them. */
async function askAnew(actor: Actor, isStillSignedIn: () => Promise<boolean>): Promise<Set<string>> {
  if (!(await isStillSignedIn())) throw new AppError("not_signed_in");
  return listVisibleSellerIds(visibleSellers(actor));
}

async function readData(events: readonly StoredEvent[]): Promise<DataByPosition> {
  const missing = events.filter((event) => !shared().has(keyOf(event)));
  if (missing.length > 0) startReading(missing);
  const found = await Promise.all(
    events.map(
      async (event) => [formatPosition(event.position), (await shared().get(keyOf(event))) ?? null] as const,
    ),
  );
  return new Map(found.flatMap(([position, data]) => (data === null ? [] : [[position, data] as const])));
}

function keyOf(event: StoredEvent): string {
  return formatPosition(event.position);
}

function startReading(events: readonly StoredEvent[]): void {
  const read = readSubjects(events);
  for (const event of events) {
    const key = keyOf(event);
    shared().set(
      key,
      read.then((data) => data.get(key) ?? null),
    );
  }
  // A failed reading is met by the streams that wait for it; the entries go either way.
  const forgetThem = () =>
    setTimeout(() => events.forEach((event) => void shared().delete(keyOf(event))), SHARED_MS).unref();
  read.then(forgetThem, forgetThem);
}

async function readSubjects(events: readonly StoredEvent[]): Promise<Map<string, object>> {
  const idsOf = (prefix: string) => [
    ...new Set(events.filter((event) => event.name.startsWith(prefix)).map((event) => event.subjectId)),
  ];
  const [messageIds, chatIds, sellerIds] = [idsOf("message."), idsOf("chat."), idsOf("seller.")];
  const [messages, chats, sellers] = await Promise.all([
    messageIds.length === 0 ? null : readMessagesForStream(messageIds),
    chatIds.length === 0 ? null : readChatsForStream(chatIds),
    sellerIds.length === 0 ? null : readSellersForStream(sellerIds),
  ]);
  const data = new Map<string, object>();
  for (const event of events) {
    const message = messages?.get(event.subjectId);
    const chat = chats?.get(event.subjectId);
    const seller = sellers?.get(event.subjectId);
    if (event.name.startsWith("message.") && message !== undefined) data.set(keyOf(event), { message });
    if (event.name === "chat.updated" && chat !== undefined) data.set(keyOf(event), { chat });
    if (event.name === "seller.updated" && seller !== undefined) data.set(keyOf(event), { seller });
  }
  return data;
}
