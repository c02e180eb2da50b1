import { z } from "zod";
import { BinaryAnswer, type Method } from "../../api-method";
import { drawSheets } from "../../draw-pdf";
import type { Account, Order } from "../../model";
import { GRPC, invalid, Refusal } from "../../refusal";
import { type ApiCall, messageIdField, readBody } from "../../request-fields";
import type { WireValue } from "../../wire-json";
import type { World } from "../../world";
import { type Carriage, deskOf, takeId } from "./desk-of-documents";
import { ordersOf } from "./market-orders";
import { moveAndRing } from "./move-order";
import { idField } from "./posting-requests";

const createRequest = z.object({
  delivery_method_id: idField,
  departure_date: z.iso.datetime({ offset: true }).nullish(),
  containers_count: z.number().int().nullish(),
});

const createCarriage: Method = (call) => ({ carriage_id: begin(call).id });

/** The older one confirms at once. */
const createAct: Method = (call, { world }) => {
  const carriage = begin(call);
  approve(world, call.account, carriage);
  return { result: { id: carriage.id } };
};

/** Everything of the delivery method that is ready and in no shipment yet. */
function begin(call: ApiCall): Carriage {
  const { delivery_method_id, departure_date, containers_count } = readBody(
    call,
    createRequest,
    "CarriageCreateRequest",
  );
  const desk = deskOf(call.account);
  const ready = [...ordersOf(call.account).values()].filter(
    (order) => isReady(order) && (order.delivery?.methodId ?? "1020000000001") === delivery_method_id,
  );
  const [first] = ready;
  if (first === undefined)
    throw new Refusal(400, GRPC.failedPrecondition, "There are no postings for carriage");
  const carriage: Carriage = {
    id: takeId(desk),
    methodId: delivery_method_id,
    warehouseId: first.warehouse?.id ?? "22000000001",
    postings: ready.map((order) => order.postingNumber),
    isApproved: false,
    containers: containers_count ?? 1,
    createdMs: call.nowMs,
    departureMs: departure_date ? Date.parse(departure_date) : call.nowMs,
    wasAsked: false,
  };
  desk.carriages.set(carriage.id, carriage);
  return carriage;
}

function isReady(order: Order): boolean {
  return (
    order.scheme !== "fbo" && order.status === "awaiting_deliver" && order.substatus !== "posting_in_carriage"
  );
}

const carriageRequest = z.object({
  carriage_id: messageIdField,
  containers_count: z.number().int().nullish(),
});

const approveCarriage: Method = (call, { world }) => {
  const { carriage_id, containers_count } = readBody(call, carriageRequest, "CarriageApproveRequest");
  const carriage = requireCarriage(call.account, carriage_id);
  if (carriage.isApproved) throw invalid("carriage is already approved");
  carriage.containers = containers_count ?? carriage.containers;
  approve(world, call.account, carriage);
  return {};
};

function approve(world: World, account: Account, carriage: Carriage): void {
  const orders = ordersOf(account);
  // What was cancelled meanwhile stays out.
  carriage.postings = carriage.postings.filter((number) => orders.get(number)?.status === "awaiting_deliver");
  for (const number of carriage.postings) {
    const order = orders.get(number);
    if (order !== undefined) moveAndRing(world, account, order, { substatus: "posting_in_carriage" });
  }
  carriage.isApproved = true;
}

function requireCarriage(account: Account, id: bigint): Carriage {
  const carriage = deskOf(account).carriages.get(Number(id));
  if (carriage === undefined) throw new Refusal(404, GRPC.notFound, "Carriage not found");
  return carriage;
}

const getCarriage: Method = (call) => {
  const { carriage_id } = readBody(call, carriageRequest, "CarriageGetRequest");
  const carriage = requireCarriage(call.account, carriage_id);
  const created = new Date(carriage.createdMs).toISOString();
  return {
    carriage_id: carriage.id,
    company_id: BigInt(/^\d+$/.test(call.account.clientId) ? call.account.clientId : "0"),
    status: carriage.isApproved ? "formed" : "new",
    act_type: "ff",
    all_blr_traceable: false,
    is_waybill_enabled: true,
    is_econom: false,
    arrival_pass_ids: [],
    available_actions: carriage.isApproved ? ["get_shipping_list", "get_waybill"] : [],
    cancel_availability: { is_cancel_available: !carriage.isApproved, reason: "" },
    containers_count: carriage.containers,
    created_at: created,
    updated_at: created,
    delivery_method_id: BigInt(carriage.methodId),
    departure_date: new Date(carriage.departureMs).toISOString(),
    first_mile_type: "DropOff",
    has_postings_for_next_carriage: false,
    integration_type: "ozon",
    is_container_label_printed: false,
    is_partial: false,
    partial_num: 1,
    retry_count: 0,
    tpl_provider_id: 24,
    warehouse_id: BigInt(carriage.warehouseId),
  };
};

const actRequest = z.object({ id: messageIdField });

/** "In process" at the first look, ready at the second. */
const checkAct: Method = (call, { faults }): WireValue => {
  const { account } = call;
  const carriage = requireCarriage(account, readBody(call, actRequest, "PostingFBSActCheckStatusRequest").id);
  const isPending =
    faults.take("document_pending", account.clientId, call.path) !== null || !carriage.wasAsked;
  carriage.wasAsked = true;
  return {
    result: {
      act_type: "ff",
      added_to_act: carriage.postings,
      removed_from_act: [],
      status: isPending ? "in_process" : "ready",
      is_partial: false,
      has_postings_for_next_carriage: false,
      partial_num: 1,
    },
  };
};

/** The sheet of a shipment that is confirmed. */
const getActPdf: Method = (call, { faults }) => {
  const { account } = call;
  const carriage = requireCarriage(account, readBody(call, actRequest, "PostingFBSGetActRequest").id);
  const isPending = faults.take("document_pending", account.clientId, call.path) !== null;
  if (!carriage.isApproved || isPending)
    throw new Refusal(400, GRPC.failedPrecondition, "DOCUMENT_IS_NOT_READY");
  const head = [
    "OZON   LIST OTGRUZKI / SHIPPING LIST",
    `No ${carriage.id}`,
    `Postings ${carriage.postings.length}`,
    "",
  ];
  return new BinaryAnswer(drawSheets(sheetsOf([...head, ...carriage.postings])), "application/pdf");
};

const LINES_A_SHEET = 22;

function sheetsOf(lines: string[]): string[][] {
  const sheets: string[][] = [];
  for (let at = 0; at < lines.length; at += LINES_A_SHEET) sheets.push(lines.slice(at, at + LINES_A_SHEET));
  return sheets;
}

export const carriageMethods: Record<string, Method> = {
  "/v1/carriage/create": createCarriage,
  "/v1/carriage/approve": approveCarriage,
  "/v1/carriage/get": getCarriage,
  "/v2/posting/fbs/act/create": createAct,
  "/v2/posting/fbs/act/check-status": checkAct,
  "/v2/posting/fbs/act/get-pdf": getActPdf,
};
