"use client";

import { useEffect, useState } from "react";
import { useCurrentUser } from "../shell/current-user";
import { type ChangeForm, type Form, hasWords } from "./form-state";
import { keepForm, readKeptForm } from "./form-storage";

interface KeptForm {
  readonly form: Form;
  readonly change: ChangeForm;
  /** What this tab wrote before and left; shown again at once, or offered beside a beginning that was chosen. */
  readonly earlier: "restored" | "offered" | null;
  readonly takeEarlier: () => void;
  /** Begins anew from the page's own beginning. */
  readonly beginAnew: () => void;
  /** The server has it as it stands now. */
  readonly markSaved: (draftId: string | null) => void;
  /** What was written is wanted no more. */
  readonly forget: () => void;
}

/**
 * The form of this page, kept in the tab over a reload and over going away as long as the server does not have it.
 * `isChosen`: its beginning was asked for by name, and what was left earlier is only offered.
 */
export function useKeptForm(
  begin: Form,
  draftId: string | null,
  { isChosen }: { isChosen: boolean },
): KeptForm {
  const { id: userId } = useCurrentUser();
  const [kept] = useState(() => readKeptForm(userId, draftId));
  const [form, setForm] = useState(kept === null || isChosen ? begin : kept);
  const [earlier, setEarlier] = useState<KeptForm["earlier"]>(
    kept === null ? null : isChosen ? "offered" : "restored",
  );
  const [saved, setSaved] = useState(begin);
  const [ownerId, setOwnerId] = useState(draftId);
  const isUnsaved = form !== saved && hasWords(form);
  useEffect(() => {
    // What is only offered stays kept until something else is written.
    if (earlier === "offered" && form === begin) return;
    keepForm(userId, ownerId, isUnsaved ? form : null);
  }, [userId, ownerId, form, isUnsaved, earlier, begin]);
  return {
    form,
    change: (part) => setForm((before) => ({ ...before, ...part })),
    earlier,
    takeEarlier() {
      if (kept !== null) setForm(kept);
      setEarlier(null);
    },
    beginAnew() {
      setForm(begin);
      setSaved(begin);
      setEarlier(null);
    },
    markSaved(savedAs) {
      keepForm(userId, ownerId, null);
      setSaved(form);
      setOwnerId(savedAs);
      setEarlier(null);
    },
    forget() {
      keepForm(userId, ownerId, null);
      setSaved(form);
    },
  };
}
