import type { ReturnAct, ReturnFacts } from "../return-port";
import { readItems } from "./read-items";
import { availableAct, rejectionReason } from "./return-schemas";

/** Numbers that the specification names: both reject, the last one pays a part back. */
const REJECTING = new Set(["-1", "-10"]);
const COMPENSATING = "1020";

/** By its words, the first that fits: "Подтвердить получение" is no approval, "Отказать в возврате денег" no refund. */
const MEANINGS: ReadonlyArray<readonly [ReturnAct["means"], RegExp]> = [
  ["reject", /отклон|отказ|reject|decline/],
  ["compensate", /компенс|частичн|compensat/],
  ["receive", /получ|receiv/],
  ["refund", /деньг|денег|стоимост|refund|money/],
  ["accept", /одобр|соглас|приня|подтверд|approv|accept|verif/],
];

/** What may be done with a request, with what it needs. Ozon tells numbers and Russian names only. */
export function toReturnActs(raw: readonly unknown[]): ReturnAct[] {
  return readItems(raw, availableAct, "available_actions").items.map(({ id, name }) => {
    const means = meaningOf(id, name ?? "");
    return { id, name: name ?? id, means, needs: NEEDS[means] };
  });
}

function meaningOf(id: string, name: string): ReturnAct["means"] {
  if (REJECTING.has(id)) return "reject";
  if (id === COMPENSATING) return "compensate";
  const words = name.toLowerCase();
  return MEANINGS.find(([, pattern]) => pattern.test(words))?.[0] ?? "other";
}

/** Text is asked for by single reasons (`needsText`), so it stands with none of the acts. */
const NEEDS: Readonly<Record<ReturnAct["means"], ReturnAct["needs"]>> = {
  accept: [],
  receive: [],
  refund: [],
  reject: ["reason"],
  compensate: ["amount"],
  other: [],
};

/** Why a request may be rejected. */
export function toRejections(raw: readonly unknown[]): NonNullable<ReturnFacts["rejections"]> {
  return readItems(raw, rejectionReason, "rejection_reason").items.map((reason) => ({
    id: reason.id,
    name: reason.name ?? reason.id,
    needsText: reason.is_comment_required === true,
  }));
}
