import type { exportAudit } from "@/lib/wire/audit";
import type { QueryInput } from "@/lib/wire/endpoint";

/** What of the log is shown; stands in the address, days as the person's own calendar has them. */
export interface AuditChoice {
  readonly actor: string;
  /** An action, or a group of them: "seller." */
  readonly action: string;
  readonly seller: string;
  /** "chat 0190…": one thing's own history. */
  readonly about: string;
  readonly from: string;
  readonly to: string;
}

const keys = [
  "actor",
  "action",
  "seller",
  "about",
  "from",
  "to",
] as const satisfies readonly (keyof AuditChoice)[];

/** Reads the choice from the address; what is not understood stands for everything. */
export function parseChoice(search: URLSearchParams): AuditChoice {
  const value = (key: string) => search.get(key)?.slice(0, 150) ?? "";
  const day = (key: string) => (/^\d{4}-\d{2}-\d{2}$/.test(value(key)) ? value(key) : "");
  return {
    actor: value("actor"),
    action: value("action"),
    seller: value("seller"),
    about: value("about"),
    from: day("from"),
    to: day("to"),
  };
}

/** The choice for the address; empty when everything is shown. */
export function toSearch(choice: AuditChoice): string {
  const search = new URLSearchParams();
  for (const key of keys) if (choice[key] !== "") search.set(key, choice[key]);
  return search.toString();
}

/** The choice as the server asks for it: the last day is wholly in it. */
export function toQuery(choice: AuditChoice): Partial<QueryInput<typeof exportAudit>> {
  const [type = "", id = ""] = choice.about.split(" ");
  return {
    actor_id: choice.actor || undefined,
    action: choice.action || undefined,
    seller_id: choice.seller || undefined,
    subject_type: type || undefined,
    subject_id: id || undefined,
    from: choice.from === "" ? undefined : midnight(choice.from, 0),
    to: choice.to === "" ? undefined : midnight(choice.to, 1),
  };
}

function midnight(day: string, daysLater: number): string | undefined {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const instant = new Date(year, month - 1, date + daysLater);
  return Number.isNaN(instant.getTime()) || year < 1 ? undefined : instant.toISOString();
}
