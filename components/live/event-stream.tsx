"use client";

import { useQueryClient } from "@tanstack/react-query";
import { WifiOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { keepConnected, type LiveState } from "./connection";
import { feedCache, shortenLists } from "./live-cache";
import type { LiveEvent } from "./live-listeners";

const EVENT_NAMES = [
  "message.created",
  "message.updated",
  "chat.updated",
  "seller.updated",
  "note.created",
  "presence.updated",
  "notice.created",
  "reset",
] as const satisfies LiveEvent["name"][];

/** Our own server's word for our own types; text that is no JSON is null. */
function parseEvent(name: string, text: string): LiveEvent | null {
  try {
    return { name, data: JSON.parse(text) } as LiveEvent; // validated by the server that wrote it
  } catch {
    return null;
  }
}

/** The one event stream of the tab: feeds the cache, and says so quietly when it cannot. */
export function EventStream() {
  const cache = useQueryClient();
  const t = useTranslations("live");
  const [state, setState] = useState<LiveState>("connecting");

  useEffect(() => {
    const feed = feedCache(cache);
    const disconnect = keepConnected({
      address: "/api/events",
      eventNames: EVENT_NAMES,
      onState: setState,
      onGap() {
        shortenLists(cache);
        void cache.invalidateQueries({ predicate: (query) => query.state.data !== undefined });
      },
      onEvent(name, text) {
        const event = parseEvent(name, text);
        if (event === null) feed.take({ name: "reset", data: {} });
        else feed.take(event);
      },
    });
    return () => {
      disconnect();
      feed.stop();
    };
  }, [cache]);

  return (
    <div role="status" className="pointer-events-none fixed bottom-3 left-3 z-30 two:left-16">
      {state === "stale" && (
        <p
          title={t("offlineHint")}
          className="pointer-events-auto flex animate-[appear_160ms_ease-out] items-center gap-2 rounded-full border border-line bg-panel px-3 py-1 text-muted"
        >
          <WifiOff size={14} aria-hidden="true" />
          {t("offline")}
        </p>
      )}
    </div>
  );
}
