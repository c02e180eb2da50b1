import { z } from "zod";
import type { Method } from "../api-method";
import { inRange, readBody } from "../request-fields";
import { marketOf } from "./catalogue";
import type { MarketWarehouse } from "./market-model";
import { idField, pageOf } from "./product-selection";

const limit = z.number().int().min(1, inRange(0, 200)).max(200, inRange(0, 200));
const ownOf = (warehouses: readonly MarketWarehouse[]) => warehouses.filter(({ kind }) => kind === "own");

const listRequest = z.object({
  limit,
  cursor: z.string().nullish(),
  warehouse_ids: z.array(idField).max(200).nullish(),
});

/** The seller's own warehouses; those of the marketplace are in no list that a seller's key may read. */
const list: Method = (call) => {
  const request = readBody(call, listRequest, "WarehouseListV2Request");
  const asked = request.warehouse_ids ?? [];
  const all = ownOf(marketOf(call.account).warehouses).filter(
    ({ warehouseId }) => asked.length === 0 || asked.includes(warehouseId),
  );
  const keyOf = ({ warehouseId }: MarketWarehouse) => warehouseId;
  const page = pageOf(all, { cursor: request.cursor ?? "", limit: request.limit, keyOf });
  const last = page.items.at(-1);
  return {
    warehouses: page.items.map((one) => ({
      warehouse_id: BigInt(one.warehouseId),
      name: one.name,
      status: one.isActive ? "created" : "disabled",
      warehouse_type: one.scheme === "rfbs" ? "RFBS" : "FBS",
      is_rfbs: one.scheme === "rfbs",
      ...{ is_express: false, is_kgt: false, is_comfort: false, is_auto_assembly: false },
      ...{ has_entrusted_acceptance: true, has_postings_limit: false, postings_limit: -1 },
      min_postings_limit: 0,
      address_info: { address: `Россия, ${one.city}`, latitude: 55.75, longitude: 37.61, utc: "+03:00" },
      first_mile: { type: "DROP_OFF", dropoff_point_id: "10047", first_mile_is_changing: false },
      working_days: ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
      phone: "",
      created_at: "2025-02-11T09:00:00Z",
      updated_at: "2026-06-02T12:30:00Z",
    })),
    cursor: page.cursor,
    has_next: last !== undefined && last !== all.at(-1),
  };
};

const olderRequest = z.object({ limit: limit.nullish(), offset: z.number().int().nonnegative().nullish() });

const listOlder: Method = (call) => {
  const request = readBody(call, olderRequest, "WarehouseListRequest");
  const start = request.offset ?? 0;
  const own = ownOf(marketOf(call.account).warehouses).slice(start, start + (request.limit ?? 200));
  return {
    result: own.map((one) => ({
      warehouse_id: BigInt(one.warehouseId),
      name: one.name,
      status: one.isActive ? "created" : "disabled",
      is_rfbs: one.scheme === "rfbs",
      ...{ is_kgt: false, is_karantin: false, is_economy: false, is_presorted: false },
      ...{ is_able_to_set_price: false, is_timetable_editable: true, can_print_act_in_advance: false },
      ...{ has_entrusted_acceptance: true, has_postings_limit: false, postings_limit: -1 },
      ...{ min_postings_limit: 0, min_working_days: 5, working_days: ["1", "2", "3", "4", "5"] },
      first_mile_type: {
        first_mile_type: "DropOff",
        dropoff_point_id: "10047",
        dropoff_timeslot_id: 0,
        first_mile_is_changing: false,
      },
    })),
  };
};

export const newerWarehouseMethods: Record<string, Method> = { "/v2/warehouse/list": list };
export const olderWarehouseMethods: Record<string, Method> = { "/v1/warehouse/list": listOlder };
