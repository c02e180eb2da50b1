import { z } from "zod";

/** The body of every error answer. `message` is for a person, in the caller's language. */
export const errorAnswer = z.object({
  error: z.object({ code: z.string(), message: z.string(), details: z.unknown().optional() }),
});

export type ErrorAnswer = z.infer<typeof errorAnswer>;
