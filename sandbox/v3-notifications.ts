import { z } from "zod";
import type { Method } from "./api-method";
import type { Account, Subscription } from "./model";
import { GRPC, invalid, Refusal } from "./refusal";
import { messageIdField, readBody } from "./request-fields";

/** Push types one can subscribe to (specification of June 2026). */
export const PUSH_TYPES: Record<string, string> = {
  TYPE_NEW_MESSAGE: "Новое сообщение в чате",
  TYPE_UPDATE_MESSAGE: "Сообщение изменено",
  TYPE_MESSAGE_READ: "Сообщение прочитано",
  TYPE_CHAT_CLOSED: "Чат закрыт",
  TYPE_NEW_POSTING: "Новое отправление",
  TYPE_POSTING_SHIPPED: "Отправление отгружено",
  TYPE_POSTING_CANCELLED: "Отмена отправления",
  TYPE_STATE_CHANGED: "Изменение статуса отправления",
  TYPE_DELIVERY_DATE_CHANGED: "Изменение даты доставки",
  TYPE_CUTOFF_DATE_CHANGED: "Изменение даты отгрузки",
  TYPE_CREATE_ITEM: "Создание товара",
  TYPE_UPDATE_ITEM: "Обновление товара",
  TYPE_CREATE_OR_UPDATE_ITEM: "Создание или обновление товара",
  TYPE_STOCKS_CHANGED: "Изменение остатков",
  // Since 4 August 2026, later than the specification (research 3.7).
  TYPE_FBO_POSTING_NEW: "Новое отправление FBO",
  TYPE_FBO_POSTING_CANCELLED: "Отмена отправления FBO",
  TYPE_FBO_POSTING_STATE_CHANGED: "Изменение статуса отправления FBO",
  TYPE_FBO_POSTING_DELIVERY_DATE_CHANGED: "Изменение даты доставки отправления FBO",
};

const typesField = z.array(
  z.string().refine((type) => type in PUSH_TYPES, "value must be one of the push types"),
);
const urlField = z.string().refine((url) => URL.canParse(url), "value must be a valid URL");
const idField = messageIdField.transform(Number);

const setRequest = z.object({
  url: urlField,
  types: typesField.min(1, "value must contain at least 1 item(s)"),
});

const setNotification: Method = async (call, { world, ping }) => {
  const request = readBody(call, setRequest, "NotificationSetRequest");
  const problem = await ping(request.url);
  if (problem !== null) throw invalid(`url check failed: ${problem.type}: ${problem.description}`);
  const { account } = call;
  const id = account.nextSubscriptionId;
  account.nextSubscriptionId += 1;
  account.subscriptions.push({
    id,
    url: request.url,
    events: request.types,
    enabled: true,
    createdMs: call.nowMs,
  });
  world.revision += 1;
  return {};
};

const updateRequest = z.object({ id: idField, url: urlField.nullish(), types: typesField.nullish() });

const updateNotification: Method = async (call, { world, ping }) => {
  const request = readBody(call, updateRequest, "NotificationUpdateRequest");
  const subscription = requireSubscription(call.account, request.id);
  const url = request.url ?? subscription.url;
  const problem = url === subscription.url ? null : await ping(url);
  if (problem !== null) throw invalid(`url check failed: ${problem.type}: ${problem.description}`);
  subscription.url = url;
  subscription.events = request.types ?? subscription.events;
  subscription.muted = false;
  world.revision += 1;
  return {};
};

const deleteNotification: Method = (call, { world }) => {
  const { id } = readBody(call, z.object({ id: idField }), "NotificationDeleteRequest");
  const gone = requireSubscription(call.account, id);
  call.account.subscriptions = call.account.subscriptions.filter((subscription) => subscription !== gone);
  world.revision += 1;
  return {};
};

const checkNotification: Method = async (call, { ping }) => {
  const { url } = readBody(call, z.object({ url: urlField }), "NotificationCheckRequest");
  const problem = await ping(url);
  return { is_active: problem === null, errors: problem === null ? [] : [{ ...problem }] };
};

const enableNotification: Method = (call, { world }) => {
  const request = readBody(
    call,
    z.object({ id: idField, enabled: z.boolean() }),
    "NotificationEnableRequest",
  );
  const subscription = requireSubscription(call.account, request.id);
  subscription.enabled = request.enabled;
  if (request.enabled) subscription.muted = false;
  world.revision += 1;
  return {};
};

const listNotifications: Method = (call) => ({
  urls: call.account.subscriptions.map((subscription) => ({
    id: subscription.id,
    url: subscription.url,
    enable: subscription.enabled,
    created_at: new Date(subscription.createdMs).toISOString(),
    types: subscription.events.map((type) => ({ type, description: PUSH_TYPES[type] ?? "" })),
  })),
});

const listPushTypes: Method = () => ({
  types: Object.entries(PUSH_TYPES).map(([type, description]) => ({ type, description })),
});

function requireSubscription(account: Account, id: number): Subscription {
  const subscription = account.subscriptions.find((candidate) => candidate.id === id);
  if (subscription === undefined) throw new Refusal(404, GRPC.notFound, "Notification not found");
  return subscription;
}

export const v3NotificationMethods: Record<string, Method> = {
  "/v1/notification/set": setNotification,
  "/v1/notification/update": updateNotification,
  "/v1/notification/delete": deleteNotification,
  "/v1/notification/check": checkNotification,
  "/v1/notification/enable": enableNotification,
  "/v1/notification/list": listNotifications,
  "/v1/notification/push-type/list": listPushTypes,
};
