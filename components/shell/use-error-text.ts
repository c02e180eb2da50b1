"use client";

import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { ApiError, parseErrorCode } from "../api-client";

/** Sentences for errors: what happened, what is safe, what to do. */
export function useErrorText(): (error: unknown) => string {
  const t = useTranslations("errors");
  const browser = useTranslations("browserErrors");
  return useCallback(
    (error) => {
      if (!(error instanceof ApiError)) return browser("unexpected");
      if (error.code === "network" || error.code === "unexpected") return browser(error.code);
      return t(error.code);
    },
    [t, browser],
  );
}

/** The sentence for a code that came with a thing (a message, a seller); the server's own words where we have none. */
export function useCodeText(): (code: string, serverMessage: string) => string {
  const t = useTranslations("errors");
  return useCallback(
    (code, serverMessage) => {
      const known = parseErrorCode(code);
      return known === null ? serverMessage : t(known);
    },
    [t],
  );
}
