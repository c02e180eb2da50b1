import { MarketplaceError } from "../errors";
import type { OzonClient } from "./client";
import { isMethodGone } from "./errors";

/** One form of a method that Ozon replaced: its path, and how it is asked. */
export interface Generation<T> {
  readonly name: string;
  ask(): Promise<T>;
}

/** How long an account's answer is believed: Ozon brings methods to accounts one by one. */
const REMEMBERED_MS = 6 * 3_600_000;
/** Far more than there are sellers times methods; beyond it what was learnt first is learnt again. */
const MOST_REMEMBERED = 20_000;

/** Which generation an account answered, by account and the newest one's name. In this process only: a repeat is cheap. */
const remembered = new Map<string, { name: string; untilMs: number }>();

/**
 * The answer of the newest generation of a method that this account has. A path that does not exist (any more) has the
 * next older one asked; which one answered is remembered for some hours. `generations`: the newest first, at least one.
 * Where none exists, throws what the first of them that was asked answered.
 */
export async function newestThatAnswers<T>(
  client: OzonClient,
  generations: readonly Generation<T>[],
): Promise<T> {
  const key = `${client.account} ${generations[0]?.name ?? ""}`;
  let first: MarketplaceError | null = null;
  for (const generation of inOrder(key, generations, client.now().getTime())) {
    try {
      const answer = await generation.ask();
      remember(key, generation.name, client.now().getTime());
      return answer;
    } catch (error) {
      if (!(error instanceof MarketplaceError) || !isMethodGone(error)) throw error;
      first ??= error;
    }
  }
  remembered.delete(key);
  throw first ?? new Error("a method without generations");
}

/** What answered last time comes first, then the others as they were. */
function inOrder<T>(key: string, generations: readonly Generation<T>[], nowMs: number) {
  const known = remembered.get(key);
  if (known === undefined || known.untilMs <= nowMs) return generations;
  const isKnown = ({ name }: Generation<T>) => name === known.name;
  return [...generations.filter(isKnown), ...generations.filter((one) => !isKnown(one))];
}

function remember(key: string, name: string, nowMs: number): void {
  const known = remembered.get(key);
  // The end is not moved by every answer: the newer one must be tried again some day.
  if (known?.name === name && known.untilMs > nowMs) return;
  if (remembered.size >= MOST_REMEMBERED) {
    const [oldest] = remembered.keys();
    if (oldest !== undefined) remembered.delete(oldest);
  }
  remembered.delete(key);
  remembered.set(key, { name, untilMs: nowMs + REMEMBERED_MS });
}
