"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "./button";

interface CopyButtonProps {
  value: string;
  label: string;
  copiedLabel: string;
}

/** Copies by the clipboard API, or by a selected field where the page is not served over TLS. */
async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard) {
    const isCopied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    if (isCopied) return true;
  }
  const field = document.createElement("textarea");
  field.value = text;
  field.style.position = "fixed";
  // Inside an open dialog only its own children can take focus.
  const host = document.querySelector("[role=dialog]") ?? document.body;
  host.append(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  return isCopied;
}

export function CopyButton({ value, label, copiedLabel }: CopyButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <IconButton label={isCopied ? copiedLabel : label} onClick={async () => setCopied(await copyText(value))}>
      {isCopied ? (
        <Check size={15} aria-hidden="true" className="text-ok" />
      ) : (
        <Copy size={15} aria-hidden="true" />
      )}
      <span className="sr-only" role="status">
        {isCopied ? copiedLabel : ""}
      </span>
    </IconButton>
  );
}
