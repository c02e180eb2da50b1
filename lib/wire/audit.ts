import { z } from "zod";
import { declareEndpoint, instant, listOf, pageQuery } from "./declare";

export const auditEntry = z.object({
  id: z.string(),
  at: instant,
  actor: z.object({
    type: z.enum(["user", "system"]),
    id: z.string().nullable(),
    /** As the person is called now; null: the system, or gone. */
    name: z.string().nullable(),
  }),
  /** Past tense, noun.verb: seller.added. */
  action: z.string(),
  subject: z.object({ type: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  seller_id: z.string().nullable(),
  details: z.record(z.string(), z.unknown()),
  request_id: z.string().nullable(),
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
  /** Place in the chain; null: not sealed yet (some seconds). */
  place: z.number().int().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

const filters = {
  actor_id: z.string().max(100).optional(),
  /** An action, or the beginning of some up to a dot: "seller." */
  action: z.string().max(100).optional(),
  subject_type: z.string().max(100).optional(),
  subject_id: z.string().max(100).optional(),
  seller_id: z.string().max(100).optional(),
  from: instant.optional(),
  to: instant.optional(),
};

export const listAudit = declareEndpoint({
  method: "GET",
  path: "/api/audit",
  access: "audit.read",
  summary: "Who did what to what, newest first",
  query: pageQuery.extend(filters),
  answer: listOf(auditEntry),
});

export const exportAudit = declareEndpoint({
  method: "GET",
  path: "/api/audit.csv",
  access: "audit.read",
  limit: { requests: 10, seconds: 60 },
  summary: "The same as a table (CSV), streamed, 100,000 entries at most",
  query: z.object(filters),
  answer: z.string(),
});

export const listAuditActions = declareEndpoint({
  method: "GET",
  path: "/api/audit/actions",
  access: "audit.read",
  summary: "Actions that occur in the log, for the filter",
  answer: z.object({ items: z.array(z.string()) }),
});

export const verifyAudit = declareEndpoint({
  method: "POST",
  path: "/api/audit/verify",
  access: "audit.read",
  limit: { requests: 10, seconds: 60 },
  summary: "Works the chain of hashes out anew: whether nothing was changed or taken out",
  answer: z.object({
    is_intact: z.boolean(),
    entries: z.number().int(),
    /** Not sealed yet. */
    unsealed: z.number().int(),
    /** Hash of the newest entry: note it elsewhere, and even a chain worked out anew is found out. */
    head: z.string().nullable(),
    /** The first place where it does not fit. */
    broken_at: z.object({ place: z.number().int(), at: instant.nullable() }).nullable(),
  }),
});
