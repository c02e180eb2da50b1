import { CircleAlert, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./class-names";

interface NoticeProps {
  tone: "warn" | "bad";
  /** Say it at once to those who listen: for what has just gone wrong. */
  isUrgent?: boolean;
  title?: string;
  action?: ReactNode;
  children: ReactNode;
}

/** What happened, what is safe, what to do; in one place and one look. */
export function Notice({ tone, isUrgent, title, action, children }: NoticeProps) {
  const Icon = tone === "bad" ? CircleAlert : TriangleAlert;
  return (
    <div
      role={isUrgent ? "alert" : undefined}
      className={cx(
        "flex flex-wrap items-start gap-x-2.5 gap-y-2 rounded-control px-3 py-2",
        tone === "bad" ? "bg-bad-soft text-bad-ink" : "bg-warn-soft text-warn-ink",
      )}
    >
      <Icon size={16} aria-hidden="true" className="mt-0.5 shrink-0" />
      <div className="min-w-40 flex-1 wrap-anywhere">
        {title && <p className="font-semibold">{title}</p>}
        <div>{children}</div>
      </div>
      {action}
    </div>
  );
}
