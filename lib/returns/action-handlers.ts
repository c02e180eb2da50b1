import { z } from "zod";
import type { ActionHandler, ActionWork, ItemSight, WorkItem } from "../actions/handler";
import { db } from "../db/client";
import type { ItemOutcome } from "../marketplaces/port-page";
import { actsOf } from "./model";
import { lookAtRequest } from "./read";

const payload = z.object({
  act_id: z.string(),
  means: z.enum(["accept", "reject", "compensate", "refund", "receive", "other"]),
  text: z.string().nullable(),
  amount: z.string().nullable(),
  rejection_id: z.string().nullable(),
});

/** Decides about returns. A decision is no absolute thing: what may have been heard is looked at, not said again. */
export const returnHandler: ActionHandler = {
  kind: "decide_return",
  batch: 1,
  isAbsolute: false,
  send: async (work) => Promise.all(work.items.map((item) => send(work, item))),
  look: async (work) => Promise.all(work.items.map((item) => look(work, item))),
};

async function send({ marketplace }: ActionWork, item: WorkItem): Promise<ItemOutcome> {
  if (marketplace.returns === undefined)
    throw new Error("nothing is decided at a marketplace without returns");
  const { act_id, means, text, amount, rejection_id } = payload.parse(item.payload);
  return marketplace.returns.decide({
    externalId: item.subject,
    actId: act_id,
    means,
    text,
    amount,
    rejectionId: rejection_id,
  });
}

/** It came about when the state is another one, or the act is not offered any more. */
async function look({ sellerId, marketplace }: ActionWork, item: WorkItem): Promise<ItemSight> {
  const { position, subject } = item;
  const isThere = await lookAtRequest({ sellerId, marketplace, externalId: subject });
  const row = await db().return.findUnique({
    where: { sellerId_kind_externalId: { sellerId, kind: "request", externalId: subject } },
  });
  if (!isThere || row === null) return { position, verdict: "not_done", seen: null, theirText: null };
  const { act_id } = payload.parse(item.payload);
  const isOver = row.status !== item.before.status || !actsOf(row).some((act) => act.id === act_id);
  return {
    position,
    verdict: isOver ? "done" : "pending",
    seen: { status: row.status, status_name: row.statusName },
    theirText: null,
  };
}
