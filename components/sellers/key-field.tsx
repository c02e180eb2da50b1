"use client";

import type { ComponentProps } from "react";
import { TextField } from "../ui/field";

type KeyFieldProps = Pick<
  ComponentProps<typeof TextField>,
  "label" | "hint" | "error" | "value" | "onChange"
>;

/**
 * A field for an API key. Dots by style, not by type: browsers offer to store what stands in a password's field, and a
 * key must not stay in a browser.
 */
export function KeyField(props: KeyFieldProps) {
  return (
    <TextField
      type="text"
      autoComplete="off"
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      data-1p-ignore=""
      data-lpignore="true"
      className="[-webkit-text-security:disc]"
      {...props}
    />
  );
}
