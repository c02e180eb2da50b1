import type { ReactNode } from "react";
import { LanguageSwitch } from "@/components/sign-in/language-switch";

/** One quiet column in the middle of warm paper. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 py-10">
      <div className="w-full max-w-90">{children}</div>
      <div className="mt-10">
        <LanguageSwitch />
      </div>
    </main>
  );
}
