"use client";

import {
  type ClipboardEvent,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
} from "react";
import type { ModerationFinding } from "@/lib/text/moderation-finding";
import { cx } from "../ui/class-names";
import { Mirror, upToLastFinding } from "./mirror";

/** How words stand in the field; its mirror must break lines at the same places. */
const WORDS = "[scrollbar-gutter:stable] max-two:text-base";
const none: readonly ModerationFinding[] = [];

interface FieldProps {
  box: RefObject<HTMLTextAreaElement | null>;
  label: string;
  placeholder: string | undefined;
  text: string;
  isReadOnly?: boolean;
  /** What to underline, in the text it was found in (which may be a moment older). */
  findings?: readonly ModerationFinding[];
  findingsIn?: string;
  /** The list that is open over the field, and its chosen row. */
  listId?: string | null;
  activeId?: string | null;
  onText: (text: string) => void;
  onCaret?: () => void;
  onBlur?: () => void;
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  onFiles?: (files: File[]) => void;
}

/** The field of a reply or a note: grows with its words up to a third of the screen. */
export function Field(props: FieldProps) {
  const { box, text, findings = none, findingsIn = "" } = props;
  const mirror = useRef<HTMLDivElement>(null);
  const hasMirror = findings.length > 0;

  // Browsers without `field-sizing` grow the field by hand.
  useLayoutEffect(() => {
    const field = box.current;
    if (field === null || CSS.supports("field-sizing", "content")) return;
    field.style.height = "auto";
    field.style.height = text === "" ? "" : `${field.scrollHeight}px`;
  }, [text, box]);

  function alignMirror() {
    if (mirror.current && box.current) {
      mirror.current.style.transform = `translateY(${-box.current.scrollTop}px)`;
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: a mirror that appears starts at its top
  useEffect(alignMirror, [hasMirror]);

  function onPaste(event: ClipboardEvent) {
    const files = [...event.clipboardData.files];
    // Office programs put a picture of the copied words beside them: the words are meant.
    const hasText = event.clipboardData.types.includes("text/plain");
    if (files.length === 0 || hasText || props.onFiles === undefined) return;
    event.preventDefault();
    props.onFiles(files);
  }

  return (
    <div className="relative">
      {hasMirror && (
        <Mirror
          words={mirror}
          text={upToLastFinding(findingsIn, findings)}
          findings={findings}
          className={WORDS}
        />
      )}
      <textarea
        ref={box}
        data-composer=""
        aria-label={props.label}
        aria-autocomplete="list"
        aria-controls={props.listId ?? undefined}
        aria-activedescendant={props.activeId ?? undefined}
        placeholder={props.placeholder}
        value={text}
        readOnly={props.isReadOnly}
        dir="auto"
        rows={2}
        onChange={(event) => {
          props.onText(event.target.value);
          props.onCaret?.();
        }}
        onSelect={props.onCaret}
        onScroll={alignMirror}
        onBlur={props.onBlur}
        onPaste={onPaste}
        onKeyDown={props.onKeyDown}
        className={cx(
          WORDS,
          "relative block field-sizing-content max-h-[38dvh] min-h-12 w-full resize-none bg-transparent placeholder:text-muted focus:outline-none",
          props.isReadOnly && "min-h-0 text-muted",
        )}
      />
    </div>
  );
}
