import type { SandboxClient } from "../../../sandbox/client";
import type { SandboxMessage } from "../../../sandbox/control-protocol";
import type { Ledger, StoredMessage } from "./ledger";
import type { Reply } from "./operators";
import type { Shop } from "./shops";

/** What is wrong after a storm; every list is empty when all promises were kept. */
export interface Faults {
  /** Ids the sandbox shows and we do not have. */
  readonly lost: string[];
  /** Ids that we have more than once. */
  readonly doubled: string[];
  /** Ids that we have and the sandbox never had. */
  readonly invented: string[];
  /** Words or chats that differ. */
  readonly altered: string[];
  /** Replies whose arrival at the sandbox does not fit what we say of them. */
  readonly replies: string[];
}

export interface Reckoning {
  readonly faults: Faults;
  readonly inbound: number;
  readonly sent: number;
  readonly unconfirmed: number;
}

/** Compares both ways what the sandbox holds with what is stored. */
export async function reckon(given: {
  sandbox: SandboxClient;
  ledger: Ledger;
  shops: readonly Shop[];
  replies: readonly Reply[];
}): Promise<Reckoning> {
  const faults: Faults = { lost: [], doubled: [], invented: [], altered: [], replies: [] };
  const rows = await given.ledger.readMessages();
  let inbound = 0;
  for (const shop of given.shops) {
    const shown = await given.sandbox.listMessages(shop.clientId, { direction: "inbound" });
    const stored = rows.filter((row) => row.seller_id === shop.sellerId && row.direction === "inbound");
    compareInbound(shown, stored, faults);
    inbound += shown.length;
    const arrived = await given.sandbox.listMessages(shop.clientId, { direction: "outbound" });
    const outbound = rows.filter((row) => row.seller_id === shop.sellerId && row.direction === "outbound");
    const replies = given.replies.filter((reply) => reply.sellerId === shop.sellerId);
    compareReplies({ replies, arrived, stored: outbound }, faults);
  }
  const ended = rows.filter((row) => row.author_type === "operator");
  return {
    faults,
    inbound,
    sent: ended.filter((row) => row.status === "sent").length,
    unconfirmed: ended.filter((row) => row.status === "unconfirmed").length,
  };
}

function compareInbound(shown: SandboxMessage[], stored: StoredMessage[], faults: Faults): void {
  const byId = new Map<string, StoredMessage>();
  for (const row of stored) {
    const id = row.external_id ?? "(none)";
    if (byId.has(id)) faults.doubled.push(id);
    byId.set(id, row);
  }
  const shownIds = new Set(shown.map((message) => message.id));
  for (const message of shown) {
    const row = byId.get(message.id);
    if (row === undefined) faults.lost.push(`${message.id} in ${message.chat_id}: ${message.text}`);
    else if (row.text !== message.text || row.chat_external_id !== message.chat_id)
      faults.altered.push(`${message.id}: ${message.text} is ${row.text}`);
  }
  for (const id of byId.keys()) if (!shownIds.has(id)) faults.invented.push(id);
}

function compareReplies(
  given: { replies: readonly Reply[]; arrived: SandboxMessage[]; stored: StoredMessage[] },
  faults: Faults,
): void {
  const arrivedByText = groupBy(given.arrived, (message) => message.text);
  const storedByText = groupBy(given.stored, (row) => row.text);
  for (const { text } of given.replies) {
    const arrivals = arrivedByText.get(text) ?? [];
    const rows = storedByText.get(text) ?? [];
    const [row] = rows;
    if (row === undefined || rows.length > 1)
      faults.replies.push(`${text}: ${rows.length} rows ${JSON.stringify(rows)}, ${arrivals.length} arrived`);
    else if (!fits(row, arrivals)) faults.replies.push(`${text}: ${tell(row)}, ${arrivals.length} arrived`);
  }
  const accepted = new Set(given.replies.map((reply) => reply.text));
  for (const text of [...arrivedByText.keys(), ...storedByText.keys()])
    if (!accepted.has(text)) faults.replies.push(`${text}: nobody wrote it`);
}

/** `sent`: once, under the id we know; `unconfirmed`: once or never; nothing else is an end without a refusal. */
function fits(row: StoredMessage, arrivals: SandboxMessage[]): boolean {
  if (row.status === "unconfirmed") return arrivals.length <= 1 && row.external_id === null;
  if (row.status !== "sent" || arrivals.length !== 1) return false;
  return row.external_id === null || row.external_id === arrivals[0]?.id;
}

function tell(row: StoredMessage): string {
  return `${row.status} ${row.error_code ?? ""} id ${row.external_id ?? "unknown"}`;
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}
