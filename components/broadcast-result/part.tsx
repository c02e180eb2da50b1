import type { ReactNode } from "react";

/** One part of the page under its name. */
export function Part({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline gap-x-3">
        <h2 className="font-semibold text-[15px]">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
