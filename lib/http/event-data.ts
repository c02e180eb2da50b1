import type { Actor } from "../access/actor";
import { isInScope, may } from "../access/policy";
import { listVisibleSellerIds, visibleSellers } from "../access/scope";
import { readActionsForStream } from "../actions/read";
import { readBroadcastsForStream } from "../broadcasts/read";
import { readNotesForStream } from "../chats/notes";
import { readPresences } from "../chats/presence";
import { readChatsForStream, readMessagesForStream } from "../chats/read";
import { AppError } from "../errors";
import { once } from "../once";
import { readAlertsForStream } from "../operations/read-alerts";
import { readOrdersForStream } from "../orders/read";
import { formatPosition } from "../realtime/position";
import type { StoredEvent } from "../realtime/read-events";
import type { StreamSource } from "../realtime/stream";
import { readSellersForStream } from "../sellers/read";
import { readSectionsForStream } from "../sync/read";
import { noteSignOfLife } from "../team/availability";
import { readNoticesForStream } from "../team/read-notices";

/** How long a stream trusts what it knows of an actor's sellers, in milliseconds. */
const SELLERS_TRUSTED_MS = 10_000;
/** How often an open desk counts as a sign of its person's life, in milliseconds. */
const SIGN_OF_LIFE_MS = 45_000;

type DataByPosition = ReadonlyMap<string, object>;

/** What an event says, and to whom: `isFor` absent is everybody who sees the seller. */
interface Subject {
  readonly data: object;
  readonly isFor?: (actor: Actor) => boolean;
}

/**
 * All streams of a process get the same batch of events; the things in it are read once and shared. Keyed by the first
 * and last position of the batch as it was before filtering would differ per stream, so the subjects themselves are
 * cached, for the moment a batch takes to go round.
 */
const shared = once("event-data", () => new Map<string, Promise<Subject | null>>());
const SHARED_MS = 250;

/** What an actor's stream may see and say. `isDesk`: a person's browser, whose stream shows that they are there. */
export function streamSourceOf(
  actor: Actor,
  isStillSignedIn: () => Promise<boolean>,
  { isDesk = true }: { isDesk?: boolean } = {},
): StreamSource {
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
    readData: (events) => readData(events, actor),
    stillHere: isDesk ? signsOfLife(actor, isStillSignedIn) : undefined,
  };
}

/** Whether the person is still signed in; while they are, the open stream is a sign of their life. */
function signsOfLife(actor: Actor, isStillSignedIn: () => Promise<boolean>): () => Promise<boolean> {
  let next = 0;
  return async () => {
    if (Date.now() < next) return true;
    if (!(await isStillSignedIn())) return false;
    await noteSignOfLife(actor.userId);
    next = Date.now() + SIGN_OF_LIFE_MS;
    return true;
  };
}

/** A session that ended, or a token taken back, ends its streams too: by a failure, which closes them. */
async function askAnew(actor: Actor, isStillSignedIn: () => Promise<boolean>): Promise<Set<string>> {
  if (!(await isStillSignedIn())) throw new AppError("not_signed_in");
  return listVisibleSellerIds(visibleSellers(actor));
}

/** What is read is shared between streams; what is for one person alone is left out of all others' here. */
async function readData(events: readonly StoredEvent[], actor: Actor): Promise<DataByPosition> {
  const missing = events.filter((event) => !shared().has(keyOf(event)));
  if (missing.length > 0) startReading(missing);
  const found = await Promise.all(
    events.map(
      async (event) => [formatPosition(event.position), (await shared().get(keyOf(event))) ?? null] as const,
    ),
  );
  return new Map(
    found.flatMap(([position, subject]) => {
      const isTheirs = subject !== null && (subject.isFor === undefined || subject.isFor(actor));
      return isTheirs ? [[position, subject.data] as const] : [];
    }),
  );
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

async function readSubjects(events: readonly StoredEvent[]): Promise<Map<string, Subject>> {
  const read = <T>(noun: string, ask: (ids: readonly string[]) => Promise<Map<string, T>>) => {
    const ids = [...new Set(events.filter((event) => isAbout(event, noun)).map((event) => event.subjectId))];
    return ids.length === 0 ? new Map<string, T>() : ask(ids);
  };
  const [messages, chats, sellers, notes, presences, notices, alerts, broadcasts, orders, actions, sections] =
    await Promise.all([
      read("message", readMessagesForStream),
      read("chat", readChatsForStream),
      read("seller", readSellersForStream),
      read("note", readNotesForStream),
      read("presence", readPresences),
      read("notice", readNoticesForStream),
      read("alert", readAlertsForStream),
      read("broadcast", readBroadcastsForStream),
      read("order", readOrdersForStream),
      read("action", readActionsForStream),
      read("section", readSectionsForStream),
    ]);
  const subjectOf: Record<StoredEvent["name"], (id: string) => Subject | null> = {
    "message.created": (id) => forAll("message", messages.get(id)),
    "message.updated": (id) => forAll("message", messages.get(id)),
    "chat.updated": (id) => forAll("chat", chats.get(id)),
    "seller.updated": (id) => {
      const found = sellers.get(id);
      if (found === undefined) return null;
      return { data: { seller: found }, isFor: (actor) => isInScope(actor.scopes, "sellers.read") };
    },
    "note.created": (id) => forAll("note", notes.get(id)),
    "presence.updated": (id) => forAll("presence", presences.get(id)),
    "notice.created": (id) => {
      const found = notices.get(id);
      if (found === undefined) return null;
      return { data: { notice: found.notice }, isFor: (actor) => actor.userId === found.userId };
    },
    "broadcast.updated": (id) => {
      const found = broadcasts.get(id);
      if (found === undefined) return null;
      return { data: { broadcast: found }, isFor: mayHearBroadcasts };
    },
    "order.updated": (id) => forMarket("order", orders.get(id)),
    "action.updated": (id) => forMarket("action", actions.get(id)),
    "section.updated": (id) => forMarket("section", sections.get(id)),
    "alert.updated": (id) => {
      const found = alerts.get(id);
      if (found === undefined) return null;
      return { data: { alert: found }, isFor: mayHearAlerts };
    },
  };
  const subjects = events.map((event) => [keyOf(event), subjectOf[event.name](event.subjectId)] as const);
  return new Map(subjects.flatMap(([key, subject]) => (subject === null ? [] : [[key, subject]])));
}

function mayHearAlerts(actor: Actor): boolean {
  return may(actor.role, "operations.manage") && isInScope(actor.scopes, "operations.manage");
}

function forMarket(name: string, thing: object | undefined): Subject | null {
  if (thing === undefined) return null;
  return { data: { [name]: thing }, isFor: (actor) => isInScope(actor.scopes, "market.read") };
}

function mayHearBroadcasts(actor: Actor): boolean {
  return may(actor.role, "broadcasts.manage") && isInScope(actor.scopes, "broadcasts.manage");
}

function isAbout(event: StoredEvent, noun: string): boolean {
  return event.name.startsWith(`${noun}.`);
}

function forAll(name: string, thing: object | undefined): Subject | null {
  return thing === undefined ? null : { data: { [name]: thing } };
}
