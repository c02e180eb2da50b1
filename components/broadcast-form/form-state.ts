import { checkTemplate } from "@/lib/text/broadcast-template";
import type { AudienceFilters, countAudience } from "@/lib/wire/audience";
import type { addBroadcast, Broadcast, changeBroadcast, OrderEvent } from "@/lib/wire/broadcasts";
import type { BodyInput } from "@/lib/wire/endpoint";
import { tidyFilters } from "./filter-kinds";
import { toInstant } from "./zoned-time";

/** One text of a broadcast, and how many percent get it. */
export interface FormVariant {
  /** For the screen alone: a text keeps its field when another one goes. */
  readonly id: string;
  readonly template: string;
  readonly share: number;
}

/** A broadcast while it is written. */
export interface Form {
  readonly sellerId: string | null;
  readonly name: string;
  readonly kind: Broadcast["kind"];
  readonly events: readonly OrderEvent[];
  readonly filters: AudienceFilters;
  readonly variants: readonly FormVariant[];
  /** Messages a second; null: the seller's usual pace. */
  readonly rate: number | null;
  readonly when: "now" | "later";
  /** As the clock of `timeZone` shows it: "2026-11-22T10:00". */
  readonly localTime: string;
  readonly timeZone: string;
  readonly quietHours: Broadcast["quiet_hours"];
  readonly frequencyCap: Broadcast["frequency_cap"];
}

export type ChangeForm = (change: Partial<Form>) => void;
export type Terms = BodyInput<typeof countAudience>;
export type Body = BodyInput<typeof addBroadcast>;
type Change = BodyInput<typeof changeBroadcast>;

/** A blank page. */
export function emptyForm(timeZone: string): Form {
  return {
    sellerId: null,
    name: "",
    kind: "once",
    events: [],
    filters: {},
    variants: [{ id: "1", template: "", share: 100 }],
    rate: null,
    when: "now",
    localTime: "",
    timeZone,
    quietHours: "respect",
    frequencyCap: "respect",
  };
}

/** A draft that is worked on again. `toLocal`: what its zone's clock shows. */
export function toForm(
  broadcast: Broadcast,
  { timeZone, toLocal }: { timeZone: string; toLocal: (instant: Date, zone: string) => string },
): Form {
  const zone = broadcast.time_zone ?? timeZone;
  return {
    sellerId: broadcast.seller_id,
    name: broadcast.name,
    kind: broadcast.kind,
    events: broadcast.order_events,
    filters: broadcast.filters,
    variants: broadcast.variants.map(({ key, template, share }) => ({ id: key, template, share })),
    rate: broadcast.rate_limit,
    when: broadcast.schedule_at === null ? "now" : "later",
    localTime: broadcast.schedule_at === null ? "" : toLocal(new Date(broadcast.schedule_at), zone),
    timeZone: zone,
    quietHours: broadcast.quiet_hours,
    frequencyCap: broadcast.frequency_cap,
  };
}

/** When it starts; null: at once, or the time is not (yet) one. */
export function startOf(form: Pick<Form, "when" | "localTime" | "timeZone">): Date | null {
  return form.when === "later" ? toInstant(form.localTime, form.timeZone) : null;
}

/** What its audience is judged by; null while no seller is chosen. A time that has passed is left out. */
export function toTerms(form: Form, nowMs: number): Terms | null {
  if (form.sellerId === null) return null;
  const start = startOf(form);
  return {
    seller_id: form.sellerId,
    filters: tidyFilters(form.filters),
    ...(form.rate === null ? {} : { rate_limit: form.rate }),
    ...(start !== null && start.getTime() > nowMs ? { schedule_at: start.toISOString() } : {}),
    quiet_hours: form.quietHours,
    frequency_cap: form.frequencyCap,
  };
}

function toTexts({ variants }: Form): Pick<Body, "template" | "variants"> {
  const [only, ...others] = variants;
  if (others.length === 0) return { template: only?.template.trim() ?? "" };
  return { variants: variants.map(({ template, share }) => ({ template: template.trim(), share })) };
}

/** The whole of it as the server takes it; null while no seller is chosen. */
export function toBody(form: Form, { start }: { start: boolean }): Body | null {
  if (form.sellerId === null) return null;
  const at = startOf(form);
  return {
    seller_id: form.sellerId,
    filters: tidyFilters(form.filters),
    ...(form.name.trim() === "" ? {} : { name: form.name.trim() }),
    ...toTexts(form),
    ...(form.kind === "order" ? { order_events: [...form.events] } : {}),
    ...(form.rate === null ? {} : { rate_limit: form.rate }),
    ...(at === null ? {} : { schedule_at: at.toISOString(), time_zone: form.timeZone }),
    quiet_hours: form.quietHours,
    frequency_cap: form.frequencyCap,
    start,
  };
}

/** The same for a draft that is there already: everything, for what was taken away must go too. */
export function toChange(form: Form): Change {
  const at = startOf(form);
  return {
    ...(form.name.trim() === "" ? {} : { name: form.name.trim() }),
    ...toTexts(form),
    filters: tidyFilters(form.filters),
    order_events: form.kind === "order" ? [...form.events] : null,
    ...(form.rate === null ? {} : { rate_limit: form.rate }),
    schedule_at: at?.toISOString() ?? null,
    time_zone: at === null ? null : form.timeZone,
    quiet_hours: form.quietHours,
    frequency_cap: form.frequencyCap,
  };
}

/** What keeps a broadcast from leaving, by the field where it is said. */
export type Gap = "seller" | "events" | "text" | "variable" | "shares" | "time";

/** What is missing or wrong, in the order of the page; a draft is held to the same. */
export function findGaps(form: Form, nowMs: number): ReadonlySet<Gap> {
  const gaps = new Set<Gap>();
  if (form.sellerId === null) gaps.add("seller");
  if (form.kind === "order" && form.events.length === 0) gaps.add("events");
  if (form.variants.some(({ template }) => template.trim() === "")) gaps.add("text");
  if (form.variants.some(({ template }) => checkTemplate(template).unknown.length > 0)) gaps.add("variable");
  if (form.variants.some(({ share }) => share < 1) || sumOfShares(form) !== 100) gaps.add("shares");
  if (form.when === "later") {
    const start = startOf(form);
    if (start === null || start.getTime() <= nowMs) gaps.add("time");
  }
  return gaps;
}

/** What the variants' shares come to; 100 is right. */
export function sumOfShares({ variants }: Pick<Form, "variants">): number {
  return variants.reduce((sum, { share }) => sum + share, 0);
}

/** Whether anything was written that would be a pity to lose. */
export function hasWords(form: Form): boolean {
  return form.name.trim() !== "" || form.variants.some(({ template }) => template.trim() !== "");
}
