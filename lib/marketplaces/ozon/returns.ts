import type { Cursor } from "../cursor";
import { MarketplaceError } from "../errors";
import { bareDecimal, bareNumber } from "../json";
import type { ItemOutcome, PortPage } from "../port-page";
import type { ReturnFacts, ReturnPort } from "../return-port";
import type { OzonClient } from "./client";
import { isRefusalOfInput } from "./errors";
import { newestThatAnswers } from "./generations";
import { type NoteUnknown, noteUnknownIn } from "./map";
import { paths } from "./paths";
import { readItems } from "./read-items";
import { toListedRequest, toParcelFacts, toWholeRequest } from "./return-facts";
import { listedRequest, oneRequest, parcel, returnPage } from "./return-schemas";
import { anything, toExternalId } from "./schemas";

const PAGE = 500; // the most that /v1/returns/list gives

interface Reading {
  readonly client: OzonClient;
  readonly note: NoteUnknown;
}

type Listing = Parameters<ReturnPort["listParcels"]>[0];
type Decision = Parameters<ReturnPort["decide"]>[0];

/** Returns of goods (FBO, FBS) and buyers' requests (rFBS), production paths. */
export function createReturnPort(client: OzonClient): ReturnPort {
  const reading = { client, note: noteUnknownIn(client.log) };
  return {
    listParcels: (input) => listParcels(reading, input),
    listRequests: (input) => listRequests(reading, input),
    findRequest: (externalId) => findRequest(reading, externalId),
    decide: (input) => decide(client, input),
  };
}

/** By the time of the last change: only one of the list's ranges may be given. */
async function listParcels({ client, note }: Reading, input: Listing): Promise<PortPage<ReturnFacts>> {
  const last = lastIdOf(input.cursor);
  const { body } = await client.post({
    path: paths.returns.parcels,
    body: {
      filter: {
        visual_status_change_moment: {
          time_from: input.since.toISOString(),
          time_to: input.to.toISOString(),
        },
      },
      limit: PAGE,
      last_id: bareNumber(last),
    },
    schema: returnPage,
    isRepeatable: true,
  });
  const { items, unreadable } = readItems(body.returns, parcel, "returns");
  const cursor = body.has_next === true ? nextCursor(body.returns, "id", last) : null;
  return { items: items.map((item) => toParcelFacts(item, note)), cursor, total: null, unreadable };
}

/** By the day they were made. The list does not say where it ends: an empty page does. */
async function listRequests({ client, note }: Reading, input: Listing): Promise<PortPage<ReturnFacts>> {
  const last = lastIdOf(input.cursor);
  const { body } = await client.post({
    path: paths.returns.requests,
    body: {
      filter: { created_at: { from: input.since.toISOString(), to: input.to.toISOString() } },
      limit: PAGE,
      last_id: bareNumber(last),
    },
    schema: returnPage,
    isRepeatable: true,
  });
  const { items, unreadable } = readItems(body.returns, listedRequest, "returns");
  const cursor = nextCursor(body.returns, "return_id", last);
  return { items: items.map((item) => toListedRequest(item, note)), cursor, total: null, unreadable };
}

async function findRequest({ client, note }: Reading, externalId: string): Promise<ReturnFacts | null> {
  try {
    const { body } = await client.post({
      path: paths.returns.request,
      body: { return_id: bareNumber(externalId) },
      schema: oneRequest,
      isRepeatable: true,
    });
    return toWholeRequest(externalId, body.returns, note);
  } catch (error) {
    if (error instanceof MarketplaceError && error.kind === "not_found") return null;
    throw error;
  }
}

/** One method with the act's number; before it one for each act. A refusal is the outcome, anything else is thrown. */
async function decide(client: OzonClient, input: Decision): Promise<ItemOutcome> {
  const about = { subject: input.externalId, theirCode: null, taskId: null };
  try {
    await newestThatAnswers(client, [
      { name: paths.returns.act, ask: () => sendAct(client, input) },
      ...olderForms(client, input),
    ]);
    return { ...about, outcome: "accepted", theirText: null };
  } catch (error) {
    if (!isRefusalOfInput(error)) throw error;
    return { ...about, outcome: "refused", theirText: error.theirText };
  }
}

function sendAct(client: OzonClient, { externalId, actId, text, amount, rejectionId }: Decision) {
  return send(client, paths.returns.act, {
    return_id: bareNumber(externalId),
    id: bareInteger(actId),
    ...(text === null ? {} : { comment: text }),
    ...(amount === null ? {} : { compensation_amount: bareDecimal(amount) }),
    ...(rejectionId === null ? {} : { rejection_reason_id: bareInteger(rejectionId) }),
  });
}

function olderForms(client: OzonClient, input: Decision) {
  if (input.means === "other") return [];
  const path = paths.returns.older[input.means];
  const body = { return_id: bareNumber(input.externalId), ...olderFields(input) };
  // One name for all of them: which of the two generations an account has does not depend on the act.
  return [{ name: "/v2/returns/rfbs", ask: () => send(client, path, body) }];
}

function olderFields({ means, text, amount, rejectionId }: Decision): Record<string, unknown> {
  if (means === "reject")
    return {
      rejection_reason_id: bareInteger(rejectionId ?? ""),
      ...(text === null ? {} : { comment: text }),
    };
  if (means === "compensate") return { compensation_amount: amount ?? "" };
  return means === "accept" && text !== null ? { return_method_description: text } : {};
}

function send(client: OzonClient, path: string, body: Readonly<Record<string, unknown>>) {
  return client.post({ path, body, schema: anything, isRepeatable: false });
}

/** Numbers of acts are small, and some are below zero. */
function bareInteger(id: string): number | string {
  return /^-?\d{1,9}$/.test(id) ? Number(id) : id;
}

function lastIdOf(cursor: Cursor | null): string {
  return toExternalId(cursor?.last_id) ?? "0";
}

/** Null where the page does not lead on: it is empty, or ends where it began. */
function nextCursor(raw: readonly unknown[], key: string, before: string): Cursor | null {
  const item = raw.at(-1);
  const last = typeof item === "object" && item !== null ? toExternalId(Reflect.get(item, key)) : null;
  return last === null || last === before ? null : { last_id: last };
}
