"use client";

import { SlidersHorizontal } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";

interface MoreFiltersProps {
  /** Some of them narrow the list now: that is told also while they are folded. */
  isNarrowing: boolean;
  children: ReactNode;
}

/** Filters that stand open where there is room and fold behind a button on a phone. */
export function MoreFilters({ isNarrowing, children }: MoreFiltersProps) {
  const t = useTranslations("market");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
        className={cx("two:hidden", isNarrowing && "border-accent text-accent-ink")}
      >
        <SlidersHorizontal size={14} aria-hidden="true" />
        {t("filters")}
      </Button>
      <div className={cx("contents", !isOpen && "max-two:hidden")}>{children}</div>
    </>
  );
}
