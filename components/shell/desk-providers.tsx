"use client";

import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";

import type { User } from "@/lib/wire/users";
import { EventStream } from "../live/event-stream";
import { FollowedActions } from "../market/follow-actions";
import { Announcer } from "../notices/announcer";
import { NoticesKeeper } from "../notices/notices-keeper";
import { TabBadge } from "../notices/tab-badge";
import { PaletteHost } from "../palette/palette-host";
import { TwoFactorGate } from "../two-factor/two-factor-gate";
import { CurrentUserProvider } from "./current-user";
import type { Theme } from "./preferences";
import { makeQueryClient } from "./query-client";
import { SessionGate } from "./session-gate";
import { ShortcutsDialog } from "./shortcuts-dialog";
import { ThemeProvider } from "./theme";
import { Toasts } from "./toasts";
import { useStyleNonce } from "./use-style-nonce";

interface DeskProvidersProps {
  user: User;
  theme: Theme;
  /** What a style that a library makes in the browser must carry (the page's policy). */
  nonce: string | undefined;
  children: ReactNode;
}

/** What every screen of the desk stands on: who is here, the cache, the tab's one event stream. */
export function DeskProviders({ user, theme, nonce, children }: DeskProvidersProps) {
  useStyleNonce(nonce);
  const [queryClient] = useState(makeQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <CurrentUserProvider user={user}>
        <ThemeProvider initial={theme}>
          {children}
          <EventStream />
          <NoticesKeeper />
          <Announcer />
          <TabBadge />
          <PaletteHost />
          <SessionGate />
          <TwoFactorGate />
          <ShortcutsDialog />
          <Toasts />
          <FollowedActions />
        </ThemeProvider>
      </CurrentUserProvider>
    </QueryClientProvider>
  );
}
