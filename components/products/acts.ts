"use client";

import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import type { Action } from "@/lib/wire/actions";
import type { BodyInput } from "@/lib/wire/endpoint";
import {
  addBarcodes,
  archiveProducts,
  checkPrices,
  checkStocks,
  deleteProducts,
  importBySku,
  unarchiveProducts,
  updateAttributes,
  updatePictures,
  updatePrices,
  updateStocks,
} from "@/lib/wire/product-acts";
import { callApi } from "../api-client";
import { makeClientId } from "../make-client-id";
import { useFollowAction } from "../market/follow-actions";

type Ask<Body> = (body: Body, idempotencyKey: string) => Promise<{ action: Action }>;

/**
 * Asks for a change at the marketplace and follows it. The same body sent again after a lost answer carries the same key,
 * so that it is one change; after an answer the same change can be asked for anew.
 */
function useAct<Body>(ask: Ask<Body>) {
  const follow = useFollowAction();
  const lastTry = useRef<{ text: string; key: string } | null>(null);
  return useMutation({
    mutationFn: async (body: Body) => {
      const text = JSON.stringify(body);
      if (lastTry.current?.text !== text) lastTry.current = { text, key: makeClientId() };
      return (await ask(body, lastTry.current.key)).action;
    },
    onSuccess(action) {
      lastTry.current = null;
      follow(action);
    },
  });
}

export function useUpdatePrices() {
  return useAct<BodyInput<typeof updatePrices>>((body, idempotencyKey) =>
    callApi(updatePrices, { body, idempotencyKey }),
  );
}

export function useUpdateStocks() {
  return useAct<BodyInput<typeof updateStocks>>((body, idempotencyKey) =>
    callApi(updateStocks, { body, idempotencyKey }),
  );
}

export function useArchiveProducts() {
  return useAct<BodyInput<typeof archiveProducts>>((body, idempotencyKey) =>
    callApi(archiveProducts, { body, idempotencyKey }),
  );
}

export function useUnarchiveProducts() {
  return useAct<BodyInput<typeof unarchiveProducts>>((body, idempotencyKey) =>
    callApi(unarchiveProducts, { body, idempotencyKey }),
  );
}

export function useDeleteProducts() {
  return useAct<BodyInput<typeof deleteProducts>>((body, idempotencyKey) =>
    callApi(deleteProducts, { body, idempotencyKey }),
  );
}

export function useAddBarcodes() {
  return useAct<BodyInput<typeof addBarcodes>>((body, idempotencyKey) =>
    callApi(addBarcodes, { body, idempotencyKey }),
  );
}

export function useImportBySku() {
  return useAct<BodyInput<typeof importBySku>>((body, idempotencyKey) =>
    callApi(importBySku, { body, idempotencyKey }),
  );
}

export function useUpdatePictures(productId: string) {
  return useAct<BodyInput<typeof updatePictures>>((body) =>
    callApi(updatePictures, { params: { id: productId }, body }),
  );
}

export function useUpdateAttributes(productId: string) {
  return useAct<BodyInput<typeof updateAttributes>>((body) =>
    callApi(updateAttributes, { params: { id: productId }, body }),
  );
}

/** What a table can change. */
export type TableKind = "prices" | "stocks";

/** Tries a table line by line; nothing changes. */
export function useCheckTable(kind: TableKind) {
  return useMutation({
    mutationFn: (body: { seller_id: string; csv: string }) =>
      callApi(kind === "prices" ? checkPrices : checkStocks, { body }),
  });
}
