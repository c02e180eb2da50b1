import { z } from "zod";
import type { ScorePort } from "../ports";
import type { OzonClient } from "./client";
import { paths } from "./paths";

/** Each value covers the 30 days before it; the last days are asked for, since today's is often not counted yet. */
const LOOK_BACK_DAYS = 7;

const REACTION = "rating_reaction_time";
const RESPONSE = "rating_average_response_time";
const REPLIED = "rating_replied_dialogs_ratio";

const ratingHistory = z.object({
  ratings: z
    .array(
      z.object({
        rating: z.string(),
        values: z
          .array(z.object({ date_to: z.string().nullish(), value: z.number().nullish() }))
          .nullish()
          .transform((values) => values ?? []),
      }),
    )
    .nullish()
    .transform((ratings) => ratings ?? []),
});

/** `/v1/rating/history`: times in seconds; the share comes as per cent. */
export function createScorePort(client: OzonClient): ScorePort {
  return {
    async readChatScores() {
      const to = client.now();
      const from = new Date(to.getTime() - LOOK_BACK_DAYS * 86_400_000);
      const { body } = await client.post({
        path: paths.ratingHistory,
        body: {
          date_from: from.toISOString(),
          date_to: to.toISOString(),
          ratings: [REACTION, RESPONSE, REPLIED],
          with_premium_scores: false,
        },
        schema: ratingHistory,
        isRepeatable: true,
      });
      const newest = (name: string) =>
        body.ratings
          .find((rating) => rating.rating === name)
          ?.values.filter((entry) => typeof entry.value === "number")
          .sort((a, b) => (a.date_to ?? "").localeCompare(b.date_to ?? ""))
          .at(-1)?.value ?? null;
      const replied = newest(REPLIED);
      return {
        reactionSeconds: newest(REACTION),
        averageResponseSeconds: newest(RESPONSE),
        within24h: replied === null ? null : replied / 100,
      };
    },
  };
}
