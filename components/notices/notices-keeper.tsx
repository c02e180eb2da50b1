"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { onLiveEvent } from "../live/live-listeners";
import { queryKeys } from "../query-keys";
import { type CachedNotices, putNotice } from "./notices-cache";

/** Takes notices in as they come. Stands once in the desk's providers. */
export function NoticesKeeper() {
  const cache = useQueryClient();
  useEffect(
    () =>
      onLiveEvent((event) => {
        if (event.name !== "notice.created") return;
        const { notice } = event.data;
        cache.setQueryData<CachedNotices>(queryKeys.notices(), (list) => list && putNotice(list, notice));
      }),
    [cache],
  );
  return null;
}
