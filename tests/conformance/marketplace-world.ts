import { MarketplaceError } from "@/lib/marketplaces/errors";
import type { AdapterContext, MarketplaceAdapter, WebhookMode } from "@/lib/marketplaces/ports";

/** A call that a marketplace made to a webhook address. */
export interface CaughtCall {
  readonly rawBody: Uint8Array;
  readonly header: (name: string) => string | null;
}

/** What happens to requests of one kind, in the port's words. */
export type Trouble =
  | "answer-lost-after-work"
  | "server-error"
  | "not-json"
  | "repeats"
  | "throttled"
  | "refused-once";

/** One seller at a marketplace that can be played with: what a new adapter brings to be tested. */
export interface MarketplaceWorld {
  readonly adapter: MarketplaceAdapter;
  /** `isKeyWrong`: the same seller with a key nobody issued. */
  context(how?: { isKeyWrong?: boolean; isDialectUnknown?: boolean }): AdapterContext;
  /** Moves the clock that the adapter sees past the marketplace's own pause between two polls. */
  letPollBeDue(): void;
  buyerWrites(input: {
    chat?: string;
    texts: readonly string[];
    sameTime?: boolean;
    isLate?: boolean;
  }): Promise<{ chat: string; ids: readonly string[] }>;
  /** A file in a new chat. `url`: the marketplace tells this address of it. */
  buyerSends(input: { name: string; text?: string; url?: string }): Promise<{ chat: string }>;
  /** A host that is nobody's, and how often it was asked for something. */
  strangersHost(): Promise<{ url: string; count(): number }>;
  /** `messages` spread over `chats` new chats, all with one and the same time. */
  burst(input: { messages: number; chats: number }): Promise<readonly string[]>;
  /** Null: this marketplace has no channels of its own. */
  marketplaceWrites: ((texts: readonly string[]) => Promise<string>) | null;
  closeChat(chat: string): Promise<void>;
  trouble(kind: Trouble, where: "list" | "history" | "send" | "file", times: number): Promise<void>;
  /** Announced in the list, but not yet in the history. Null: the list announces nothing. */
  lagHistory: (() => Promise<void>) | null;
  /** Every kind of trouble at once, on every answer with this probability, from fixed dice. 0: fair weather. */
  foulWeather(probability: number): Promise<void>;
  /** Texts that arrived from the seller through the API, in order. */
  arrived(chat: string): Promise<readonly string[]>;
  /** Files likewise. */
  arrivedFiles(chat: string): Promise<readonly { name: string; bytes: Buffer }[]>;
  requestCount(): Promise<number>;
  permitCount(): number;
  /** Every message the marketplace holds for a chat, oldest first. */
  truth(chat: string): Promise<readonly { id: string; text: string }[]>;
  readonly webhook: {
    mode: WebhookMode;
    secret: string | null;
    accountId: string;
    /** Calls that one new message of this chat caused. */
    catch(act: () => Promise<unknown>): Promise<CaughtCall>;
  } | null;
  close(): Promise<void>;
}

/** The MarketplaceError a promise ends with; anything else fails the test. */
export async function failureOf(promise: Promise<unknown>): Promise<MarketplaceError> {
  const outcome: unknown = await promise.then(
    () => "no error at all",
    (reason: unknown) => reason,
  );
  if (outcome instanceof MarketplaceError) return outcome;
  throw new Error("expected a MarketplaceError", { cause: outcome });
}

/** A poll that the marketplace spoilt is taken up by the next one; any other error is ours. */
export function ignoreMarketplace(error: unknown): void {
  if (!(error instanceof MarketplaceError)) throw error;
}
