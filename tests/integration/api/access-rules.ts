/**
 * Who may do what, written by hand beside the declarations and not read from them: the matrix test holds the two against
 * each other. A route that stands in the OpenAPI document and not here fails it.
 */

/** anyone: strangers too; everybody: the signed in; leads: admins and supervisors. */
export type Who = "anyone" | "everybody" | "leads" | "admins";
/** What `{id}` names, where somebody else's is no business of the caller: 404, as if it were not there. */
export type Foreign =
  | "chat"
  | "seller"
  | "message"
  | "attachment"
  | "canned reply"
  | "view"
  | "session"
  | "broadcast"
  | "order"
  | "document"
  | "product"
  | "return"
  | "action";

export interface Rule {
  readonly who: Who;
  readonly foreign?: Foreign;
  /** Well-formed, so that what is foreign is refused for that and nothing else. */
  readonly body?: object;
}

const text = { text: "x" };

export const rules: Readonly<Record<string, Rule>> = {
  "GET /api/me": { who: "everybody" },
  "GET /api/set-up": { who: "anyone" },
  "POST /api/set-up": { who: "anyone" },
  "GET /api/sign-in-options": { who: "anyone" },
  "POST /api/invitation/look": { who: "anyone" },
  "POST /api/invitation/accept": { who: "anyone" },

  "GET /api/me/preferences": { who: "everybody" },
  "PATCH /api/me/preferences": { who: "everybody" },
  "PUT /api/me/availability": { who: "everybody" },
  "GET /api/me/sessions": { who: "everybody" },
  "DELETE /api/me/sessions": { who: "everybody" },
  "DELETE /api/me/sessions/{id}": { who: "everybody", foreign: "session" },
  "POST /api/me/password": { who: "everybody" },
  "POST /api/me/two-factor": { who: "everybody" },
  "POST /api/me/two-factor/confirm": { who: "everybody" },
  "POST /api/me/two-factor/end": { who: "everybody" },
  "POST /api/me/two-factor/recovery-codes": { who: "everybody" },
  "GET /api/notices": { who: "everybody" },
  "POST /api/notices/read": { who: "everybody" },
  "GET /api/team": { who: "everybody" },
  "PATCH /api/team/{id}": { who: "leads" },

  "GET /api/users": { who: "admins" },
  "POST /api/users": { who: "admins" },
  "PATCH /api/users/{id}": { who: "admins" },
  "DELETE /api/users/{id}/sessions": { who: "admins" },
  "DELETE /api/users/{id}/two-factor": { who: "admins" },
  "POST /api/users/{id}/password-link": { who: "admins" },
  "GET /api/invitations": { who: "admins" },
  "POST /api/invitations": { who: "admins" },
  "POST /api/invitations/{id}/renew": { who: "admins" },
  "DELETE /api/invitations/{id}": { who: "admins" },
  "GET /api/security-rules": { who: "admins" },
  "PUT /api/security-rules": { who: "admins" },
  "GET /api/api-tokens": { who: "admins" },
  "POST /api/api-tokens": { who: "admins" },
  "DELETE /api/api-tokens/{id}": { who: "admins" },

  "GET /api/sellers": { who: "everybody" },
  "POST /api/sellers": { who: "admins" },
  "GET /api/sellers/{id}": { who: "everybody", foreign: "seller" },
  "PATCH /api/sellers/{id}": { who: "admins" },
  "DELETE /api/sellers/{id}": { who: "admins" },
  "POST /api/sellers/{id}/sync": { who: "admins" },
  "GET /api/sellers/{id}/service": { who: "everybody", foreign: "seller" },
  "PATCH /api/sellers/{id}/service": { who: "leads" },
  "GET /api/sellers/{id}/webhook": { who: "admins" },
  "PATCH /api/sellers/{id}/webhook": { who: "admins" },
  "POST /api/sellers/{id}/webhook/register": { who: "admins" },
  "POST /api/sellers/{id}/check-key": { who: "admins" },
  "POST /api/sellers/try-key": { who: "admins" },
  "POST /api/sellers/import": { who: "admins" },
  "GET /api/removed-sellers": { who: "admins" },
  "POST /api/removed-sellers/{id}/purge": { who: "admins" },

  "GET /api/chats": { who: "everybody" },
  "POST /api/chats/bulk": { who: "everybody" },
  "GET /api/chat-counts": { who: "everybody" },
  "GET /api/chats/{id}": { who: "everybody", foreign: "chat" },
  "PATCH /api/chats/{id}": { who: "everybody", foreign: "chat", body: { status: "closed" } },
  "GET /api/chats/{id}/context": { who: "everybody", foreign: "chat" },
  "GET /api/chats/{id}/draft": { who: "everybody", foreign: "chat" },
  "PUT /api/chats/{id}/draft": { who: "everybody", foreign: "chat", body: text },
  "POST /api/chats/{id}/files": { who: "everybody", foreign: "chat" },
  "POST /api/chats/{id}/hand-over": { who: "everybody", foreign: "chat", body: { assignee_id: "x" } },
  "GET /api/chats/{id}/messages": { who: "everybody", foreign: "chat" },
  "POST /api/chats/{id}/messages": { who: "everybody", foreign: "chat", body: text },
  "GET /api/chats/{id}/notes": { who: "everybody", foreign: "chat" },
  "POST /api/chats/{id}/notes": { who: "everybody", foreign: "chat", body: text },
  "PUT /api/chats/{id}/presence": { who: "everybody", foreign: "chat", body: { state: "looking" } },
  "POST /api/chats/{id}/read": { who: "everybody", foreign: "chat" },
  "GET /api/chats/{id}/search": { who: "everybody", foreign: "chat" },
  "GET /api/chats/{id}/buyer-data": { who: "admins" },
  "POST /api/chats/{id}/buyer-data/erase": { who: "admins" },
  "GET /api/attachments/{id}": { who: "everybody", foreign: "attachment" },
  "POST /api/messages/{id}/cancel": { who: "everybody", foreign: "message" },
  "POST /api/messages/{id}/retry": { who: "everybody", foreign: "message" },
  "GET /api/search": { who: "everybody" },
  "GET /api/events": { who: "everybody" },

  "GET /api/tags": { who: "everybody" },
  "POST /api/tags": { who: "everybody" },
  "PATCH /api/tags/{id}": { who: "leads" },
  "DELETE /api/tags/{id}": { who: "leads" },
  "GET /api/views": { who: "everybody" },
  "POST /api/views": { who: "everybody" },
  "PATCH /api/views/{id}": { who: "everybody", foreign: "view", body: { name: "x" } },
  "DELETE /api/views/{id}": { who: "everybody", foreign: "view" },
  "GET /api/canned-replies": { who: "everybody" },
  "POST /api/canned-replies": { who: "leads" },
  "PATCH /api/canned-replies/{id}": { who: "leads" },
  "DELETE /api/canned-replies/{id}": { who: "leads" },
  "GET /api/automation-rules": { who: "leads" },
  "POST /api/automation-rules": { who: "leads" },
  "POST /api/automation-rules/dry-run": { who: "leads" },
  "PATCH /api/automation-rules/{id}": { who: "leads" },
  "DELETE /api/automation-rules/{id}": { who: "leads" },
  "GET /api/automation-runs": { who: "leads" },
  "GET /api/reports/chats": { who: "leads" },
  "GET /api/reports/chats.csv": { who: "leads" },
  "GET /api/reports/marketplace-scores": { who: "leads" },
  "GET /api/reports/today": { who: "everybody" },

  "GET /api/broadcasts": { who: "leads" },
  "POST /api/broadcasts": { who: "leads" },
  "POST /api/broadcasts/preview": { who: "leads" },
  "POST /api/broadcasts/sample": { who: "leads" },
  "GET /api/broadcasts/{id}": { who: "leads", foreign: "broadcast" },
  "PATCH /api/broadcasts/{id}": { who: "leads", foreign: "broadcast", body: { name: "x" } },
  "DELETE /api/broadcasts/{id}": { who: "leads", foreign: "broadcast" },
  "POST /api/broadcasts/{id}/start": { who: "leads", foreign: "broadcast" },
  "POST /api/broadcasts/{id}/pause": { who: "leads", foreign: "broadcast" },
  "POST /api/broadcasts/{id}/resume": { who: "leads", foreign: "broadcast" },
  "POST /api/broadcasts/{id}/cancel": { who: "leads", foreign: "broadcast" },
  "POST /api/broadcasts/{id}/approve": { who: "leads", foreign: "broadcast" },
  "POST /api/broadcasts/{id}/retry": { who: "leads", foreign: "broadcast" },
  "GET /api/broadcasts/{id}/recipients": { who: "leads", foreign: "broadcast" },
  "GET /api/broadcasts/{id}/recipients.csv": { who: "leads", foreign: "broadcast" },
  "GET /api/broadcasts/{id}/result": { who: "leads", foreign: "broadcast" },

  "POST /api/broadcasts/audience": { who: "leads" },
  "POST /api/broadcasts/audience/chats": { who: "leads" },
  "GET /api/broadcasts/choices": { who: "leads" },
  "GET /api/segments": { who: "leads" },
  "POST /api/segments": { who: "leads" },
  "PATCH /api/segments/{id}": { who: "leads" },
  "DELETE /api/segments/{id}": { who: "leads" },
  "GET /api/broadcast-rules": { who: "leads" },
  "PUT /api/broadcast-rules": { who: "admins" },
  "POST /api/chats/{id}/opt-out": { who: "everybody", foreign: "chat", body: {} },
  "DELETE /api/chats/{id}/opt-out": { who: "everybody", foreign: "chat" },

  "GET /api/sections": { who: "everybody" },
  "POST /api/sections/sync": { who: "everybody" },
  "GET /api/actions": { who: "everybody" },
  "GET /api/actions/{id}": { who: "everybody", foreign: "action" },
  "GET /api/actions/{id}/items": { who: "everybody", foreign: "action" },
  "POST /api/actions/{id}/cancel": { who: "leads", foreign: "action" },
  "POST /api/actions/{id}/retry": { who: "leads", foreign: "action" },

  "GET /api/returns": { who: "everybody" },
  "GET /api/return-counts": { who: "everybody" },
  "GET /api/returns/{id}": { who: "everybody", foreign: "return" },
  "GET /api/returns/{id}/photos/{position}": { who: "everybody", foreign: "return" },
  "POST /api/returns/{id}/decide": { who: "leads", foreign: "return", body: { action_id: "1" } },
  "GET /api/finance/totals": { who: "everybody" },
  "GET /api/finance/entries": { who: "everybody" },
  "GET /api/finance/by-order": { who: "everybody" },
  "GET /api/finance/by-product": { who: "everybody" },
  "GET /api/finance.csv": { who: "everybody" },

  "GET /api/products": { who: "everybody" },
  "GET /api/product-counts": { who: "everybody" },
  "GET /api/products/{id}": { who: "everybody", foreign: "product" },
  "GET /api/products/{id}/picture": { who: "everybody", foreign: "product" },
  "GET /api/product-limits": { who: "everybody" },
  "GET /api/categories": { who: "everybody" },
  "GET /api/category-attributes": { who: "everybody" },
  "GET /api/attribute-values": { who: "everybody" },
  "POST /api/products/prices": { who: "leads" },
  "POST /api/products/prices/check": { who: "leads" },
  "POST /api/products/archive": { who: "leads" },
  "POST /api/products/unarchive": { who: "leads" },
  "POST /api/products/delete": { who: "leads" },
  "POST /api/products/barcodes": { who: "leads" },
  "POST /api/products/import-by-sku": { who: "leads" },
  "PUT /api/products/{id}/pictures": {
    who: "leads",
    foreign: "product",
    body: { pictures: ["https://example.com/1.jpg"] },
  },
  "PUT /api/products/{id}/attributes": {
    who: "leads",
    foreign: "product",
    body: { attributes: [{ id: "85", values: [{ value: "x" }] }] },
  },

  "GET /api/outgoing-webhooks": { who: "admins" },
  "POST /api/outgoing-webhooks": { who: "admins" },
  "PATCH /api/outgoing-webhooks/{id}": { who: "admins" },
  "DELETE /api/outgoing-webhooks/{id}": { who: "admins" },
  "POST /api/outgoing-webhooks/{id}/secret": { who: "admins" },
  "POST /api/outgoing-webhooks/{id}/test": { who: "admins" },
  "GET /api/outgoing-webhooks/{id}/deliveries": { who: "admins" },
  "POST /api/outgoing-webhooks/{id}/replay-failed": { who: "admins" },
  "POST /api/outgoing-deliveries/{id}/replay": { who: "admins" },
  "GET /api/audit": { who: "admins" },
  "GET /api/audit.csv": { who: "admins" },
  "GET /api/audit/actions": { who: "admins" },
  "POST /api/audit/verify": { who: "admins" },
  "GET /api/operations": { who: "admins" },
  "GET /api/alerts": { who: "admins" },
  "GET /api/queues/{name}/failed": { who: "admins" },
  "POST /api/queues/{name}/failed/retry": { who: "admins" },
  "POST /api/queues/{name}/failed/discard": { who: "admins" },
  "GET /api/retention": { who: "admins" },
  "PUT /api/retention": { who: "admins" },
  "POST /api/retention/dry-run": { who: "admins" },
};
