import createNextIntlPlugin from "next-intl/plugin";

/** Headers for everything we serve: the desk is never framed, and no address with a chat id leaks to other sites. */
const securityHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
];

/** @type {import("next").NextConfig} */
const nextConfig = {
  poweredByHeader: false,
  agentRules: false,
  devIndicators: false,
  // `npm run check` type-checks the whole project; a second pass inside every build would only slow the first start.
  typescript: { ignoreBuildErrors: true },
  // Packages that load files of their own at run time or keep native handles: left as they are on the server.
  serverExternalPackages: ["@prisma/client", "@prisma/adapter-pg", "pg", "bullmq", "ioredis", "pino"],
  // See components/browser-zod.ts: schemas are for the server, the browser needs the declarations' paths only.
  turbopack: { resolveAlias: { zod: { browser: "./components/browser-zod.ts" } } },
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default createNextIntlPlugin("./lib/i18n/request.ts")(nextConfig);
