"use client";

import { useQueryClient } from "@tanstack/react-query";
import { WifiOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { getMe } from "@/lib/wire/users";
import { ApiError, callApi } from "../api-client";
import { useCurrentUser } from "../shell/current-user";
import { sessionEnded, tellSessionEnded } from "../shell/session-ended";
import { tellTwoFactorAsked } from "../two-factor/two-factor-asked";
import { openBrowserStream } from "./browser-stream";
import type { LiveState } from "./connection";
import { feedCache } from "./live-cache";
import type { LiveEvent } from "./live-listeners";

const EVENT_NAMES = [
  "message.created",
  "message.updated",
  "chat.updated",
  "seller.updated",
  "note.created",
  "presence.updated",
  "notice.created",
  "alert.updated",
  "broadcast.updated",
  "order.updated",
  "action.updated",
  "section.updated",
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

/** Whether somebody else, or nobody, is signed in by now. No connection is no answer. */
async function isSomebodyElse(userId: string): Promise<boolean> {
  try {
    const { user } = await callApi(getMe);
    if (user.must_set_up_two_factor) tellTwoFactorAsked();
    return user.id !== userId;
  } catch (error) {
    return error instanceof ApiError && error.code === "not_signed_in";
  }
}

/** The tab's ear for events: feeds the cache, and says so quietly when it cannot. */
export function EventStream() {
  const cache = useQueryClient();
  const { id: userId } = useCurrentUser();
  const t = useTranslations("live");
  const [state, setState] = useState<LiveState>("connecting");
  const hasEnded = useSyncExternalStore(sessionEnded.subscribe, sessionEnded.read, sessionEnded.readOnServer);
  /** Who put off signing in again is not asked anew with every attempt. */
  const isToldOfEnd = useRef(false);

  useEffect(() => {
    if (hasEnded) return;
    const feed = feedCache(cache);
    const disconnect = openBrowserStream({
      userId,
      eventNames: EVENT_NAMES,
      onState(next) {
        setState(next);
        if (next === "live") isToldOfEnd.current = false;
      },
      onGap: feed.gap,
      onEvent({ name, data }) {
        const event = parseEvent(name, data);
        if (event === null) feed.take({ name: "reset", data: {} });
        else feed.take(event);
      },
      async onRefused() {
        if (isToldOfEnd.current || !(await isSomebodyElse(userId))) return;
        isToldOfEnd.current = true;
        tellSessionEnded();
      },
    });
    return () => {
      disconnect();
      feed.stop();
    };
  }, [cache, userId, hasEnded]);

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
