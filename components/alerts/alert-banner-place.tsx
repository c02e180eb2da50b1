"use client";

import { lazy, Suspense } from "react";
import { useCurrentUser } from "../shell/current-user";

// Nobody else has use for it, and it need not come before the chats.
const AlertBanner = lazy(() => import("./alert-banner").then((file) => ({ default: file.AlertBanner })));

/** Over every screen of an admin. */
export function AlertBannerPlace() {
  const { role } = useCurrentUser();
  if (role !== "admin") return null;
  return (
    <Suspense fallback={null}>
      <AlertBanner />
    </Suspense>
  );
}
