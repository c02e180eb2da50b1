"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { type Alert, listAlerts } from "@/lib/wire/operations";
import { callApi } from "../api-client";
import { onLiveEvent } from "../live/live-listeners";
import { queryKeys } from "../query-keys";
import { sortAlerts } from "./urgency";

/** The most a list route gives; more than a person reads. */
const MOST_ALERTS = 100;

/** What is wrong now, most urgent first; kept up by the event stream. For admins: `isOn` false asks nothing. */
export function useOpenAlerts({ isOn }: { isOn: boolean }) {
  return useQuery({
    queryKey: queryKeys.openAlerts(),
    enabled: isOn,
    queryFn: async ({ signal }) => {
      const { items } = await callApi(listAlerts, { query: { status: "open", limit: MOST_ALERTS }, signal });
      return sortAlerts(items);
    },
  });
}

/** Takes alerts into the cache as they are raised and end. Mounted once, with the banner. */
export function useAlertEvents(): void {
  const cache = useQueryClient();
  useEffect(
    () =>
      onLiveEvent((event) => {
        if (event.name !== "alert.updated") return;
        const { alert } = event.data;
        cache.setQueryData<readonly Alert[]>(queryKeys.openAlerts(), (alerts) => {
          if (alerts === undefined) return undefined;
          const others = alerts.filter((one) => one.id !== alert.id);
          return alert.resolved_at === null ? sortAlerts([...others, alert]) : others;
        });
        void cache.invalidateQueries({ queryKey: queryKeys.alertHistory() });
        void cache.invalidateQueries({ queryKey: queryKeys.operations() });
      }),
    [cache],
  );
}
