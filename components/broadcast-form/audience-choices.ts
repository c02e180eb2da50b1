import type { listAudienceChoices } from "@/lib/wire/audience";
import type { AnswerOf } from "@/lib/wire/endpoint";

/** What a shop's filters can be chosen from, and its pace. */
export type AudienceChoices = AnswerOf<typeof listAudienceChoices>;
