import { z } from "zod";
import { declareEndpoint, idParams, noAnswer } from "./declare";

const section = z.enum(["orders", "products", "stocks", "returns", "money"]);

/** Filters of a section's list under a name; `filters` as they stand in the list's address. */
export const sectionView = z.object({
  id: z.string(),
  section,
  name: z.string(),
  filters: z.record(z.string(), z.string()),
  is_shared: z.boolean(),
  is_mine: z.boolean(),
});
export type SectionView = z.infer<typeof sectionView>;

export const listSectionViews = declareEndpoint({
  method: "GET",
  path: "/api/section-views",
  access: "market.read",
  summary: "My views of a section and the shared ones",
  query: z.object({ section }),
  answer: z.object({ items: z.array(sectionView) }),
});

export const createSectionView = declareEndpoint({
  method: "POST",
  path: "/api/section-views",
  access: "market.read",
  isIdempotent: true,
  summary: "Keeps filters under a name; sharing is for those who may manage the desk",
  body: z.strictObject({
    section,
    name: z.string().trim().min(1).max(100),
    filters: z.record(z.string().max(50), z.string().max(500)),
    is_shared: z.boolean().default(false),
  }),
  answer: z.object({ view: sectionView }),
  status: 201,
});

export const deleteSectionView = declareEndpoint({
  method: "DELETE",
  path: "/api/section-views/{id}",
  access: "market.read",
  summary: "Forgets a view of mine, or a shared one",
  params: idParams,
  answer: noAnswer,
  status: 204,
});
