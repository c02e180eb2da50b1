"use client";

import type { Seller } from "@/lib/wire/sellers";

/** The marketplace's notices of one seller: how they come, whether they come, and what to do about it. Admins only. */
export function WebhookSection({ seller }: { seller: Seller }) {
  return <div data-webhook-of={seller.id} />;
}
