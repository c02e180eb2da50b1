import { MarketplaceError } from "../errors";
import { bareNumber } from "../json";
import type { OrderPort, StartedDocument } from "../order-port";
import type { MadeFile } from "../port-page";
import type { OzonClient } from "./client";
import { isRefusalOfInput } from "./errors";
import { newestThatAnswers } from "./generations";
import { paths } from "./paths";
import {
  actState,
  carriage,
  labelFile,
  labelTask,
  labelTasks,
  onePosting,
  startedAct,
  unprinted,
  written,
} from "./posting-schemas";
import { readItems } from "./read-items";

type Documents = Pick<OrderPort, "startLabels" | "readLabels" | "startAct" | "readAct">;

const PENDING: MadeFile = { state: "pending", bytes: null, mimeType: null, theirText: null };

/** Labels and acts as PDF. A task's name begins with the generation of the method that made it: `v3:5819327210248`. */
export function createOrderDocuments(client: OzonClient): Documents {
  return {
    startLabels: (postingNumbers) => startLabels(client, postingNumbers),
    readLabels: (taskId) => readLabels(client, taskId),
    startAct: (postingNumbers) => startAct(client, postingNumbers),
    readAct: (taskId) => readAct(client, taskId),
  };
}

function startLabels(client: OzonClient, postingNumbers: readonly string[]): Promise<StartedDocument> {
  const body = { posting_number: postingNumbers };
  const createBy = (generation: "v3" | "v2") => ({
    name: `labels ${generation}`,
    ask: async (): Promise<StartedDocument> => {
      const path = paths.labels[generation].create;
      const answer = await client.post({ path, body, schema: labelTasks, isRepeatable: false });
      const taskId = answer.body.task_id ?? bigOf(answer.body.tasks ?? []);
      if (taskId === null) throw noTask(path);
      return { taskId: `${generation}:${taskId}` };
    },
  });
  const atOnce = async (): Promise<StartedDocument> => ({
    file: ready(await client.postForPdf({ path: paths.labels.atOnce, body })),
  });
  return newestThatAnswers(client, [createBy("v3"), createBy("v2"), { name: "labels at once", ask: atOnce }]);
}

/** Of the two sizes the usual one. */
function bigOf(raw: readonly unknown[]): string | null {
  const { items } = readItems(raw, labelTask, "tasks");
  return (items.find((task) => task.task_type === "big_label") ?? items[0])?.task_id ?? null;
}

async function readLabels(client: OzonClient, taskId: string): Promise<MadeFile> {
  const { generation, id } = readTask(taskId);
  const path = generation === "v3" ? paths.labels.v3.get : paths.labels.v2.get;
  const call = { path, body: { task_id: bareNumber(id) }, schema: labelFile, isRepeatable: true };
  const { status, error, file_url, unprinted_postings } = (await client.post(call)).body;
  const why = readItems(unprinted_postings ?? [], unprinted, "unprinted_postings")
    .items.map((one) => [one.posting_number, one.msg].filter(Boolean).join(": "))
    .join("; ");
  if (status === "error") return failed(error ?? (why === "" ? null : why));
  if (status !== "completed" || file_url === null) return PENDING;
  const bytes = await fetchAll(client, file_url);
  // Not every label that was asked for: a half of the parcels would go without.
  return bytes === null ? failed(null) : why === "" ? ready(bytes) : { ...ready(bytes), theirText: why };
}

/**
 * A carriage (or, where only that exists, an act) takes all postings of a delivery method that are ready: the first one
 * says which. A carriage is made here and confirmed by `readAct`, so that its number is kept before anything is final.
 */
async function startAct(client: OzonClient, postingNumbers: readonly string[]): Promise<StartedDocument> {
  const delivery_method_id = bareNumber(await deliveryMethodOf(client, postingNumbers[0] ?? ""));
  return newestThatAnswers<StartedDocument>(client, [
    {
      name: "carriages",
      ask: async () => {
        const call = { path: paths.createCarriage, body: { delivery_method_id }, schema: carriage };
        const { body } = await client.post({ ...call, isRepeatable: false });
        return { taskId: `carriage:${body.carriage_id}` };
      },
    },
    {
      name: "acts",
      ask: async () => {
        const call = { path: paths.act.create, body: { delivery_method_id }, schema: startedAct };
        const { body } = await client.post({ ...call, isRepeatable: false });
        return { taskId: `act:${body.id}` };
      },
    },
  ]);
}

async function deliveryMethodOf(client: OzonClient, posting_number: string): Promise<string> {
  const call = { path: paths.posting, body: { posting_number }, schema: onePosting, isRepeatable: true };
  const id = (await client.post(call)).body.delivery_method?.id ?? null;
  if (id === null)
    throw new MarketplaceError({ kind: "unexpected_answer", effect: "none", method: paths.posting });
  return id;
}

async function readAct(client: OzonClient, taskId: string): Promise<MadeFile> {
  const { generation, id: digits } = readTask(taskId);
  const id = bareNumber(digits);
  if (generation === "carriage") return readCarriage(client, id);
  const call = { path: paths.act.state, body: { id }, schema: actState, isRepeatable: true };
  const { status } = (await client.post(call)).body;
  if (status === "error") return failed(null);
  const isReady = status !== null && /^(ready|confirmed|printed|formed)$/i.test(status);
  return isReady ? getPdf(client, id) : PENDING;
}

/** Confirming what is confirmed is refused and changes nothing: that refusal matters only while there is no document. */
async function readCarriage(client: OzonClient, id: ReturnType<typeof bareNumber>): Promise<MadeFile> {
  let why: string | null = null;
  try {
    const call = { path: paths.approveCarriage, body: { carriage_id: id }, schema: written };
    await client.post({ ...call, isRepeatable: false });
  } catch (error) {
    if (!isRefusalOfInput(error)) throw error;
    why = error.theirText;
  }
  const made = await getPdf(client, id);
  return made.state === "pending" ? { ...made, theirText: why ?? made.theirText } : made;
}

/** A document that is not drawn yet is refused. */
async function getPdf(client: OzonClient, id: ReturnType<typeof bareNumber>): Promise<MadeFile> {
  try {
    return ready(await client.postForPdf({ path: paths.act.pdf, body: { id } }));
  } catch (error) {
    if (!isRefusalOfInput(error)) throw error;
    return { ...PENDING, theirText: error.theirText };
  }
}

/** Null: what lies there is no PDF, or is not for us. A refusal there says nothing of the seller's key. */
async function fetchAll(client: OzonClient, address: string): Promise<Uint8Array | null> {
  try {
    const { body } = await client.downloadDocument(address);
    const chunks: Uint8Array[] = [];
    for await (const chunk of body) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    return bytes.subarray(0, 5).toString("latin1") === "%PDF-" ? bytes : null;
  } catch (error) {
    if (!(error instanceof MarketplaceError) || error.kind === "unavailable" || error.kind === "rate_limited")
      throw error;
    return null;
  }
}

function ready(bytes: Uint8Array): MadeFile {
  return { state: "ready", bytes, mimeType: "application/pdf", theirText: null };
}

function failed(theirText: string | null): MadeFile {
  return { state: "failed", bytes: null, mimeType: null, theirText };
}

function readTask(taskId: string): { generation: string; id: string } {
  const [generation = "", id = ""] = taskId.split(":");
  return { generation, id };
}

function noTask(method: string): MarketplaceError {
  return new MarketplaceError({ kind: "unexpected_answer", effect: "none", method });
}
