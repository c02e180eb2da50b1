import { type AddressCheck, checkAddress, type Resolve } from "./check-address";
import { type ClaimedDelivery, claimDelivery } from "./claim-delivery";
import { type Connections, openConnections, type PostResult, post } from "./post";
import { settleDelivery } from "./settle-delivery";
import { signedHeaders } from "./sign";

/** Requests to one address at a time in one process. */
const LANES = 8;
/** After so long the next address's turn comes, in milliseconds. */
const SLICE_MS = 5_000;

/** What tests put in the place of the network's names, of chance and of patience. */
export interface SendingTools {
  readonly resolve?: Resolve;
  readonly random?: () => number;
  readonly timeoutMs?: number;
}

/**
 * Sends what is due for one address until nothing is, it begins to fail, or its turn is over (`more`). Safe to call
 * anywhere at any time: each delivery is claimed, and sent at least once under its own id.
 */
export async function sendDue(webhookId: string, tools: SendingTools = {}): Promise<"more" | "done"> {
  const until = Date.now() + SLICE_MS;
  const line = new Line(tools);
  const walk = async (): Promise<boolean> => {
    while (!line.isSpared) {
      if (Date.now() > until) return true;
      const claimed = await claimDelivery(webhookId);
      if (claimed === null) return false;
      await line.send(claimed);
    }
    return false;
  };
  try {
    // The first alone: an address that is down costs one request, not eight.
    const first = await claimDelivery(webhookId);
    if (first === null) return "done";
    const isDelivered = await line.send(first);
    const isMore = await Promise.all(Array.from({ length: isDelivered ? LANES : 1 }, walk));
    return isMore.includes(true) ? "more" : "done";
  } finally {
    line.close();
  }
}

/** Sends one delivery that is claimed already, and says what came back. */
export async function sendClaimed(claimed: ClaimedDelivery, tools: SendingTools = {}): Promise<void> {
  const line = new Line(tools);
  try {
    await line.send(claimed);
  } finally {
    line.close();
  }
}

/** One turn of an address: looked up and checked once, its connections kept until the turn is over. */
class Line {
  private readonly opened = new Map<
    string,
    Promise<{ check: AddressCheck; connections: Connections | null }>
  >();
  /** It failed so often that it is left alone for a while. */
  isSpared = false;

  constructor(private readonly tools: SendingTools) {}

  /** Sends and settles; true when it was delivered. */
  async send(claimed: ClaimedDelivery): Promise<boolean> {
    const result = await this.tryToSend(claimed);
    const state = await settleDelivery(claimed, result, (this.tools.random ?? Math.random)());
    if (state === "spared") this.isSpared = true;
    return result.error === null;
  }

  private async tryToSend({ id, url, secret, payload }: ClaimedDelivery): Promise<PostResult> {
    const { check, connections } = await this.open(url);
    if (check.outcome === "refused" || connections === null) {
      const reason = check.outcome === "refused" ? check.reason : "no_connection";
      return { status: null, ms: 0, error: `address_refused:${reason}` };
    }
    const body = JSON.stringify(payload);
    const headers = signedHeaders({ secret, id, body });
    return post({ address: check.address, connections, headers, body, timeoutMs: this.tools.timeoutMs });
  }

  private open(url: string) {
    const before = this.opened.get(url);
    if (before !== undefined) return before;
    const opening = checkAddress(url, { resolve: this.tools.resolve }).then((check) => ({
      check,
      connections: check.outcome === "allowed" ? openConnections(check.address, LANES) : null,
    }));
    this.opened.set(url, opening);
    return opening;
  }

  close(): void {
    for (const opening of this.opened.values()) void opening.then(({ connections }) => connections?.close());
  }
}
