"use client";

import { useQuery } from "@tanstack/react-query";
import { type Colleague, listColleagues } from "@/lib/wire/team";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";

/** Presence and load move by themselves; nobody needs them fresher than this. */
const LOOK_AGAIN_MS = 60_000;

/** Everybody at the desk: for assigning, naming and handing over. */
export function useColleagues() {
  return useQuery({
    queryKey: queryKeys.colleagues(),
    queryFn: async ({ signal }) => (await callApi(listColleagues, { signal })).items,
    refetchInterval: LOOK_AGAIN_MS,
  });
}

/** One colleague; undefined for nobody, and until the team is known. */
export function useColleague(id: string | null): Colleague | undefined {
  const { data } = useColleagues();
  return id === null ? undefined : data?.find((colleague) => colleague.id === id);
}
