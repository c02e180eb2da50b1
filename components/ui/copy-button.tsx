"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "./button";
import { copyText } from "./copy-text";

interface CopyButtonProps {
  value: string;
  label: string;
  copiedLabel: string;
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
