import { expect, test } from "vitest";
import type { OrderRow } from "./model";
import { stepsOf } from "./steps";

const at = (day: number) => new Date(Date.UTC(2026, 10, day));
const iso = (day: number) => at(day).toISOString();

function row(told: Partial<OrderRow>): OrderRow {
  return {
    id: "", sellerId: "", marketplace: "ozon", postingNumber: "1", orderNumber: "1", scheme: "fbs", status: "",
    substatus: null, state: "", stage: "packing", isLate: false, buyerName: null, buyerKey: null, city: null,
    region: null, warehouseId: null, warehouseName: null, deliveryMethod: null, carrier: null, trackingNumber: null,
    products: [], total: null, currency: null, units: 0, actions: [], cancelReason: null, cancelledBy: null,
    orderedAt: at(1), shipBy: at(3), handedOverAt: null, deliverFrom: null, deliverBy: at(9), deliveredAt: null,
    stageAt: null, stages: [], money: null, chatId: null, checkedAt: at(1), ...told,
  }; // biome-ignore format: a row of many columns
}

const states = (told: Partial<OrderRow>) => stepsOf(row(told)).map((step) => `${step.step} ${step.state}`);

test("a parcel being packed has its promises before it", () => {
  expect(stepsOf(row({ stageAt: at(1) }))).toEqual([
    { step: "ordered", at: iso(1), by: null, state: "done" },
    { step: "packing", at: iso(1), by: iso(3), state: "now" },
    { step: "handed_over", at: null, by: iso(3), state: "next" },
    { step: "on_way", at: null, by: null, state: "next" },
    { step: "pick_up", at: null, by: iso(9), state: "next" },
    { step: "delivered", at: null, by: iso(9), state: "next" },
  ]);
});

test("stages that were seen keep their moments", () => {
  const stages = [
    { stage: "packing", at: iso(1) },
    { stage: "shipped", at: iso(3) },
    { stage: "pick_up", at: iso(6) },
  ];
  const told = { stage: "delivered", stages, handedOverAt: at(3), deliveredAt: at(8), stageAt: at(8) };
  expect(stepsOf(row(told)).map((step) => [step.step, step.at])).toEqual([
    ["ordered", iso(1)],
    ["packing", iso(1)],
    ["handed_over", iso(3)],
    ["on_way", iso(3)],
    ["pick_up", iso(6)],
    ["delivered", iso(8)],
  ]);
});

test("a courier's parcel never lay at a pick-up point", () => {
  expect(states({ stage: "delivered", deliveredAt: at(8), handedOverAt: at(3) })).toContain(
    "pick_up skipped",
  );
});

test("a cancelled parcel's way ends where it was", () => {
  expect(states({ stage: "cancelled", stages: [{ stage: "packing", at: iso(1) }], stageAt: at(2) })).toEqual([
    "ordered done",
    "packing done",
    "cancelled now",
  ]);
  expect(states({ stage: "returning", handedOverAt: at(3) })).toEqual([
    "ordered done",
    "packing done",
    "handed_over done",
    "returning now",
  ]);
});
