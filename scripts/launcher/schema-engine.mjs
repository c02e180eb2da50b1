import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";

/**
 * Prisma's migration engine as WebAssembly, on node-postgres: the native one is a download from a host that
 * many companies block. Loaded by hand, since Node imports no `.wasm` by itself.
 * @param {string} databaseUrl
 * @returns {Promise<{ engine: import("@prisma/schema-engine-wasm").SchemaEngine, close: () => Promise<void> }>}
 *   `close` gives back its connections, and with them the engine's own lock on the database
 */
export async function openSchemaEngine(databaseUrl) {
  const [{ SchemaEngine }, { bindMigrationAwareSqlAdapterFactory }, { PrismaPg }] = await Promise.all([
    loadEngineOnce(),
    import("@prisma/driver-adapter-utils"),
    import("@prisma/adapter-pg"),
  ]);
  const factory = new PrismaPg({ connectionString: databaseUrl });
  const connect = factory.connect.bind(factory);
  /** @type {{ dispose: () => Promise<void> }[]} */
  const opened = [];
  factory.connect = async () => {
    const adapter = repaired(await connect());
    opened.push(adapter);
    return adapter;
  };
  const connectToShadow = factory.connectToShadowDb.bind(factory);
  factory.connectToShadowDb = async () => repaired(await connectToShadow());
  const adapter = bindMigrationAwareSqlAdapterFactory(factory);
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
  const close = async () => {
    engine.free();
    await Promise.all(opened.map((connection) => connection.dispose()));
  };
  return { engine, close };
}

const SINGLE_CHAR = 18; // the type "char" of Postgres' own tables
const BPCHAR = 1042;

/**
 * Two repairs of the adapter, without which it serves the engine badly:
 * - It cuts a script at every semicolon, also in comments and function bodies; Postgres takes it whole, and
 *   then as one transaction.
 * - It has no name for the type "char", so a diff cannot read Postgres' catalogue. The type is handed over as
 *   char(1), and its columns are named Character afterwards.
 * @template {object} T
 * @param {T} adapter
 * @returns {T}
 */
function repaired(adapter) {
  const { performIO, queryRaw } = /** @type {Record<string, (query: unknown) => Promise<any>>} */ (adapter);
  if (performIO === undefined || queryRaw === undefined) throw new Error("The Postgres adapter has changed");
  /** @type {WeakMap<object, number[]>} */
  const places = new WeakMap();
  return Object.assign(adapter, {
    async executeScript(/** @type {string} */ script) {
      await performIO.call(adapter, { sql: script, args: [], argTypes: [] });
    },
    async performIO(/** @type {unknown} */ query) {
      const result = await performIO.call(adapter, query);
      const found = [];
      for (const [place, field] of result.fields.entries()) {
        if (field.dataTypeID !== SINGLE_CHAR) continue;
        field.dataTypeID = BPCHAR;
        found.push(place);
      }
      places.set(result.rows, found);
      return result;
    },
    async queryRaw(/** @type {unknown} */ query) {
      const { ColumnTypeEnum } = await import("@prisma/driver-adapter-utils");
      const result = await queryRaw.call(adapter, query);
      for (const place of places.get(result.rows) ?? []) result.columnTypes[place] = ColumnTypeEnum.Character;
      return result;
    },
  });
}

/** @type {ReturnType<typeof loadEngine> | undefined} */
let engineModule;

/** One for the process: the package keeps its instance in a variable of its module. */
function loadEngineOnce() {
  engineModule ??= loadEngine();
  return engineModule;
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
