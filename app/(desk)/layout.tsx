import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AlertBannerPlace } from "@/components/alerts/alert-banner-place";
import { ClockHint } from "@/components/shell/clock-hint";
import { DeskProviders } from "@/components/shell/desk-providers";
import { parseTheme, themeCookie } from "@/components/shell/preferences";
import { Rail } from "@/components/shell/rail";
import { ForcedSetUp } from "@/components/two-factor/forced-set-up";
import { PAGE_PATH_HEADER } from "@/lib/auth/page-path";
import { getPageUser, isSetUpNeeded } from "@/lib/auth/page-user";
import { PAGE_NONCE_HEADER } from "@/lib/http/page-policy";

/** The door, with the way back to the page that was asked for. */
async function signInAddress(): Promise<string> {
  const path = (await headers()).get(PAGE_PATH_HEADER);
  return path === null || path === "/inbox" ? "/sign-in" : `/sign-in?next=${encodeURIComponent(path)}`;
}

/** The gate and the frame of every screen behind it. What is shown inside is fetched by the browser. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const user = await getPageUser();
  if (user === null) redirect((await isSetUpNeeded()) ? "/set-up" : await signInAddress());
  if (user.must_set_up_two_factor) return <ForcedSetUp user={user} />;
  const theme = parseTheme((await cookies()).get(themeCookie)?.value);
  const t = await getTranslations("common");
  return (
    <DeskProviders user={user} theme={theme} nonce={(await headers()).get(PAGE_NONCE_HEADER) ?? undefined}>
      <a
        href="#content"
        className="sr-only rounded-control bg-panel px-3 py-2 focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50"
      >
        {t("skipToContent")}
      </a>
      <div className="flex h-dvh min-h-0 overflow-hidden">
        <Rail />
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <AlertBannerPlace />
          <ClockHint />
          {children}
        </div>
      </div>
    </DeskProviders>
  );
}
