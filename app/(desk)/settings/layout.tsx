import type { ReactNode } from "react";
import { SettingsNav } from "@/components/settings/settings-nav";

/** The frame of the settings: their pages at the side, one of them beside; on a phone one at a time. */
export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-0 flex-1">
      <aside className="hidden w-53 shrink-0 overflow-y-auto border-line border-r two:block">
        <SettingsNav />
      </aside>
      {children}
    </div>
  );
}
