import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { parseTheme, themeCookie } from "@/components/shell/preferences";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("common");
  const name = t("appName");
  return { title: { default: name, template: `%s · ${name}` }, robots: { index: false, follow: false } };
}

// --rail of app/globals.css in hex: the frame of an installed window goes on where the rail begins.
const RAIL_LIGHT = "#f5f3ef";
const RAIL_DARK = "#0c0e12";

export async function generateViewport(): Promise<Viewport> {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return {
    width: "device-width",
    initialScale: 1,
    interactiveWidget: "resizes-content", // the composer stays above the phone's keyboard
    themeColor: [
      { media: "(prefers-color-scheme: light)", color: theme === "dark" ? RAIL_DARK : RAIL_LIGHT },
      { media: "(prefers-color-scheme: dark)", color: theme === "light" ? RAIL_LIGHT : RAIL_DARK },
    ],
  };
}

/** Language and theme are known from cookies before the first byte, so neither flashes. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  return (
    <html
      lang={await getLocale()}
      data-theme={theme === "system" ? undefined : theme}
      suppressHydrationWarning
    >
      <body>
        <NextIntlClientProvider>{children}</NextIntlClientProvider>
      </body>
    </html>
  );
}
