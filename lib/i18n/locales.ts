/** Languages of the screens; the first is the one we fall back to. */
export const locales = ["ru", "en"] as const;
export type Locale = (typeof locales)[number];
export const defaultLocale: Locale = "ru";

/** Cookie that keeps a person's choice of language. */
export const localeCookie = "locale";

/** Narrows a text from outside to a language we speak, or null. */
export function parseLocale(text: string | null | undefined): Locale | null {
  return locales.find((locale) => locale === text) ?? null;
}

/**
 * Picks the language: the person's own choice, else the best match of `Accept-Language` (with its q weights),
 * else Russian.
 */
export function chooseLocale(input: { cookie: string | undefined; acceptLanguage: string | null }): Locale {
  const chosen = parseLocale(input.cookie);
  if (chosen !== null) return chosen;
  const wanted = (input.acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const weight = parameters.find((parameter) => parameter.trim().startsWith("q="));
      const quality = weight === undefined ? 1 : Number(weight.trim().slice(2));
      return {
        locale: parseLocale(tag.toLowerCase().split("-")[0]),
        quality: Number.isNaN(quality) ? 0 : quality,
      };
    })
    .filter((entry) => entry.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return wanted.find((entry) => entry.locale !== null)?.locale ?? defaultLocale;
}
