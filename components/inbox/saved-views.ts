"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { addView, changeView, listViews, removeView, type SavedView } from "@/lib/wire/desk";
import type { BodyInput } from "@/lib/wire/endpoint";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";

/** Saved views: one's own and the shared ones, in order. */
export function useSavedViews() {
  return useQuery({
    queryKey: queryKeys.savedViews(),
    queryFn: async ({ signal }): Promise<readonly SavedView[]> =>
      (await callApi(listViews, { signal })).items,
  });
}

/** The saved view of an address; undefined while unknown or gone. */
export function useSavedView(viewId: string | null): SavedView | undefined {
  const { data } = useSavedViews();
  return viewId === null ? undefined : data?.find((view) => view.id === viewId);
}

function useRefreshed() {
  const cache = useQueryClient();
  return async () => {
    await cache.invalidateQueries({ queryKey: queryKeys.savedViews() });
    void cache.invalidateQueries({ queryKey: queryKeys.chatCounts() });
  };
}

/** Saves a view; `mutateAsync(body)` gives it back. */
export function useAddView() {
  const onSettled = useRefreshed();
  return useMutation({
    mutationFn: async (body: BodyInput<typeof addView>) => (await callApi(addView, { body })).view,
    onSettled,
  });
}

/** Changes a view of one's own: name, filters, order, sharing, place. */
export function useChangeView() {
  const onSettled = useRefreshed();
  return useMutation({
    mutationFn: async ({ id, change }: { id: string; change: BodyInput<typeof changeView> }) =>
      (await callApi(changeView, { params: { id }, body: change })).view,
    onSettled,
  });
}

/** Removes a view of one's own: gone at once, back with a word when the server refuses. */
export function useRemoveView() {
  const cache = useQueryClient();
  const errorText = useErrorText();
  const onSettled = useRefreshed();
  const key = queryKeys.savedViews();
  return useMutation({
    mutationFn: (view: SavedView) => callApi(removeView, { params: { id: view.id } }),
    onMutate: (view) =>
      cache.setQueryData<readonly SavedView[]>(key, (views) => views?.filter((item) => item.id !== view.id)),
    onError: (error) => showToast("error", errorText(error)),
    onSettled,
  });
}
