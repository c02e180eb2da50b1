import { z } from "zod";
import { declareEndpoint } from "./declare";

/** How a person wants their desk. Every field has a default, so that an old or empty record is complete. */
export const preferences = z.object({
  density: z.enum(["comfortable", "compact"]).default("comfortable"),
  /** Seconds in which a sent reply can be taken back; 0: sent at once. */
  undo_seconds: z.number().int().min(0).max(30).default(5),
  /** After closing a chat: open the next one of the list, or stay. */
  after_close: z.enum(["next", "stay"]).default("next"),
  /** Ids of views whose new messages show a browser notification; off by default. */
  notify_views: z.array(z.string().max(100)).max(100).default([]),
  /** Ids of views whose new messages make a sound; off by default. */
  sound_views: z.array(z.string().max(100)).max(100).default([]),
});
export type Preferences = z.infer<typeof preferences>;

export const getPreferences = declareEndpoint({
  method: "GET",
  path: "/api/me/preferences",
  access: "signed-in",
  summary: "How I want my desk",
  answer: z.object({ preferences }),
});

export const changePreferences = declareEndpoint({
  method: "PATCH",
  path: "/api/me/preferences",
  access: "signed-in",
  summary: "Changes what is given, keeps the rest",
  body: z.strictObject({
    density: z.enum(["comfortable", "compact"]).optional(),
    undo_seconds: z.number().int().min(0).max(30).optional(),
    after_close: z.enum(["next", "stay"]).optional(),
    notify_views: z.array(z.string().max(100)).max(100).optional(),
    sound_views: z.array(z.string().max(100)).max(100).optional(),
  }),
  answer: z.object({ preferences }),
});
