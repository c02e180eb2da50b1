import type { ReactNode } from "react";

interface StepProps {
  /** What the page's errors lead to. */
  id: string;
  title: string;
  hint?: string;
  /** Beside the title, at its end. */
  action?: ReactNode;
  children: ReactNode;
}

/** One step of a broadcast: a question and what answers it, under one line. */
export function Step({ id, title, hint, action, children }: StepProps) {
  return (
    <section
      id={`step-${id}`}
      aria-labelledby={`step-${id}-title`}
      className="flex scroll-mt-4 flex-col gap-3 border-line border-t py-5 first-of-type:border-t-0 first-of-type:pt-1"
    >
      <div>
        <div className="flex items-center gap-3">
          <h2 id={`step-${id}-title`} className="min-w-0 flex-1 font-semibold text-[15px]">
            {title}
          </h2>
          {action}
        </div>
        {hint && <p className="mt-0.5 max-w-140 text-muted">{hint}</p>}
      </div>
      {children}
    </section>
  );
}

/** What is wrong, where it is wrong; nothing when nothing is. */
export function Wrong({ id, children }: { id?: string; children: ReactNode }) {
  if (children === null || children === undefined || children === false) return null;
  return (
    <p id={id} role="alert" data-wrong="" className="text-[12px] text-bad-ink">
      {children}
    </p>
  );
}
