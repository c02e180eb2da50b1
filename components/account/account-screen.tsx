"use client";

import { useTranslations } from "next-intl";
import { SettingsPage, SettingsSection } from "../settings/settings-page";
import { useCurrentUser } from "../shell/current-user";
import { ChangePassword } from "./change-password";
import { SessionsSection } from "./sessions-section";
import { TwoFactorSection } from "./two-factor-section";

/** How the reader signs in, and where they are signed in. */
export function AccountScreen() {
  const t = useTranslations("account");
  const { has_password: hasPassword } = useCurrentUser();
  return (
    <SettingsPage title={t("title")} lead={t("lead")}>
      <SettingsSection title={t("password")} hint={hasPassword ? t("passwordHint") : t("noPassword")}>
        {hasPassword && <ChangePassword />}
      </SettingsSection>
      <TwoFactorSection />
      <SessionsSection />
    </SettingsPage>
  );
}
