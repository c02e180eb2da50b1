import { z } from "zod";
import { chatFilters, chatSort } from "./chats";
import { declareEndpoint, idParams, instant, noAnswer } from "./declare";

export const tagName = z.string().trim().min(1).max(40);
export const tagColor = z.enum(["gray", "green", "blue", "violet", "amber", "red"]);

export const tag = z.object({ id: z.string(), name: z.string(), color: tagColor });
export type Tag = z.infer<typeof tag>;

export const listTags = declareEndpoint({
  method: "GET",
  path: "/api/tags",
  access: "chats.read",
  summary: "All tags, by name",
  answer: z.object({ items: z.array(tag) }),
});

export const addTag = declareEndpoint({
  method: "POST",
  path: "/api/tags",
  access: "chats.write",
  summary: "Makes a tag",
  body: z.strictObject({ name: tagName, color: tagColor.optional() }),
  answer: z.object({ tag }),
  status: 201,
  isIdempotent: true,
});

export const changeTag = declareEndpoint({
  method: "PATCH",
  path: "/api/tags/{id}",
  access: "desk.manage",
  summary: "Renames or recolours a tag, on every chat, view and rule",
  params: idParams,
  body: z.strictObject({ name: tagName.optional(), color: tagColor.optional() }),
  answer: z.object({ tag }),
});

export const removeTag = declareEndpoint({
  method: "DELETE",
  path: "/api/tags/{id}",
  access: "desk.manage",
  summary: "Removes a tag from every chat; views and rules that name it say so",
  params: idParams,
  answer: noAnswer,
  status: 204,
});

/** What a saved view shows: the filters of `GET /api/chats` that make sense to keep, as JSON. */
export const viewFilters = z.strictObject({
  kind: chatFilters.shape.kind.optional(),
  status: z.enum(["open", "closed", "all"]).optional(),
  seller_id: z.string().max(100).optional(),
  assignee: z.string().max(100).optional(),
  tag: tagName.optional(),
  unread: z.boolean().optional(),
  waiting: z.boolean().optional(),
  overdue: z.boolean().optional(),
  snoozed: z.boolean().optional(),
  q: z.string().trim().min(1).max(200).optional(),
});
export type ViewFilters = z.infer<typeof viewFilters>;

export const savedView = z.object({
  id: z.string(),
  name: z.string(),
  filters: viewFilters,
  sort: chatSort,
  is_shared: z.boolean(),
  /** Whether the reader may change it: their own. */
  is_mine: z.boolean(),
  /** What the view asks for and is not there any more: it shows nothing until it is mended. */
  problem: z.enum(["tag_deleted", "seller_gone", "person_gone"]).nullable(),
});
export type SavedView = z.infer<typeof savedView>;

export const listViews = declareEndpoint({
  method: "GET",
  path: "/api/views",
  access: "chats.read",
  summary: "Saved views: one's own and the shared ones, in order",
  answer: z.object({ items: z.array(savedView) }),
});

const viewFields = {
  name: z.string().trim().min(1).max(60),
  filters: viewFilters,
  sort: chatSort,
  is_shared: z.boolean(),
};

export const addView = declareEndpoint({
  method: "POST",
  path: "/api/views",
  access: "chats.read",
  summary: "Saves a view; sharing it with everybody needs a supervisor",
  body: z.strictObject({
    ...viewFields,
    sort: viewFields.sort.optional(),
    is_shared: z.boolean().optional(),
  }),
  answer: z.object({ view: savedView }),
  status: 201,
  isIdempotent: true,
});

export const changeView = declareEndpoint({
  method: "PATCH",
  path: "/api/views/{id}",
  access: "chats.read",
  summary: "Changes a view of one's own",
  params: idParams,
  body: z
    .strictObject(viewFields)
    .partial()
    .extend({ position: z.number().int().min(0).max(1000).optional() }),
  answer: z.object({ view: savedView }),
});

export const removeView = declareEndpoint({
  method: "DELETE",
  path: "/api/views/{id}",
  access: "chats.read",
  summary: "Removes a view of one's own",
  params: idParams,
  answer: noAnswer,
  status: 204,
});

/** Letters, digits, dash and underscore in any script: typed after a slash. */
export const shortcut = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[\p{L}\p{N}_-]+$/u);

export const cannedReply = z.object({
  id: z.string(),
  shortcut: z.string(),
  title: z.string(),
  text: z.string(),
  /** Null: for every seller. */
  seller_id: z.string().nullable(),
  updated_at: instant,
});
export type CannedReply = z.infer<typeof cannedReply>;

export const listCannedReplies = declareEndpoint({
  method: "GET",
  path: "/api/canned-replies",
  access: "chats.read",
  summary: "Canned replies of every seller the reader may see, by shortcut",
  answer: z.object({ items: z.array(cannedReply) }),
});

const cannedFields = {
  shortcut,
  title: z.string().trim().min(1).max(100),
  text: z.string().trim().min(1).max(4000),
  seller_id: z.string().max(100).nullable(),
};

export const addCannedReply = declareEndpoint({
  method: "POST",
  path: "/api/canned-replies",
  access: "desk.manage",
  summary: "Makes a canned reply",
  body: z.strictObject({ ...cannedFields, seller_id: cannedFields.seller_id.optional() }),
  answer: z.object({ canned_reply: cannedReply }),
  status: 201,
  isIdempotent: true,
});

export const changeCannedReply = declareEndpoint({
  method: "PATCH",
  path: "/api/canned-replies/{id}",
  access: "desk.manage",
  summary: "Changes a canned reply",
  params: idParams,
  body: z.strictObject(cannedFields).partial(),
  answer: z.object({ canned_reply: cannedReply }),
});

export const removeCannedReply = declareEndpoint({
  method: "DELETE",
  path: "/api/canned-replies/{id}",
  access: "desk.manage",
  summary: "Removes a canned reply",
  params: idParams,
  answer: noAnswer,
  status: 204,
});
