import path from "node:path";

/** Where this clone lies; commands may be started from anywhere. */
export const REPOSITORY = path.resolve(import.meta.dirname, "../..");
