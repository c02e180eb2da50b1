"use client";

import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import type { Action } from "@/lib/wire/actions";
import {
  assembleOrders,
  cancelOrders,
  createDocument,
  handOverOrders,
  type OrderDocument,
} from "@/lib/wire/order-acts";
import type { Order } from "@/lib/wire/orders";
import { callApi } from "../api-client";
import { makeClientId } from "../make-client-id";
import { followAction, followDocument } from "../market/followed";
import { type BulkAct, bySeller, inParts } from "./order-face";

/** As many as one call takes (lib/wire/order-acts.ts), and as many labels as the marketplace prints on one file. */
const ORDERS_A_CALL = 200;
const LABELS_A_FILE = 20;

/** The same words get the same key: a repeat after a lost answer is the same wish, other words are another. */
function useKeys(): (body: object) => string {
  const keys = useRef(new Map<string, string>());
  return (body) => {
    const words = JSON.stringify(body);
    const key = keys.current.get(words) ?? makeClientId();
    keys.current.set(words, key);
    return key;
  };
}

function callsFor(orders: readonly Order[], size: number) {
  return [...bySeller(orders)].flatMap(([seller_id, own]) =>
    inParts(own, size).map((part) => ({
      seller_id,
      posting_numbers: part.map(({ posting_number }) => posting_number),
    })),
  );
}

interface Wish {
  readonly act: BulkAct;
  readonly orders: readonly Order[];
  /** Only for a cancellation. */
  readonly reason?: { readonly reason_id: string; readonly text?: string };
}

/** Asks the marketplace for an act on orders, a seller at a time; what was asked for is followed in the corner. */
export function useActOnOrders() {
  const keyOf = useKeys();
  return useMutation({
    async mutationFn({ act, orders, reason }: Wish) {
      for (const call of callsFor(orders, ORDERS_A_CALL)) {
        const idempotencyKey = keyOf({ act, ...call, ...reason });
        followAction(await ask({ act, call, reason, idempotencyKey }));
      }
    },
  });
}

interface Ask extends Pick<Wish, "act" | "reason"> {
  readonly call: { seller_id: string; posting_numbers: string[] };
  readonly idempotencyKey: string;
}

async function ask({ act, call, reason, idempotencyKey }: Ask): Promise<Action> {
  if (act === "assemble") return (await callApi(assembleOrders, { body: call, idempotencyKey })).action;
  if (act === "hand_over") return (await callApi(handOverOrders, { body: call, idempotencyKey })).action;
  const body = { ...call, reason_id: reason?.reason_id ?? "", text: reason?.text };
  return (await callApi(cancelOrders, { body, idempotencyKey })).action;
}

/** Has labels or an act made, a seller at a time; each document is followed in the corner. */
export function useMakeDocuments() {
  return useMutation({
    async mutationFn({ kind, orders }: { kind: OrderDocument["kind"]; orders: readonly Order[] }) {
      for (const call of callsFor(orders, kind === "labels" ? LABELS_A_FILE : ORDERS_A_CALL)) {
        const body = { ...call, kind };
        followDocument((await callApi(createDocument, { body, idempotencyKey: makeClientId() })).document);
      }
    },
  });
}
