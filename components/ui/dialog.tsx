"use client";

import { X } from "lucide-react";
import * as Radix from "radix-ui/dialog";
import type { ReactNode } from "react";
import { IconButton } from "./button";
import { cx } from "./class-names";

interface DialogProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  description?: string;
  closeLabel: string;
  /** Two columns fit in. */
  isWide?: boolean;
  children: ReactNode;
}

// As high as the windows themselves: a question asked over a window dims that window too.
const veil = "fixed inset-0 z-50 bg-[oklch(0.15_0.01_260/0.45)]";

/** A window over the screen: traps focus, closes with Esc, gives focus back. */
export function Dialog({ isOpen, onClose, title, description, closeLabel, isWide, children }: DialogProps) {
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={veil} />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cx(
            isWide ? "max-w-[760px]" : "max-w-[440px]",
            "fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-32px)] w-[calc(100vw-32px)] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-bubble border border-line bg-panel p-5 focus:outline-none",
          )}
        >
          <div className="mb-3 flex items-start gap-2">
            <Radix.Title className="min-w-0 flex-1 wrap-anywhere pt-1 font-semibold text-[15px] leading-snug">
              {title}
            </Radix.Title>
            <Radix.Close asChild>
              <IconButton label={closeLabel}>
                <X size={16} aria-hidden="true" />
              </IconButton>
            </Radix.Close>
          </div>
          {description && <Radix.Description className="mb-4 text-muted">{description}</Radix.Description>}
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface DrawerProps {
  isOpen: boolean;
  onClose: () => void;
  label: string;
  side: "left" | "right";
  children: ReactNode;
}

/** A column that was folded away, brought in from its side. */
export function Drawer({ isOpen, onClose, label, side, children }: DrawerProps) {
  return (
    <Radix.Root open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className={veil} />
        <Radix.Content
          aria-describedby={undefined}
          className={cx(
            "fixed inset-y-0 z-50 flex w-[min(316px,86vw)] flex-col overflow-y-auto bg-panel focus:outline-none",
            side === "left"
              ? "left-0 animate-[slide-from-left_140ms_ease-out] border-line border-r"
              : "right-0 animate-[slide-from-right_140ms_ease-out] border-line border-l",
          )}
        >
          <Radix.Title className="sr-only">{label}</Radix.Title>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
