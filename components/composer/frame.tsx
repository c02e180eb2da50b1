import type { FormEvent, ReactNode } from "react";
import { cx } from "../ui/class-names";

interface FrameProps {
  isNote: boolean;
  label: string;
  onSubmit: () => void;
  /** What stands over the frame without moving it: lists, the way to take back. */
  above?: ReactNode;
  children: ReactNode;
}

/** The one raised thing of the desk. A note has its own colour, so that nobody takes it for a reply. */
export function Frame({ isNote, label, onSubmit, above, children }: FrameProps) {
  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit();
  }
  return (
    <div className="relative mx-3 mb-3 shrink-0 two:mx-5 two:mb-4.5">
      {above}
      <form
        aria-label={label}
        onSubmit={submit}
        className={cx(
          "@container rounded-bubble border px-3 pt-2.5 pb-2 shadow-[0_1px_2px_var(--composer-shadow),0_6px_24px_var(--composer-shadow)] transition-colors duration-140 focus-within:border-control",
          isNote ? "border-warn/40 bg-note" : "border-line bg-panel",
        )}
      >
        {children}
      </form>
    </div>
  );
}
