"use client";

import { Download } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type ImportedLine, MOST_IMPORT_LINES } from "@/lib/wire/seller-keys";
import { SettingsPage } from "../settings/settings-page";
import { useCurrentUser } from "../shell/current-user";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { Notice } from "../ui/notice";
import { ImportResults } from "./import-results";
import { ImportSource } from "./import-source";
import { useImportSellers } from "./key-queries";
import { BackToList } from "./seller-page";
import { useImportRefusal } from "./use-import-refusal";

/** As the server takes at most. */
const MOST_CHARS = 500_000;

/** Many sellers out of one table: tried first, connected when the person says so. */
export function ImportScreen() {
  const t = useTranslations("sellerImport");
  const sellers = useTranslations("sellers");
  const { role } = useCurrentUser();
  if (role !== "admin") {
    return (
      <SettingsPage title={t("title")}>
        <EmptyState title={t("title")} text={sellers("notAdmin")} />
      </SettingsPage>
    );
  }
  return (
    <SettingsPage title={t("title")} lead={t("lead")} isWide>
      <BackToList />
      <Import />
    </SettingsPage>
  );
}

function Import() {
  const t = useTranslations("sellerImport");
  // In this component's memory alone: the table holds keys.
  const [csv, setCsv] = useState("");
  const [fileName, setFileName] = useState<string | null>(null);
  const { mutate, isPending, error, data, variables, reset } = useImportSellers();
  const refusal = useImportRefusal(error);
  const isTooLarge = csv.length > MOST_CHARS;
  const isDone = data !== undefined && variables?.is_dry_run === false;

  function take(text: string, name: string | null) {
    setCsv(text);
    setFileName(name);
    reset();
  }

  if (data !== undefined) {
    return (
      <Outcome
        lines={data.lines}
        isDone={isDone}
        isPending={isPending}
        onConnect={() => mutate({ csv, is_dry_run: false })}
        onAgain={() => take("", null)}
      />
    );
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (csv.trim() !== "" && !isTooLarge && !isPending) mutate({ csv, is_dry_run: true });
      }}
    >
      <ImportSource csv={csv} fileName={fileName} onTake={take} />
      {isTooLarge && <Notice tone="bad">{t("tooLarge", { most: MOST_IMPORT_LINES })}</Notice>}
      {refusal !== null && (
        <Notice tone="bad" isUrgent>
          {refusal}
        </Notice>
      )}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button type="submit" look="primary" disabled={csv.trim() === "" || isTooLarge || isPending}>
          {isPending ? (variables?.is_dry_run === false ? t("connecting") : t("checking")) : t("check")}
        </Button>
        <Button look="quiet" onClick={() => saveExample([t("exampleName1"), t("exampleName2")])}>
          <Download size={15} aria-hidden="true" />
          {t("example")}
        </Button>
        {isPending && (
          <p role="status" className="text-muted">
            {t("checkingHint")}
          </p>
        )}
      </div>
      <p className="text-[12px] text-muted">{t("keysStay")}</p>
    </form>
  );
}

interface OutcomeProps {
  lines: readonly ImportedLine[];
  isDone: boolean;
  isPending: boolean;
  onConnect: () => void;
  onAgain: () => void;
}

function Outcome({ lines, isDone, isPending, onConnect, onAgain }: OutcomeProps) {
  const t = useTranslations("sellerImport");
  const count = (outcome: ImportedLine["outcome"]) => lines.filter((line) => line.outcome === outcome).length;
  const [fine, added, refused] = [count("fine"), count("added"), count("refused")];
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="font-medium">
        {isDone ? t("summaryDone", { added, refused }) : t("summaryDry", { fine, refused })}
      </p>
      <ImportResults lines={lines} />
      {refused > 0 && <p className="max-w-140 text-muted">{t("mendHint")}</p>}
      <div className="flex flex-wrap items-center gap-2">
        {!isDone && fine > 0 && (
          <Button look="primary" disabled={isPending} onClick={onConnect}>
            {isPending ? t("connecting") : t("connect", { count: fine })}
          </Button>
        )}
        <Button onClick={onAgain}>{t("again")}</Button>
        {isDone && (
          <Link href="/settings/sellers" className="text-accent-ink underline underline-offset-2">
            {t("toSellers")}
          </Link>
        )}
      </div>
    </div>
  );
}

/** A file that opens in a spreadsheet: with the mark that tells it the signs, semicolons as the country writes them. */
function saveExample(names: readonly string[]): void {
  const rows = names.map(
    (name, at) => `${name};${1234567 + at};00000000-0000-0000-0000-00000000000${at};push`,
  );
  const text = `\uFEFF${["name;client_id;api_key;webhook_mode", ...rows].join("\r\n")}\r\n`;
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "sellers.csv";
  link.click();
  URL.revokeObjectURL(address);
}
