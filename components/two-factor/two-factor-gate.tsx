"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { onTwoFactorAsked } from "./two-factor-asked";

/** Stands in the desk's providers: when the rules change under an open desk, asks the server what to show instead. */
export function TwoFactorGate() {
  const router = useRouter();
  useEffect(() => onTwoFactorAsked(() => router.refresh()), [router]);
  return null;
}
