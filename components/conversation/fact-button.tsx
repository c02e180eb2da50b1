"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { insertIntoReply } from "../inbox/chat-events";
import { cx } from "../ui/class-names";

interface FactButtonProps {
  /** What a press puts into the reply. */
  sentence: string;
  className?: string;
  children: ReactNode;
}

/** A fact that goes into the reply by a press; hovering shows the words it brings. */
export function FactButton({ sentence, className, children }: FactButtonProps) {
  const t = useTranslations("chatOrders");
  return (
    <button
      type="button"
      data-fact=""
      title={t("inserts", { sentence })}
      onClick={() => insertIntoReply(sentence)}
      className={cx(
        "focus-inset -mx-2 flex min-h-7 w-[calc(100%+16px)] items-center gap-2 rounded-[6px] px-2 py-0.5 text-left transition-colors duration-120 hover:bg-hover pointer-coarse:min-h-11",
        className,
      )}
    >
      {children}
    </button>
  );
}
