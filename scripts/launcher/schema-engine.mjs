import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

/**
 * Prisma's migration engine as WebAssembly, on node-postgres: the native one is a download from a host that
 * many companies block. Loaded by hand, since Node imports no `.wasm` by itself.
 * @param {string} databaseUrl
 * @returns {Promise<import("@prisma/schema-engine-wasm").SchemaEngine>}
 */
export async function openSchemaEngine(databaseUrl) {
  const [engine, { bindMigrationAwareSqlAdapterFactory }, { PrismaPg }] = await Promise.all([
    loadEngine(),
    import("@prisma/driver-adapter-utils"),
    import("@prisma/adapter-pg"),
  ]);
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: databaseUrl }));
  return await engine.SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
}

async function loadEngine() {
  const engine = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  // Where the engine leaves the text of a panic; without it the panic shows as an unrelated TypeError.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: {
      set_message: (/** @type {string} */ text) => console.error(`Migration engine: ${text}`),
    },
  });
  const folder = path.dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
  const code = await readFile(path.join(folder, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(code, { "./schema_engine_bg.js": { ...engine } });
  engine.__wbg_set_wasm(instance.exports);
  const { __wbindgen_start: begin } = instance.exports;
  if (typeof begin === "function") begin();
  return engine;
}
