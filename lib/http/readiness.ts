import { db } from "../db/client";
import { redis } from "../queue/connection";

type PartState = "ok" | "down";

/** A part that does not answer within this time counts as down, in milliseconds. */
const PATIENCE_MS = 2_000;

/** What this process needs, and whether it answers: Postgres, and Redis where it is used. */
export async function checkReadiness(): Promise<Record<string, PartState>> {
  const client = redis();
  const [postgres, redisState] = await Promise.all([
    stateOf(() => db().$queryRaw`SELECT 1`),
    client === null ? null : stateOf(() => client.ping()),
  ]);
  return redisState === null ? { postgres } : { postgres, redis: redisState };
}

async function stateOf(ask: () => Promise<unknown>): Promise<PartState> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<PartState>((resolve) => {
    timer = setTimeout(() => resolve("down"), PATIENCE_MS);
  });
  const answer = ask().then(
    (): PartState => "ok",
    (): PartState => "down",
  );
  const state = await Promise.race([answer, tooLate]);
  clearTimeout(timer);
  return state;
}
