import { forget } from "@/lib/once";

/** Another value of a setting for this process, as after a restart. */
export function changeSetting(name: string, value: string): void {
  process.env[name] = value;
  forget("env");
}
