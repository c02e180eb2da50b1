import { z } from "zod";
import { declareEndpoint, idParams, instant } from "./declare";

/** A buyer asked not to be written to of our own accord. */
export const optOut = z.object({
  /** When they said so, or when it was noted. */
  at: instant,
  /** The words that were found; empty where a person noted it. */
  said: z.string(),
  /** words: found in what the buyer wrote; person: noted on the desk. */
  source: z.enum(["words", "person"]),
  /** Name of who noted it; null: nobody did, or they are gone. */
  by: z.string().nullable(),
});
export type OptOut = z.infer<typeof optOut>;

const answer = z.object({
  /** Of the chat or another one of the same buyer; null: broadcasts may reach them. */
  opt_out: optOut.nullable(),
});

export const addOptOut = declareEndpoint({
  method: "POST",
  path: "/api/chats/{id}/opt-out",
  access: "chats.write",
  summary: "Notes that the buyer asked for no broadcasts",
  params: idParams,
  answer,
});

export const liftOptOut = declareEndpoint({
  method: "DELETE",
  path: "/api/chats/{id}/opt-out",
  access: "chats.write",
  summary: "Lets broadcasts reach the buyer again, in all of their chats",
  params: idParams,
  answer,
});
