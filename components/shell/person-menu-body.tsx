"use client";

import { Keyboard, LogOut } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import type { ReactElement } from "react";
import { localeCookie, locales } from "@/lib/i18n/locales";
import type { Role } from "@/lib/wire/users";
import { Menu, MenuChoice, MenuHead, MenuItem, MenuLine } from "../ui/menu";
import { useCurrentUser } from "./current-user";
import { keepPreference, themes } from "./preferences";
import { openShortcuts } from "./shortcuts-dialog";
import { signOut } from "./sign-out";
import { useTheme } from "./theme";
import { showToast } from "./toast";
import { useAvailability, useSetAvailability } from "./use-availability";

const roleText = {
  admin: "roleAdmin",
  supervisor: "roleSupervisor",
  operator: "roleOperator",
} as const satisfies Record<Role, string>;
const themeText = { system: "themeSystem", light: "themeLight", dark: "themeDark" } as const;
const availabilities = ["available", "away"] as const;
const localeText = { ru: "russian", en: "english" } as const;

interface PersonMenuBodyProps {
  side: "right" | "top";
  /** The button it hangs on. */
  trigger: ReactElement;
}

/** Who is signed in, and what they choose for themselves: language, theme, leaving. Opens as it appears. */
export function PersonMenuBody({ side, trigger }: PersonMenuBodyProps) {
  const t = useTranslations("nav");
  const user = useCurrentUser();
  const locale = useLocale();
  const router = useRouter();
  const { theme, setTheme } = useTheme();
  const availability = useAvailability();
  const setAvailability = useSetAvailability();

  return (
    <Menu trigger={trigger} side={side} align="end" isOpenAtFirst>
      <MenuHead>
        <p className="wrap-anywhere max-w-60 font-semibold">{user.name}</p>
        <p className="wrap-anywhere max-w-60 text-[12px] text-muted">
          {user.email} · {t(roleText[user.role])}
        </p>
      </MenuHead>
      <MenuLine />
      <MenuChoice
        label={t("availability")}
        value={availability}
        options={availabilities.map((value) => ({ value, label: t(value) }))}
        onChange={setAvailability.mutate}
      />
      <MenuLine />
      <MenuChoice
        label={t("theme")}
        value={theme}
        options={themes.map((value) => ({ value, label: t(themeText[value]) }))}
        onChange={setTheme}
      />
      <MenuLine />
      <MenuChoice
        label={t("language")}
        value={locale}
        options={locales.map((value) => ({ value, label: t(localeText[value]) }))}
        onChange={(chosen) => {
          keepPreference(localeCookie, chosen);
          router.refresh();
        }}
      />
      <MenuLine />
      <MenuItem icon={<Keyboard size={15} aria-hidden="true" />} onSelect={openShortcuts}>
        {t("shortcuts")}
      </MenuItem>
      <MenuItem
        icon={<LogOut size={15} aria-hidden="true" />}
        onSelect={() => signOut().catch(() => showToast("error", t("signOutFailed")))}
      >
        {t("signOut")}
      </MenuItem>
    </Menu>
  );
}
