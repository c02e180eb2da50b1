"use client";

import { useTranslations } from "next-intl";

/** The shape of messages that are on their way. */
export function MessagesSkeleton() {
  const common = useTranslations("common");
  return (
    <div
      role="status"
      aria-label={common("loading")}
      className="flex min-h-0 flex-1 flex-col justify-end gap-3 overflow-hidden p-5"
    >
      <div className="skeleton h-13 w-3/5 rounded-bubble" />
      <div className="skeleton h-9 w-2/5 rounded-bubble" />
      <div className="skeleton h-13 w-1/2 self-end rounded-bubble" />
      <div className="skeleton h-9 w-2/5 rounded-bubble" />
    </div>
  );
}

/** The shape of a chat that is on its way. */
export function ConversationSkeleton() {
  return (
    <>
      <div className="flex h-13.25 shrink-0 items-center border-line border-b bg-panel px-5">
        <div className="skeleton h-3.5 w-40" />
      </div>
      <div className="flex h-8 shrink-0 items-center border-line border-b bg-panel px-5">
        <div className="skeleton h-2.5 w-56" />
      </div>
      <MessagesSkeleton />
      <div className="mx-5 mb-4.5 h-27 shrink-0 rounded-bubble border border-line bg-panel" />
    </>
  );
}
