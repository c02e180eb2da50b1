import * as account from "../wire/account";
import * as actions from "../wire/actions";
import * as apiTokens from "../wire/api-tokens";
import * as audience from "../wire/audience";
import * as audit from "../wire/audit";
import * as automation from "../wire/automation";
import * as broadcastResults from "../wire/broadcast-results";
import * as broadcastRules from "../wire/broadcast-rules";
import * as broadcasts from "../wire/broadcasts";
import * as chats from "../wire/chats";
import * as crm from "../wire/crm";
import * as desk from "../wire/desk";
import type { AnyEndpoint } from "../wire/endpoint";
import * as files from "../wire/files";
import * as finance from "../wire/finance";
import * as invitations from "../wire/invitations";
import * as messages from "../wire/messages";
import * as notes from "../wire/notes";
import * as notices from "../wire/notices";
import * as operations from "../wire/operations";
import * as optOuts from "../wire/opt-outs";
import * as orderActs from "../wire/order-acts";
import * as orders from "../wire/orders";
import * as outgoingWebhooks from "../wire/outgoing-webhooks";
import * as preferences from "../wire/preferences";
import * as productActs from "../wire/product-acts";
import * as products from "../wire/products";
import * as reports from "../wire/reports";
import * as retention from "../wire/retention";
import * as returns from "../wire/returns";
import * as search from "../wire/search";
import * as sectionViews from "../wire/section-views";
import * as sections from "../wire/sections";
import * as sellerKeys from "../wire/seller-keys";
import * as sellerService from "../wire/seller-service";
import * as sellerWebhook from "../wire/seller-webhook";
import * as sellers from "../wire/sellers";
import * as stocks from "../wire/stocks";
import * as stream from "../wire/stream";
import * as team from "../wire/team";
import * as users from "../wire/users";

const declarations: ReadonlyArray<Record<string, unknown>> = [
  users,
  team,
  preferences,
  sellers,
  sellerService,
  chats,
  messages,
  files,
  notes,
  notices,
  search,
  desk,
  automation,
  reports,
  stream,
  account,
  audit,
  invitations,
  operations,
  outgoingWebhooks,
  retention,
  sellerKeys,
  sellerWebhook,
  apiTokens,
  broadcasts,
  broadcastResults,
  broadcastRules,
  audience,
  optOuts,
  actions,
  crm,
  finance,
  orderActs,
  orders,
  productActs,
  products,
  returns,
  sections,
  sectionViews,
  stocks,
];

/** Every endpoint that is declared, for the OpenAPI document and the tests that hold routes and declarations equal. */
export function listEndpoints(): AnyEndpoint[] {
  return declarations.flatMap((file) => Object.values(file).filter(isEndpoint));
}

/** Whether a name of a wire file is an endpoint's declaration. */
export function isEndpoint(value: unknown): value is AnyEndpoint {
  return (
    typeof value === "object" && value !== null && "path" in value && "access" in value && "answer" in value
  );
}
