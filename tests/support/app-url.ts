import { forget } from "@/lib/once";

/** The product's public address changes, as with a new setting and a restart. */
export function moveTo(appUrl: string): void {
  process.env.APP_URL = appUrl;
  forget("env");
}
