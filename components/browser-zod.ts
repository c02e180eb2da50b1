/**
 * Stands in for zod in the browser (next.config.js). The declarations of `lib/wire` are evaluated there for their
 * method and path alone; validation happens at the server's edge, and shipping it twice would cost every page 40 KB.
 * Any building of schemas works and gives nothing; any attempt to validate says so at once.
 */
function refuse(): never {
  throw new Error("zod is not shipped to the browser: validate at the server");
}

const validating = new Set(["parse", "safeParse", "parseAsync", "safeParseAsync", "decode", "encode"]);

const schema: unknown = new Proxy(() => schema, {
  get: (_, name) => (typeof name === "string" && validating.has(name) ? refuse : schema),
});

export { schema as z };
