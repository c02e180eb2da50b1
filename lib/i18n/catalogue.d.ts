import type { Locale } from "./locales";
import type { ru } from "./ru";

// Keys of texts are checked by the compiler: the Russian catalogue is the list.
declare module "next-intl" {
  interface AppConfig {
    Locale: Locale;
    Messages: typeof ru;
  }
}
