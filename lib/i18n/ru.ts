import account from "./ru/account.json";
import actions from "./ru/actions.json";
import alerts from "./ru/alerts.json";
import apiTokens from "./ru/apiTokens.json";
import assign from "./ru/assign.json";
import attachments from "./ru/attachments.json";
import audience from "./ru/audience.json";
import audit from "./ru/audit.json";
import auth from "./ru/auth.json";
import automation from "./ru/automation.json";
import banner from "./ru/banner.json";
import broadcastForm from "./ru/broadcastForm.json";
import broadcastResult from "./ru/broadcastResult.json";
import broadcastRules from "./ru/broadcastRules.json";
import broadcasts from "./ru/broadcasts.json";
import browserErrors from "./ru/browserErrors.json";
import bulk from "./ru/bulk.json";
import buyerData from "./ru/buyerData.json";
import canned from "./ru/canned.json";
import chatOrders from "./ru/chatOrders.json";
import common from "./ru/common.json";
import composer from "./ru/composer.json";
import context from "./ru/context.json";
import conversation from "./ru/conversation.json";
import delivery from "./ru/delivery.json";
import drafts from "./ru/drafts.json";
import errors from "./ru/errors.json";
import files from "./ru/files.json";
import finance from "./ru/finance.json";
import invitations from "./ru/invitations.json";
import list from "./ru/list.json";
import live from "./ru/live.json";
import markdown from "./ru/markdown.json";
import market from "./ru/market.json";
import marketplaces from "./ru/marketplaces.json";
import moderation from "./ru/moderation.json";
import nav from "./ru/nav.json";
import notes from "./ru/notes.json";
import notices from "./ru/notices.json";
import operations from "./ru/operations.json";
import optOut from "./ru/optOut.json";
import orderActs from "./ru/orderActs.json";
import orderRules from "./ru/orderRules.json";
import orders from "./ru/orders.json";
import outgoing from "./ru/outgoing.json";
import palette from "./ru/palette.json";
import preferences from "./ru/preferences.json";
import presence from "./ru/presence.json";
import productActs from "./ru/productActs.json";
import products from "./ru/products.json";
import recipientReasons from "./ru/recipientReasons.json";
import removedSellers from "./ru/removedSellers.json";
import reports from "./ru/reports.json";
import retention from "./ru/retention.json";
import returns from "./ru/returns.json";
import row from "./ru/row.json";
import savedViews from "./ru/savedViews.json";
import search from "./ru/search.json";
import sections from "./ru/sections.json";
import sellerImport from "./ru/sellerImport.json";
import sellers from "./ru/sellers.json";
import sellerWebhook from "./ru/sellerWebhook.json";
import service from "./ru/service.json";
import settings from "./ru/settings.json";
import shortcuts from "./ru/shortcuts.json";
import snooze from "./ru/snooze.json";
import stocks from "./ru/stocks.json";
import tags from "./ru/tags.json";
import teamwork from "./ru/teamwork.json";
import time from "./ru/time.json";
import twoFactor from "./ru/twoFactor.json";
import undo from "./ru/undo.json";
import views from "./ru/views.json";

/** Every text of the screens in Russian: the list that the other languages follow. One file a part of the product. */
export const ru = {
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
