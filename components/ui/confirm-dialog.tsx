"use client";

import type { ReactNode } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { Notice } from "./notice";

interface ConfirmDialogProps {
  title: string;
  description?: string;
  /** What follows in more than a sentence. */
  children?: ReactNode;
  yes: string;
  cancel: string;
  closeLabel: string;
  look?: "primary" | "danger";
  isBusy: boolean;
  /** Why it was refused; the question stays open. */
  error: string | null;
  onYes: () => void;
  onClose: () => void;
}

/** Asks before something that cannot be taken back with one press, and says what follows. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, description, children, yes, cancel, closeLabel, look = "danger" } = props;
  const { isBusy, error, onYes, onClose } = props;
  return (
    <Dialog isOpen onClose={onClose} title={title} description={description} closeLabel={closeLabel}>
      <div className="flex flex-col gap-4">
        {children}
        {error !== null && (
          <Notice tone="bad" isUrgent>
            {error}
          </Notice>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{cancel}</Button>
          <Button look={look} disabled={isBusy} onClick={onYes}>
            {yes}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
