import type { ReactNode } from "react";

interface EmptyStateProps {
  title: string;
  text?: ReactNode;
  action?: ReactNode;
  isUrgent?: boolean;
}

/** A place with nothing in it (yet), or what stands there when it could not be loaded. */
export function EmptyState({ title, text, action, isUrgent }: EmptyStateProps) {
  return (
    <div
      role={isUrgent ? "alert" : undefined}
      className="flex flex-1 flex-col items-center justify-center gap-1.5 px-6 py-10 text-center"
    >
      <p className="font-semibold text-[15px]">{title}</p>
      {text && <p className="max-w-72 text-balance text-muted">{text}</p>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}
