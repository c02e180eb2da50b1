"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "../ui/button";

/** One of the three parts of a rule: its word at the side, what it says beside. */
export function PartSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section
      aria-label={title}
      className="grid grid-cols-[64px_minmax(0,1fr)] gap-x-2 border-line border-t pt-4 max-two:grid-cols-1 max-two:gap-y-2"
    >
      <h2 className="pt-1 font-semibold text-[15px]">{title}</h2>
      <div className="flex min-w-0 flex-col gap-3">{children}</div>
    </section>
  );
}

interface PartRowProps {
  title: string;
  removeLabel: string;
  /** What is missing in it. */
  gap: string | null;
  onRemove: () => void;
  children?: ReactNode;
}

/** A condition or an action: its name, its fields, and the way to take it out. */
export function PartRow({ title, removeLabel, gap, onRemove, children }: PartRowProps) {
  return (
    <li className="flex items-start gap-2 rounded-control border border-line bg-panel py-2 pr-1 pl-3">
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <p className="pt-1 font-medium">{title}</p>
        {children}
        {gap !== null && (
          <p role="alert" className="text-[12px] text-bad-ink">
            {gap}
          </p>
        )}
      </div>
      <IconButton label={removeLabel} onClick={onRemove}>
        <X size={15} aria-hidden="true" />
      </IconButton>
    </li>
  );
}
