"use client";

import { useTranslations } from "next-intl";
import { SettingsSection } from "../settings/settings-page";
import { CodeBlock } from "./code-block";
import { useOrigin } from "./use-origin";

/** The one line a program needs, ready to be tried. `token`: the one just made; elsewhere its place. */
export function TokenExample({ token }: { token: string }) {
  const t = useTranslations("apiTokens");
  const origin = useOrigin();
  const code = `curl -H "Authorization: Bearer ${token}" \\\n  "${origin}/api/chats?limit=5"`;
  return <CodeBlock label={t("howExample")} code={code} />;
}

/** A short way in for whoever writes the program. */
export function HowToUse() {
  const t = useTranslations("apiTokens");
  return (
    <SettingsSection title={t("howTitle")} hint={t("howText")}>
      <TokenExample token="prl_…" />
      <p className="text-muted">
        {t.rich("howDocs", {
          link: (text) => (
            <a
              href="/api/openapi.json"
              target="_blank"
              rel="noreferrer"
              className="text-accent-ink underline underline-offset-2"
            >
              {text}
            </a>
          ),
        })}
      </p>
    </SettingsSection>
  );
}
