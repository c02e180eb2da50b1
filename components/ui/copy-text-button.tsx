"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button";
import { copyText } from "./copy-text";

interface CopyTextButtonProps {
  value: string;
  label: string;
  copiedLabel: string;
  look?: "primary" | "plain";
}

/** A button with words that copies; for what one mainly wants to copy. */
export function CopyTextButton({ value, label, copiedLabel, look }: CopyTextButtonProps) {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const Icon = isCopied ? Check : Copy;
  return (
    <Button look={look} onClick={async () => setCopied(await copyText(value))}>
      <Icon size={15} aria-hidden="true" />
      {/* Both words keep their place: the button does not change its width. */}
      <span className="grid">
        <span className={isCopied ? "invisible" : undefined} style={{ gridArea: "1/1" }}>
          {label}
        </span>
        <span role="status" className={isCopied ? undefined : "invisible"} style={{ gridArea: "1/1" }}>
          {isCopied ? copiedLabel : ""}
        </span>
      </span>
    </Button>
  );
}
