import type { AudienceFilters } from "@/lib/wire/audience";
import type { OrderEvent } from "@/lib/wire/broadcasts";

/** A broadcast to begin with; its words stand in the catalogues under `broadcasts.templates`. */
export interface ReadyTemplate {
  readonly id: "delayed" | "pick_up" | "returning" | "delivered" | "repeat" | "care";
  /** What sends it; null: it is sent once. */
  readonly event: OrderEvent | null;
  readonly filters: AudienceFilters;
}

/** Half a year: who wrote earlier hardly remembers the shop. */
const REMEMBERS_DAYS = 180;

/** First those about orders: they are what remains useful where the marketplace closes chats after two days. */
export const readyTemplates: readonly ReadyTemplate[] = [
  { id: "delayed", event: "delayed", filters: {} },
  { id: "pick_up", event: "pick_up", filters: {} },
  { id: "returning", event: "returning", filters: {} },
  { id: "delivered", event: "delivered", filters: {} },
  {
    id: "repeat",
    event: null,
    filters: { customer_type: "repeat", last_message_days_at_most: REMEMBERS_DAYS },
  },
  {
    id: "care",
    event: null,
    filters: { order_stages: ["delivered"], ordered_days_ago: 7, ordered_days_at_most: 30 },
  },
];

/** The template of an address (`?template=`); undefined for a name there is not. */
export function findTemplate(id: string | null): ReadyTemplate | undefined {
  return readyTemplates.find((template) => template.id === id);
}
