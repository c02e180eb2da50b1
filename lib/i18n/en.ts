import account from "./en/account.json";
import actions from "./en/actions.json";
import alerts from "./en/alerts.json";
import apiTokens from "./en/apiTokens.json";
import assign from "./en/assign.json";
import attachments from "./en/attachments.json";
import audience from "./en/audience.json";
import audit from "./en/audit.json";
import auth from "./en/auth.json";
import automation from "./en/automation.json";
import banner from "./en/banner.json";
import broadcastForm from "./en/broadcastForm.json";
import broadcastResult from "./en/broadcastResult.json";
import broadcastRules from "./en/broadcastRules.json";
import broadcasts from "./en/broadcasts.json";
import browserErrors from "./en/browserErrors.json";
import bulk from "./en/bulk.json";
import buyerData from "./en/buyerData.json";
import canned from "./en/canned.json";
import chatOrders from "./en/chatOrders.json";
import common from "./en/common.json";
import composer from "./en/composer.json";
import context from "./en/context.json";
import conversation from "./en/conversation.json";
import delivery from "./en/delivery.json";
import drafts from "./en/drafts.json";
import errors from "./en/errors.json";
import files from "./en/files.json";
import finance from "./en/finance.json";
import invitations from "./en/invitations.json";
import list from "./en/list.json";
import live from "./en/live.json";
import markdown from "./en/markdown.json";
import market from "./en/market.json";
import marketplaces from "./en/marketplaces.json";
import moderation from "./en/moderation.json";
import nav from "./en/nav.json";
import notes from "./en/notes.json";
import notices from "./en/notices.json";
import operations from "./en/operations.json";
import optOut from "./en/optOut.json";
import orderActs from "./en/orderActs.json";
import orderRules from "./en/orderRules.json";
import orders from "./en/orders.json";
import outgoing from "./en/outgoing.json";
import palette from "./en/palette.json";
import preferences from "./en/preferences.json";
import presence from "./en/presence.json";
import productActs from "./en/productActs.json";
import products from "./en/products.json";
import recipientReasons from "./en/recipientReasons.json";
import removedSellers from "./en/removedSellers.json";
import reports from "./en/reports.json";
import retention from "./en/retention.json";
import returns from "./en/returns.json";
import row from "./en/row.json";
import savedViews from "./en/savedViews.json";
import search from "./en/search.json";
import sections from "./en/sections.json";
import sellerImport from "./en/sellerImport.json";
import sellers from "./en/sellers.json";
import sellerWebhook from "./en/sellerWebhook.json";
import service from "./en/service.json";
import settings from "./en/settings.json";
import shortcuts from "./en/shortcuts.json";
import snooze from "./en/snooze.json";
import stocks from "./en/stocks.json";
import tags from "./en/tags.json";
import teamwork from "./en/teamwork.json";
import time from "./en/time.json";
import twoFactor from "./en/twoFactor.json";
import undo from "./en/undo.json";
import views from "./en/views.json";

/** Every text of the screens in English. One file a part of the product. */
export const en = {
  broadcasts,
  broadcastForm,
  broadcastResult,
  recipientReasons,
  audience,
  broadcastRules,
  optOut,
  buyerData,
  retention,
  alerts,
  operations,
  audit,
  outgoing,
  apiTokens,
  twoFactor,
  account,
  sections,
  actions,
  market,
  finance,
  returns,
  stocks,
  productActs,
  products,
  orderRules,
  chatOrders,
  orderActs,
  orders,
  invitations,
  removedSellers,
  sellerImport,
  sellerWebhook,
  assign,
  attachments,
  auth,
  automation,
  banner,
  browserErrors,
  bulk,
  canned,
  common,
  composer,
  context,
  conversation,
  delivery,
  drafts,
  errors,
  files,
  list,
  live,
  markdown,
  marketplaces,
  moderation,
  nav,
  notes,
  notices,
  palette,
  preferences,
  presence,
  reports,
  row,
  savedViews,
  search,
  sellers,
  service,
  settings,
  shortcuts,
  snooze,
  tags,
  teamwork,
  time,
  undo,
  views,
};
