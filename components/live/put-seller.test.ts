import { expect, test } from "vitest";
import type { Seller } from "@/lib/wire/sellers";
import { putSeller } from "./apply-event";

const seller = (more: Partial<Seller>): Seller => ({
  id: "s1",
  name: "Дом",
  marketplace: "ozon",
  client_id: "1",
  api_key_hint: "…1a2b",
  api_key_expires_at: null,
  api_key_set_at: "2026-11-21T10:00:00.000Z",
  api_key_roles: [],
  chat_access: null,
  api_version: "v3",
  status: "active",
  webhook_mode: "push",
  webhook_url: null,
  last_synced_at: null,
  last_error: null,
  sync: { phase: "live", done: 0, total: 0 },
  capabilities: { text_max_chars: 1000, reply_window_hours: 48, can_mark_read: true, file: null },
  created_at: "2026-11-21T10:00:00.000Z",
  ...more,
});

test("a seller that the stream tells of keeps the webhook's address an answer told", () => {
  const told = putSeller([], seller({ webhook_url: "https://desk/api/webhooks/ozon/x" }));
  const later = putSeller(told, seller({ name: "Дом и уют" }));
  expect(later).toMatchObject([{ name: "Дом и уют", webhook_url: "https://desk/api/webhooks/ozon/x" }]);
  const moved = putSeller(later, seller({ webhook_url: "https://desk/api/webhooks/ozon/y" }));
  expect(moved).toMatchObject([{ webhook_url: "https://desk/api/webhooks/ozon/y" }]);
  expect(putSeller(moved, seller({ webhook_mode: null }))).toMatchObject([{ webhook_url: null }]);
});
