"use client";

import { useTranslations } from "next-intl";
import { ApiError } from "../api-client";
import { useErrorText } from "../shell/use-error-text";

const columnNames = { name: "name", clientId: "client_id", apiKey: "api_key" } as const;

/** Why a whole table was not taken, in plain words; null: it was, or nothing was asked yet. */
export function useImportRefusal(error: Error | null): string | null {
  const t = useTranslations("sellerImport");
  const errorText = useErrorText();
  if (error === null) return null;
  if (!(error instanceof ApiError) || error.code !== "csv_unreadable") return errorText(error);
  const details: unknown = error.details.fields;
  if (typeof details !== "object" || details === null) return t("unreadable");
  if ("missing" in details && Array.isArray(details.missing)) {
    const missing: readonly unknown[] = details.missing;
    const columns = Object.entries(columnNames).flatMap(([key, name]) =>
      missing.includes(key) ? [name] : [],
    );
    return t("missingColumns", { columns: columns.join(", ") });
  }
  if ("most_lines" in details && "lines" in details)
    return t("tooMany", { most: Number(details.most_lines), lines: Number(details.lines) });
  return t("unreadable");
}
