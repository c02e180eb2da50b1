import { now } from "../clock";
import { db } from "../db/client";
import { log } from "../log";
import { capabilitiesOf } from "../sellers/connect-seller";
import { fillBroadcast, saysSomething } from "../text/broadcast-template";
import { messageLength } from "../text/length";
import { type Judging, readJudging } from "./judging";
import { skipRecipient } from "./launch";
import { type LeasedRecipient, leaseRecipients, returnLeases } from "./lease";
import { type BroadcastRow, variantsOf } from "./model";
import { type Line, openLine, type Sending } from "./send-recipient";
import { readTextValues, valuesKey } from "./text-values";

/** Requests of one broadcast on their way at once in this process; permits, not these, set the pace. */
const MOST_LINES = 16;
/** What a line may have in hand: so many seconds of the broadcast's pace are taken at a time. */
const AHEAD_SECONDS = 1;
const MOST_AHEAD = 25;
/** A line is opened anew after this long: a key that was changed meanwhile is then the new one. */
const LINE_LASTS_MS = 30_000;

/**
 * Sends what is due of a broadcast until nothing is, it was paused, or `signal` ends it. Any number of processes may run
 * the same one: recipients are leased, and each is launched once.
 */
export async function runBroadcast(broadcastId: string, signal: AbortSignal): Promise<void> {
  const broadcast = await db().broadcast.findUnique({ where: { id: broadcastId } });
  if (broadcast === null) return;
  const seller = await db().seller.findUniqueOrThrow({ where: { id: broadcast.sellerId } });
  const { textMaxChars } = capabilitiesOf(seller);
  const supply = new Supply({ broadcast, seller, textMaxChars, signal });
  // A request is on its way for a fraction of a second: this many keep the pace up on slow lines too.
  const lines = Math.min(MOST_LINES, Math.max(1, Math.ceil(broadcast.rateLimit * 0.7)));
  const ended = await Promise.allSettled(Array.from({ length: lines }, () => work(supply, signal)));
  await supply.giveBack();
  const failed = ended.find((line) => line.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}

/** What one line stumbles over stops the others too: the next look begins afresh. */
async function work(supply: Supply, signal: AbortSignal): Promise<void> {
  try {
    await sendFrom(supply, signal);
  } catch (error) {
    supply.end();
    throw error;
  }
}

async function sendFrom(supply: Supply, signal: AbortSignal): Promise<void> {
  let line: Line | null = null;
  let openedAt = 0;
  while (!signal.aborted) {
    const next = await supply.take();
    if (next === null) return;
    if (line === null || now().getTime() - openedAt > LINE_LASTS_MS) {
      line = await openLine(supply.broadcast);
      openedAt = now().getTime();
    }
    if (!(await line.send({ broadcast: supply.broadcast, ...next }))) return supply.end();
  }
}

type Ready = Pick<Sending, "recipient" | "message" | "judging">;

interface Seller {
  readonly status: string;
  readonly marketplace: string;
  readonly dialect: string;
}

/** Recipients in hand, with their texts filled in; taken in batches, handed out one by one. */
class Supply {
  readonly broadcast: BroadcastRow;
  private readonly given: { seller: Seller; textMaxChars: number; signal: AbortSignal };
  private ready: Ready[] = [];
  private filling: Promise<void> | null = null;
  private isDry = false;

  constructor(given: { broadcast: BroadcastRow; seller: Seller; textMaxChars: number; signal: AbortSignal }) {
    this.broadcast = given.broadcast;
    this.given = given;
  }

  async take(): Promise<Ready | null> {
    while (this.ready.length === 0) {
      if (this.isDry || this.given.signal.aborted) return null;
      this.filling ??= this.fill().finally(() => {
        this.filling = null;
      });
      await this.filling;
    }
    return this.ready.shift() ?? null;
  }

  end(): void {
    this.isDry = true;
  }

  async giveBack(): Promise<void> {
    const left = this.ready.map(({ recipient }) => recipient.id);
    this.ready = [];
    await returnLeases(left);
  }

  private async fill(): Promise<void> {
    const count = Math.min(MOST_AHEAD, Math.max(1, Math.ceil(this.broadcast.rateLimit * AHEAD_SECONDS)));
    const recipients = (await this.isStillSo()) ? await leaseRecipients(this.broadcast.id, count) : [];
    if (recipients.length === 0) this.isDry = true;
    const values = await readTextValues({ sellerId: this.broadcast.sellerId, recipients });
    const judging = await readJudging(db(), this.broadcast, now());
    for (const recipient of recipients) {
      const template = this.templateOf(recipient);
      const known = values.get(valuesKey(recipient.chatId, recipient.postingNumber)) ?? {};
      await this.put(recipient, judging, fillBroadcast(template, known).text);
    }
  }

  private templateOf({ variant }: LeasedRecipient): string {
    const variants = variantsOf(this.broadcast);
    return (variants.find(({ key }) => key === variant) ?? variants[0])?.template ?? "";
  }

  /** Paused, ended, or at another pace since: the next look begins as it is now. */
  private async isStillSo(): Promise<boolean> {
    const { id, rateLimit } = this.broadcast;
    return (await db().broadcast.count({ where: { id, status: "running", rateLimit } })) > 0;
  }

  private async put(recipient: LeasedRecipient, judging: Judging, text: string): Promise<void> {
    if (!saysSomething(text)) return skipRecipient(recipient.id, "text_empty");
    if (messageLength(text) > this.given.textMaxChars) return skipRecipient(recipient.id, "text_too_long");
    const { chatId, chatExternalId, chatSecret } = recipient;
    const { status: sellerStatus, marketplace, dialect } = this.given.seller;
    const { sellerId } = this.broadcast;
    this.ready.push({
      recipient,
      judging,
      message: { chatId, sellerId, chatExternalId, chatSecret, sellerStatus, marketplace, dialect, text },
    });
  }
}

/** What goes wrong with one broadcast must not stop the others. */
export async function tryBroadcast(broadcastId: string, signal: AbortSignal): Promise<void> {
  try {
    await runBroadcast(broadcastId, signal);
  } catch (error) {
    log().warn({ err: error, broadcast_id: broadcastId }, "a broadcast stumbled; it goes on in a moment");
  }
}
