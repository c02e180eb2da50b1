"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  addCannedReply,
  type CannedReply,
  changeCannedReply,
  listCannedReplies,
  removeCannedReply,
} from "@/lib/wire/desk";
import type { BodyInput } from "@/lib/wire/endpoint";
import { callApi } from "../api-client";
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

/** Makes a canned reply, or changes the one with the id. `mutate({ id, fields })`. */
export function useSaveCannedReply() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, fields }: { id: string | null; fields: BodyInput<typeof addCannedReply> }) => {
      if (id === null) return callApi(addCannedReply, { body: fields, idempotencyKey: makeClientId() });
      return callApi(changeCannedReply, { params: { id }, body: fields });
    },
    onSuccess({ canned_reply: saved }) {
      cache.setQueryData<Replies>(queryKeys.cannedReplies(), (replies) =>
        replies === undefined ? undefined : [...replies.filter(({ id }) => id !== saved.id), saved],
      );
    },
  });
}

/** Deletes a canned reply. `onRemoved` is called although its row is gone by then. */
export function useRemoveCannedReply(onRemoved: (reply: CannedReply) => void) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (reply: CannedReply) => callApi(removeCannedReply, { params: { id: reply.id } }),
    onSuccess(_, reply) {
      cache.setQueryData<Replies>(queryKeys.cannedReplies(), (replies) =>
        replies?.filter(({ id }) => id !== reply.id),
      );
      onRemoved(reply);
    },
  });
}
