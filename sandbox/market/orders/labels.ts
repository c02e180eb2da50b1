import { z } from "zod";
import { BinaryAnswer, type Method } from "../../api-method";
import { drawSheets } from "../../draw-pdf";
import type { Account, Order } from "../../model";
import { GRPC, invalid, Refusal } from "../../refusal";
import { messageIdField, readBody } from "../../request-fields";
import { deskOf, takeId } from "./desk-of-documents";
import { requirePosting } from "./fbs-postings";
import { ordersOf } from "./market-orders";

const MAX_LABELS = 20;
const labelsRequest = z.object({
  posting_number: z.array(z.string()).min(1).max(MAX_LABELS, "value must contain between 1 and 20 items"),
});

/** The older way: the file itself, or nothing when one of them cannot be had. */
const labelsAtOnce: Method = (call) => {
  const { posting_number } = readBody(call, labelsRequest, "PostingFBSPackageLabelRequest");
  const orders = posting_number.map((number) => requirePosting(call.account, number));
  if (orders.some((order) => !isLabelled(order))) throw invalid("The next postings aren't ready");
  return new BinaryAnswer(drawLabels(orders), "application/pdf");
};

function isLabelled(order: Order | undefined): order is Order {
  return order?.status === "awaiting_deliver" && order.scheme !== "fbo";
}

/** Latin only: the fonts every reader has know no other letters. */
function drawLabels(orders: readonly Order[]): Buffer {
  return drawSheets(
    orders.map((order) => [
      "OZON LABEL",
      order.postingNumber,
      `Order ${order.orderNumber}`,
      `Items ${[order, ...(order.more ?? [])].map(({ sku, quantity }) => `${sku} x${quantity}`).join(", ")}`,
      `Warehouse ${order.warehouse?.id ?? "22000000001"}`,
    ]),
  );
}

const createTask: Method = (call) => {
  const { posting_number } = readBody(call, labelsRequest, "CreateLabelBatchRequest");
  const desk = deskOf(call.account);
  const tasks = (["big_label", "small_label"] as const).map((task_type) => {
    const id = takeId(desk);
    const filePath = `/documents/labels/${id}.pdf`;
    desk.labels.set(id, { id, postings: posting_number, filePath, wasAsked: false });
    return { task_id: id, task_type };
  });
  return { result: { tasks } };
};

const taskRequest = z.object({ task_id: messageIdField });

/** "In progress" at the first look, ready at the second. */
const getTask: Method = (call, { faults }) => {
  const { account } = call;
  const task = deskOf(account).labels.get(
    Number(readBody(call, taskRequest, "GetLabelBatchRequest").task_id),
  );
  if (task === undefined) throw new Refusal(404, GRPC.notFound, "Task not found");
  const isPending = faults.take("document_pending", account.clientId, call.path) !== null || !task.wasAsked;
  task.wasAsked = true;
  const empty = { error: "", file_url: "", printed_postings_count: 0, unprinted_postings: [] };
  if (isPending) return { result: { ...empty, status: "in_progress", unprinted_postings_count: 0 } };
  const orders = ordersOf(account);
  const printed = task.postings.map((number) => orders.get(number)).filter(isLabelled);
  const known = new Set(printed.map(({ postingNumber }) => postingNumber));
  const missing = task.postings.filter((number) => !known.has(number));
  const unprinted_postings = missing.map((posting_number) => ({
    posting_number,
    msg: "The next postings aren't ready",
  }));
  const counted = { unprinted_postings, unprinted_postings_count: missing.length };
  if (printed.length === 0)
    return { result: { ...empty, ...counted, status: "error", error: "NO_POSTINGS_TO_PRINT" } };
  keepFile(account, task.filePath, drawLabels(printed));
  return {
    result: {
      ...counted,
      error: "",
      status: "completed",
      file_url: call.baseUrl + task.filePath,
      printed_postings_count: printed.length,
    },
  };
};

function keepFile(account: Account, path: string, bytes: Buffer): void {
  const name = path.slice(path.lastIndexOf("/") + 1);
  account.files.set(path, { path, name, sizeBytes: bytes.length, contentType: "application/pdf", bytes });
}

export const labelMethods: Record<string, Method> = {
  "/v2/posting/fbs/package-label": labelsAtOnce,
  "/v2/posting/fbs/package-label/create": createTask,
  "/v1/posting/fbs/package-label/get": getTask,
  "/v3/posting/fbs/package-label/create": createTask,
  "/v3/posting/fbs/package-label/get": getTask,
};
