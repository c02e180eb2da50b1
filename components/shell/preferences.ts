/** Choices of looks; "system" follows the device. */
export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
/** Cookie that keeps the theme: the server draws the page in it, so nothing flashes. */
export const themeCookie = "theme";

/** Narrows a cookie's text to a theme. */
export function parseTheme(text: string | undefined): Theme {
  return themes.find((theme) => theme === text) ?? "system";
}

/** Keeps a preference in a cookie for a year. */
export function keepPreference(name: string, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox before 140 and Safari before 18.4
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
}

/** Changes the theme of the page that is open, and of those to come. */
export function applyTheme(theme: Theme): void {
  keepPreference(themeCookie, theme);
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
