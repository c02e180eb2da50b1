import { limitsOf } from "../sellers/connect-seller";

/** What is taken when nobody says anything: the documents' own example. */
const USUAL_RATE = 10;

/** How many messages a second a broadcast may send to a seller's buyers at most, and how many unless asked. */
export function ratesOf(seller: { marketplace: string; dialect: string }): {
  maxRate: number;
  usualRate: number;
} {
  const rules = limitsOf(seller);
  // Limits by the second hold for every request; longer ones are of the account as a whole, or of one method that sends
  // nothing (the feed's one a minute).
  const bySecond = rules.filter((rule) => rule.windowSeconds === 1);
  const binding = bySecond.length > 0 ? bySecond : rules;
  const maxRate = Math.min(...binding.map((rule) => rule.requests / rule.windowSeconds));
  return { maxRate, usualRate: Math.min(maxRate, USUAL_RATE) };
}
