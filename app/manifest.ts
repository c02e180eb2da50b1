import type { MetadataRoute } from "next";
import { getLocale, getTranslations } from "next-intl/server";

const png = (size: number, purpose: "any" | "maskable") => ({
  src: `/icons/${purpose === "any" ? "icon" : "maskable"}-${size}.png`,
  sizes: `${size}x${size}`,
  type: "image/png",
  purpose,
});

/** Makes the desk installable: a window of its own that opens at the chats. */
// biome-ignore lint/style/noDefaultExport: Next asks for it in this file
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const t = await getTranslations("auth");
  const common = await getTranslations("common");
  return {
    id: "/",
    name: common("appName"),
    short_name: common("appName"),
    description: t("signInLead"),
    lang: await getLocale(),
    start_url: "/inbox",
    scope: "/",
    display: "standalone",
    // A manifest knows one pair of colours; the light theme's --bg and --rail of app/globals.css in hex.
    background_color: "#fbfaf7",
    theme_color: "#f5f3ef",
    icons: [png(192, "any"), png(512, "any"), png(192, "maskable"), png(512, "maskable")],
  };
}
