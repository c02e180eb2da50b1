import type { ReactNode } from "react";

/** A key, shown beside the action it does; hidden where there are only fingers. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <span
      aria-hidden="true"
      className="rounded-[4px] border border-current/30 px-1 font-medium font-sans text-[11px] pointer-coarse:hidden"
    >
      {children}
    </span>
  );
}
