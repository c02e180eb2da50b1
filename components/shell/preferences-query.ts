"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { BodyInput } from "@/lib/wire/endpoint";
import { changePreferences, getPreferences, type Preferences } from "@/lib/wire/preferences";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";
import { showToast } from "./toast";
import { useErrorText } from "./use-error-text";

/** What holds until the server's word comes, and for who never chose; the same as the schema's own defaults. */
export const defaultPreferences: Preferences = {
  density: "comfortable",
  undo_seconds: 5,
  after_close: "next",
  notify_views: [],
  sound_views: [],
};

/** Parts of the preferences that change; what is left out stays. */
export type PreferencesChange = BodyInput<typeof changePreferences>;

/** How the person wants their desk: the defaults at once, what they chose as soon as it is known. */
export function usePreferences(): Preferences {
  const { data } = useQuery({
    queryKey: queryKeys.preferences(),
    queryFn: async ({ signal }): Promise<Preferences> => ({
      ...defaultPreferences,
      ...(await callApi(getPreferences, { signal })).preferences,
    }),
  });
  return data ?? defaultPreferences;
}

/** Changes what is given: here at once, taken back with a word when the server refuses. `mutate({ density })`. */
export function useChangePreferences() {
  const cache = useQueryClient();
  const errorText = useErrorText();
  const key = queryKeys.preferences();
  return useMutation({
    mutationFn: (change: PreferencesChange) => callApi(changePreferences, { body: change }),
    // One after another: of two quick changes the later one must be the last that the server hears.
    scope: { id: "preferences" },
    async onMutate(change) {
      await cache.cancelQueries({ queryKey: key });
      const before = cache.getQueryData<Preferences>(key);
      cache.setQueryData<Preferences>(key, { ...(before ?? defaultPreferences), ...change });
      return { before };
    },
    onError(error, _, context) {
      cache.setQueryData<Preferences>(key, context?.before);
      showToast("error", errorText(error));
    },
    onSettled: () => cache.invalidateQueries({ queryKey: key }),
  });
}
