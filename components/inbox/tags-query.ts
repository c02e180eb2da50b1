"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { listTags, type Tag } from "@/lib/wire/desk";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";

/** All tags, by name. */
export function useTags() {
  return useQuery({
    queryKey: queryKeys.tags(),
    queryFn: async ({ signal }): Promise<readonly Tag[]> => (await callApi(listTags, { signal })).items,
  });
}

/** Colours by the tag's name; a tag made a moment ago elsewhere has none yet and is gray. */
export function useTagColors(): ReadonlyMap<string, Tag["color"]> {
  const { data } = useTags();
  return useMemo(() => new Map(data?.map((tag) => [tag.name, tag.color])), [data]);
}
