"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { listSections, type Section, type SectionName, syncSections } from "@/lib/wire/sections";
import { callApi } from "../api-client";
import { onLiveEvent } from "../live/live-listeners";
import { queryKeys } from "../query-keys";

/** A section as it is now, in place of what was known of it. */
function putSection(known: readonly Section[], section: Section): readonly Section[] {
  const isSame = (other: Section) =>
    other.seller_id === section.seller_id && other.section === section.section;
  return known.some(isSame) ? known.map((other) => (isSame(other) ? section : other)) : [...known, section];
}

interface Sections {
  /** Undefined while they load. */
  readonly sections: readonly Section[] | undefined;
  readonly error: unknown;
}

/** How fresh these kinds of things are, of one seller or (null) of all; kept up by the event stream. */
export function useSections(sellerId: string | null, names: readonly SectionName[]): Sections {
  const cache = useQueryClient();
  const { data, error } = useQuery({
    queryKey: queryKeys.sections(sellerId),
    queryFn: async ({ signal }): Promise<readonly Section[]> =>
      (await callApi(listSections, { query: { seller_id: sellerId ?? undefined }, signal })).items,
  });
  useEffect(
    () =>
      onLiveEvent((event) => {
        if (event.name !== "section.updated") return;
        const { section } = event.data;
        if (sellerId !== null && section.seller_id !== sellerId) return;
        cache.setQueryData<readonly Section[]>(queryKeys.sections(sellerId), (known) =>
          known === undefined ? undefined : putSection(known, section),
        );
      }),
    [cache, sellerId],
  );
  const wanted = names.join(" ");
  return useMemo(() => {
    const isWanted = ({ section }: Section) => wanted.split(" ").includes(section);
    return { sections: data?.filter(isWanted), error };
  }, [data, error, wanted]);
}

/** Has sections taken in now: `mutate(sellerIds)`. */
export function useSyncSections(sellerId: string | null, names: readonly SectionName[]) {
  const cache = useQueryClient();
  return useMutation({
    async mutationFn(sellerIds: readonly string[]) {
      const told: Section[] = [];
      for (const seller of sellerIds) {
        const body = { seller_id: seller, sections: [...names] };
        told.push(...(await callApi(syncSections, { body })).items);
      }
      return told;
    },
    onSuccess: (told) =>
      cache.setQueryData<readonly Section[]>(queryKeys.sections(sellerId), (known) =>
        told.reduce(putSection, known ?? []),
      ),
  });
}
