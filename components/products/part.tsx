import type { ReactNode } from "react";

/** A part of the page under its own heading. */
export function Part({
  title,
  action,
  children,
}: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section aria-label={title}>
      <div className="mb-2 flex min-h-8 items-center gap-3">
        <h2 className="font-semibold text-[15px]">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}
