"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import {
  addCannedReply,
  type CannedReply,
  changeCannedReply,
  listCannedReplies,
  removeCannedReply,
} from "@/lib/wire/desk";
import type { BodyInput } from "@/lib/wire/endpoint";
import { ApiError, callApi } from "../api-client";
import { makeClientId } from "../make-client-id";
import { queryKeys } from "../query-keys";

type Replies = readonly CannedReply[];

/** Canned replies of every seller the reader may see. `isWanted: false` waits until somebody asks for them. */
export function useCannedReplies(isWanted = true) {
  return useQuery({
    queryKey: queryKeys.cannedReplies(),
    queryFn: async ({ signal }): Promise<Replies> => (await callApi(listCannedReplies, { signal })).items,
    enabled: isWanted,
  });
}

type NewReply = BodyInput<typeof addCannedReply>;

/** After a failure nobody knows what the server holds: a lost answer may have been a success. */
function useReload(): () => Promise<void> {
  const cache = useQueryClient();
  return () => cache.invalidateQueries({ queryKey: queryKeys.cannedReplies() });
}

/**
 * Makes a canned reply, or changes the one with the id. `mutate({ id, fields })`. One key for as long as the editor is
 * open: pressing again after a lost answer makes no second reply.
 */
export function useSaveCannedReply() {
  const cache = useQueryClient();
  const reload = useReload();
  const [idempotencyKey] = useState(makeClientId);
  return useMutation({
    mutationFn: async ({ id, fields }: { id: string | null; fields: NewReply }) => {
      if (id === null) return callApi(addCannedReply, { body: fields, idempotencyKey });
      return callApi(changeCannedReply, { params: { id }, body: fields });
    },
    onSuccess({ canned_reply: saved }) {
      cache.setQueryData<Replies>(queryKeys.cannedReplies(), (replies) =>
        replies === undefined ? undefined : [...replies.filter(({ id }) => id !== saved.id), saved],
      );
    },
    onError: reload,
  });
}

/** Makes several at once, for an empty list. One whose shortcut somebody took meanwhile is left out. */
export function useAddExamples(onFailed: (error: Error) => void) {
  const reload = useReload();
  const [key] = useState(makeClientId);
  return useMutation({
    mutationFn: async (examples: readonly NewReply[]) => {
      for (const [place, body] of examples.entries()) {
        try {
          await callApi(addCannedReply, { body, idempotencyKey: `${key}-${place}` });
        } catch (error) {
          if (!(error instanceof ApiError && error.code === "shortcut_taken")) throw error;
        }
      }
    },
    onError: onFailed,
    onSettled: reload,
  });
}

/** Deletes a canned reply. `onRemoved` is called although its row is gone by then. */
export function useRemoveCannedReply(onRemoved: (reply: CannedReply) => void) {
  const cache = useQueryClient();
  const reload = useReload();
  return useMutation({
    mutationFn: (reply: CannedReply) => callApi(removeCannedReply, { params: { id: reply.id } }),
    onSuccess(_, reply) {
      cache.setQueryData<Replies>(queryKeys.cannedReplies(), (replies) =>
        replies?.filter(({ id }) => id !== reply.id),
      );
      onRemoved(reply);
    },
    onError: reload,
  });
}
