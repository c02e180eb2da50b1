import { ensurePackages } from "./launcher/packages.mjs";

// Under a minute and without any service: run before every commit.
await ensurePackages();
const { runSteps } = await import("./checks/run-steps.mjs");
const { CLIENT, IMPORTS, STYLE, TYPES, vitest } = await import("./checks/steps.mjs");
await runSteps([CLIENT, STYLE, TYPES, IMPORTS, vitest("architecture", "Architecture")], process.env);
