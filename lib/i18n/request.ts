import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { en } from "./en";
import { chooseLocale, localeCookie } from "./locales";
import { ru } from "./ru";

const catalogues = { ru, en };

/** What next-intl asks for on every request: the language and its texts. */
export default getRequestConfig(async () => {
  const cookie = (await cookies()).get(localeCookie)?.value;
  const locale = chooseLocale({ cookie, acceptLanguage: (await headers()).get("accept-language") });
  // Instants are formatted in the browser, in the reader's own zone; UTC only keeps the server's pass stable.
  return { locale, messages: catalogues[locale], timeZone: "UTC" };
});
