"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { addTag, changeTag, removeTag, type Tag } from "@/lib/wire/desk";
import type { BodyInput } from "@/lib/wire/endpoint";
import { callApi } from "../api-client";
import { makeClientId } from "../make-client-id";
import { queryKeys } from "../query-keys";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";

type Tags = readonly Tag[];

function sortByName(tags: Tags): Tags {
  return [...tags].sort((a, b) => a.name.localeCompare(b.name));
}

function useShownTags() {
  const cache = useQueryClient();
  return (change: (tags: Tags) => Tags) =>
    cache.setQueryData<Tags>(queryKeys.tags(), (tags) => tags && sortByName(change(tags)));
}

/** Everything that shows tags by name looks again. */
function useAfterTags() {
  const cache = useQueryClient();
  return () =>
    Promise.all([
      cache.invalidateQueries({ queryKey: queryKeys.tags() }),
      cache.invalidateQueries({ queryKey: queryKeys.savedViews() }),
      cache.invalidateQueries({ queryKey: queryKeys.chatLists() }),
      cache.invalidateQueries({ queryKey: queryKeys.chatCounts() }),
    ]);
}

/** Makes a tag. `mutate(body, { onSuccess })`. */
export function useAddTag() {
  const show = useShownTags();
  const onSettled = useAfterTags();
  return useMutation({
    mutationFn: async (body: BodyInput<typeof addTag>) =>
      (await callApi(addTag, { body, idempotencyKey: makeClientId() })).tag,
    onSuccess: (tag) => show((tags) => [...tags.filter(({ id }) => id !== tag.id), tag]),
    onSettled,
  });
}

/** Renames or recolours a tag: here at once, taken back with a word when refused. */
export function useChangeTag() {
  const cache = useQueryClient();
  const show = useShownTags();
  const onSettled = useAfterTags();
  const errorText = useErrorText();
  return useMutation({
    mutationFn: ({ id, change }: { id: string; change: BodyInput<typeof changeTag> }) =>
      callApi(changeTag, { params: { id }, body: change }),
    onMutate({ id, change }) {
      const before = cache.getQueryData<Tags>(queryKeys.tags());
      show((tags) => tags.map((tag) => (tag.id === id ? { ...tag, ...change } : tag)));
      return { before };
    },
    onError(error, _, context) {
      cache.setQueryData(queryKeys.tags(), context?.before);
      showToast("error", errorText(error));
    },
    onSettled,
  });
}

/** Deletes a tag from every chat. `onDeleted` is called although its row is gone by then. */
export function useRemoveTag(onDeleted: (tag: Tag) => void) {
  const show = useShownTags();
  const onSettled = useAfterTags();
  const errorText = useErrorText();
  return useMutation({
    mutationFn: (tag: Tag) => callApi(removeTag, { params: { id: tag.id } }),
    onSuccess(_, tag) {
      show((tags) => tags.filter(({ id }) => id !== tag.id));
      onDeleted(tag);
    },
    onError: (error) => showToast("error", errorText(error)),
    onSettled,
  });
}
