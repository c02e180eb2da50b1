// One place says who may import whom. A rule's name is the sentence a newcomer reads when it fails.
const shared = "wire|text|i18n"; // runs in browser and server
const platform = "db|crypto|queue|realtime|limits|audit|access"; // knows no business
/** noun -> nouns it may call. Everything else goes through rows, events or jobs. */
const nounEdges = {
  team: [],
  sellers: ["team"],
  webhooks: ["sellers", "sync"],
  chats: ["sellers", "team"],
  desk: ["sellers", "chats"],
  automation: ["sellers", "team", "chats", "desk"],
  reports: ["sellers"],
  operations: ["sellers", "webhooks", "chats"],
  broadcasts: ["sellers", "chats", "team"],
  actions: ["sellers"],
  sync: ["sellers"],
  orders: ["sellers", "chats", "team", "actions", "sync"],
  products: ["sellers", "actions", "sync"],
  stocks: ["sellers", "products", "actions", "sync"],
  returns: ["sellers", "actions", "sync"],
  finance: ["sellers", "sync"],
  outgoing: ["sellers", "chats", "operations", "broadcasts", "orders", "actions"],
  privacy: ["sellers", "chats"],
};
const noun = Object.keys(nounEdges).join("|");

/** @param {string} name @param {object} from @param {object} to */
const rule = (name, from, to) => ({ name, severity: "error", from, to });
/** Tests look at anything they stand beside; the rules are for what ships. */
const isTest = "\\.test\\.tsx?$";

module.exports = {
  forbidden: [
    rule("no-circle", {}, { circular: true }),
    rule("everything-imported-exists", {}, { couldNotResolve: true }),
    rule(
      "entry-points-are-never-imported",
      { pathNot: "^(app|workers|tests|scripts)/" },
      { path: "^(app|workers)/" },
    ),
    rule("tests-are-never-imported", { pathNot: "^tests/" }, { path: `^tests/|${isTest}` }),
    rule(
      "shared-code-stands-alone",
      { path: `^lib/(${shared})/`, pathNot: isTest },
      { path: "^(lib|components|app|workers|sandbox|scripts|generated)/", pathNot: `^lib/(${shared})/` },
    ),
    rule(
      "browser-sees-only-shared-code",
      { path: "^components/" },
      { path: "^(lib|workers|sandbox|scripts|generated)/", pathNot: `^lib/(${shared})/` },
    ),
    rule("primitives-know-no-feature", { path: "^components/ui/" }, { path: "^(components/(?!ui/)|lib/)" }),
    rule(
      "foundation-knows-nobody-above-it",
      { path: "^lib/[^/]+\\.ts$", pathNot: isTest },
      { path: `^lib/(${noun}|${platform}|http|auth|marketplaces)/|^(app|components|workers)/` },
    ),
    rule(
      "adapters-get-everything-as-arguments",
      { path: "^lib/marketplaces/", pathNot: isTest },
      { path: `^lib/(${noun}|${platform}|http|auth)/|^lib/env|^generated/` },
    ),
    rule(
      "adapters-do-not-know-each-other",
      { path: "^lib/marketplaces/([^/]+)/" },
      { path: "^lib/marketplaces/[^/]+/", pathNot: "^lib/marketplaces/$1/" },
    ),
    rule(
      "only-the-registry-knows-adapters",
      { path: "^(lib|app|workers)/", pathNot: "^lib/marketplaces/(registry\\.ts$|[^/]+/)" },
      { path: "^lib/marketplaces/[^/]+/" },
    ),
    rule(
      "only-connect-seller-knows-the-registry",
      { path: "^(lib|app|workers)/", pathNot: "^lib/sellers/connect-seller\\.ts$" },
      { path: "^lib/marketplaces/registry" },
    ),
    rule(
      "only-credentials-decrypt",
      { path: "^(lib|app|workers)/", pathNot: "^lib/(crypto/|sellers/credentials\\.ts$)" },
      { path: "^lib/crypto/" },
    ),
    rule(
      "platform-knows-no-noun",
      { path: `^lib/(${platform})/` },
      { path: `^lib/(${noun}|http|auth|marketplaces)/` },
    ),
    rule(
      "nouns-know-no-transport",
      { path: `^lib/(${noun})/` },
      { path: "^lib/(http|auth)/|^(app|workers|components)/" },
    ),
    rule("signing-in-knows-no-http-wrapper", { path: "^lib/auth/" }, { path: "^lib/http/" }),
    rule(
      "entry-points-call-a-noun-not-its-tools",
      // The one that starts the platform's clients is the one that stops them.
      { path: "^(app|workers)/", pathNot: "^workers/main\\.ts$" },
      { path: "^lib/(db|crypto|marketplaces)/|^generated/" },
    ),
    rule(
      "the-workers-entry-only-starts-and-stops",
      { path: "^workers/main\\.ts$" },
      { path: `^lib/(${noun}|crypto|marketplaces|http|auth)/` },
    ),
    rule(
      "the-sandbox-shares-no-code",
      { path: "^sandbox/" },
      { path: "^(lib|components|app|workers|generated)/" },
    ),
    rule(
      "only-scripts-and-tests-know-the-sandbox",
      { path: "^(lib|components|app|workers)/" },
      { path: "^sandbox/" },
    ),
    ...Object.entries(nounEdges).map(([from, to]) =>
      rule(
        `${from}-may-call-${to.join("-and-") || "no-other-noun"}`,
        { path: `^lib/${from}/` },
        { path: `^lib/(${noun})/`, pathNot: `^lib/(${[from, ...to].join("|")})/` },
      ),
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules|^generated/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
    exclude: { path: "^(\\.build|\\.next|\\.tmp|\\.data)/" },
  },
};
