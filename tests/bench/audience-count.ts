import type { Api } from "../support/api";
import { type Figure, goalLine, type Line } from "./figure";
import { fillAudience } from "./fill-audience";
import { fillChats } from "./fill-chats";
import { describeLatencies, latenciesOf, valuesOf } from "./latencies";
import { inWorld } from "./world";

const SIZE = { sellers: 1, chats: 100_000, messages: 1_000_000 };
const GOAL_MS = 300;
/** Enough for the statement to become a prepared one; with the warm-up within what one person may ask in a minute. */
const TIMES = 24;
const WARM_UP_TIMES = 4;

const QUIET = { unread_count: 0, last_message_days_at_most: 700 };

/** Six filters each, of all kinds: many who match and few, sets over all chats and all orders. */
const audiences: ReadonlyArray<{ what: string; filters: object }> = [
  {
    what: "new buyers, by order's stage, tags, language (40,000 match)",
    filters: {
      ...QUIET,
      customer_type: "new",
      tags_none: ["брак"],
      order_stages: ["shipped", "pick_up", "delivered"],
      languages: ["ru"],
    },
  },
  {
    what: "repeat buyers, by category, order's stage, desk (500 match)",
    filters: {
      ...QUIET,
      customer_type: "repeat",
      status: "open",
      order_stages: ["delivered"],
      categories: ["Категория 1", "Категория 2", "Категория 3"],
    },
  },
  {
    what: "by article and day of order, earlier broadcasts, tags (1,000 match)",
    filters: {
      ...QUIET,
      offer_ids: ["ART-1", "ART-2"],
      ordered_days_at_most: 300,
      earlier_broadcast: "not_answered",
      tags_none: ["VIP"],
    },
  },
];

export const audienceCount: Figure = {
  name: "audience",
  title: "Counting an audience over HTTP, 100,000 chats with 1,000,000 messages of one seller",
  run: (stage) =>
    inWorld(stage, "bench_audience", async (world) => {
      await fillChats(world.sql, SIZE);
      await fillAudience(world.sql);
      const api = await world.signInAdmin(await world.startWeb());
      const { rows } = await world.sql.query<{ id: string }>("SELECT id FROM sellers");
      const lines: Line[] = [];
      for (const { what, filters } of audiences) {
        const body = { seller_id: rows[0]?.id, filters };
        for (let n = 0; n < WARM_UP_TIMES; n++) await count(api, body);
        const durations: number[] = [];
        for (let n = 0; n < TIMES; n++) durations.push(await count(api, body));
        const latencies = latenciesOf(durations);
        lines.push(
          goalLine({
            what: `six filters: ${what}`,
            goal: "p95 <= 300 ms",
            measured: describeLatencies(latencies),
            isMet: latencies.p95 <= GOAL_MS,
            values: valuesOf(latencies),
          }),
        );
      }
      return lines;
    }),
};

/** Milliseconds of one count. */
async function count(api: Api, body: object): Promise<number> {
  const startedAt = performance.now();
  const answer = await api.post("/api/broadcasts/audience", body);
  if (answer.status !== 200) throw new Error(`the count was refused: ${answer.status} ${answer.text}`);
  return performance.now() - startedAt;
}
