import type { Form } from "./form-state";

/** What the page's main button does. */
export type SendAct =
  /** Nobody is known to get it yet. */
  | { readonly act: "send" }
  | { readonly act: "sendTo"; readonly count: number }
  | { readonly act: "schedule"; readonly at: Date; readonly zone: string }
  | { readonly act: "ask" }
  | { readonly act: "switchOn" };

/** What will happen, so that the button can say it. */
export function sendAct(given: {
  form: Pick<Form, "kind" | "when" | "timeZone">;
  startsAt: Date | null;
  count: number | undefined;
  needsApproval: boolean;
}): SendAct {
  const { form, startsAt, count, needsApproval } = given;
  if (needsApproval) return { act: "ask" };
  if (form.when === "later" && startsAt !== null) {
    return { act: "schedule", at: startsAt, zone: form.timeZone };
  }
  if (form.kind === "order") return { act: "switchOn" };
  return count === undefined || count === 0 ? { act: "send" } : { act: "sendTo", count };
}
