"use client";

import { useTranslations } from "next-intl";
import { CopyButton } from "../ui/copy-button";

/** Code or data as it is, with one button that copies it. What is too long scrolls. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  const common = useTranslations("common");
  return (
    <div className="flex items-start gap-1 rounded-control bg-theirs p-0.5 pl-3">
      <section
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
        tabIndex={0}
        className="max-h-96 min-w-0 flex-1 overflow-auto py-2 text-[12.5px]"
      >
        <pre>
          <code className="font-mono">{code}</code>
        </pre>
      </section>
      <CopyButton value={code} label={`${common("copy")}: ${label}`} copiedLabel={common("copied")} />
    </div>
  );
}
