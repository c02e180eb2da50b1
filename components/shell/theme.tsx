"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { applyTheme, type Theme } from "./preferences";

const ThemeChoice = createContext<{ theme: Theme; setTheme: (theme: Theme) => void } | null>(null);

export function ThemeProvider({ initial, children }: { initial: Theme; children: ReactNode }) {
  const [theme, setTheme] = useState(initial);
  const choice = useMemo(
    () => ({
      theme,
      setTheme(next: Theme) {
        applyTheme(next);
        setTheme(next);
      },
    }),
    [theme],
  );
  return <ThemeChoice value={choice}>{children}</ThemeChoice>;
}

/** The chosen theme and the way to change it. */
export function useTheme() {
  const choice = useContext(ThemeChoice);
  if (choice === null) throw new Error("useTheme stands outside ThemeProvider");
  return choice;
}
