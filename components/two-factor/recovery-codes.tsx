"use client";

import { Download, Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { Button } from "../ui/button";
import { CopyTextButton } from "../ui/copy-text-button";

interface RecoveryCodesProps {
  codes: readonly string[];
  email: string;
  onDone: () => void;
}

function download(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}

/** The codes for a lost phone, this one time: to be copied, saved or printed before one goes on. */
export function RecoveryCodes({ codes, email, onDone }: RecoveryCodesProps) {
  const t = useTranslations("twoFactor");
  const common = useTranslations("common");
  const [isKept, setKept] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []); // what was pressed is gone: reading goes on here
  const head = t("codesHead", { email });
  const text = `${head}\n\n${codes.join("\n")}\n`;
  return (
    <section aria-label={t("codesTitle")} className="flex flex-col gap-3">
      <h3 ref={heading} tabIndex={-1} className="font-semibold outline-none">
        {t("codesTitle")}
      </h3>
      <p className="text-muted">{t("codesText")}</p>
      <ul
        aria-label={t("codesList")}
        className="grid grid-cols-2 gap-x-4 gap-y-1 rounded-control bg-theirs px-4 py-3 font-medium text-[14px] tabular-nums tracking-wide"
      >
        {codes.map((code) => (
          <li key={code}>
            <code className="font-sans">{code}</code>
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <CopyTextButton value={text} label={t("copyCodes")} copiedLabel={common("copied")} />
        <Button onClick={() => download(t("codesFile"), text)}>
          <Download size={15} aria-hidden="true" />
          {t("downloadCodes")}
        </Button>
        <Button onClick={() => window.print()}>
          <Printer size={15} aria-hidden="true" />
          {t("printCodes")}
        </Button>
      </div>
      <label className="mt-1 flex min-h-8 cursor-pointer items-center gap-2 pointer-coarse:min-h-11">
        <input
          type="checkbox"
          checked={isKept}
          onChange={(event) => setKept(event.target.checked)}
          className="size-4 accent-accent"
        />
        {t("kept")}
      </label>
      <div className="flex justify-end">
        <Button look="primary" disabled={!isKept} onClick={onDone}>
          {t("done")}
        </Button>
      </div>
      {createPortal(<PrintedCodes head={head} codes={codes} />, document.body)}
    </section>
  );
}

/** The sheet of paper: covers whatever else is on the screen, in print only. */
function PrintedCodes({ head, codes }: { head: string; codes: readonly string[] }) {
  return (
    <div
      aria-hidden="true"
      className="scheme-light fixed inset-0 z-100 hidden bg-panel p-10 text-ink print:block"
    >
      <p className="mb-4 font-semibold text-[16px]">{head}</p>
      <ul className="space-y-1 text-[16px]">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </div>
  );
}
