import { z } from "zod";
import type { Method } from "./api-method";
import { readBody } from "./request-fields";
import { productMethodsOf } from "./v3-products";
import type { WireValue } from "./wire-json";

const DAY_MS = 86_400_000;

/** Every method the sandbox answers in v3: what the role "Admin" lists. */
const ADMIN_METHODS = [
  "/v3/chat/list",
  "/v3/chat/history",
  "/v1/chat/send/message",
  "/v1/chat/send/file",
  "/v1/chat/start",
  "/v2/chat/read",
  "/v1/seller/info",
  "/v1/rating/summary",
  "/v1/rating/history",
  "/v4/posting/fbs/list",
  "/v3/posting/fbs/get",
  ...Object.keys(productMethodsOf.v3),
  "/v1/notification/set",
  "/v1/notification/update",
  "/v1/notification/delete",
  "/v1/notification/check",
  "/v1/notification/enable",
  "/v1/notification/list",
  "/v1/notification/push-type/list",
];

const roles: Method = (call) => {
  const { account } = call;
  // Keys made since September 2026 live three months.
  const expires = account.keyExpiresAt ?? new Date(call.nowMs + 75 * DAY_MS).toISOString();
  return { expires_at: expires, roles: account.roles ?? [{ name: "Admin", methods: ADMIN_METHODS }] };
};

const sellerInfo: Method = (call) => {
  const { account } = call;
  return {
    company: {
      name: account.name,
      legal_name: `ООО «${account.name}»`,
      inn: `77${account.clientId.padStart(8, "0").slice(-8)}`,
      ogrn: `11577460${account.clientId.padStart(5, "0").slice(-5)}`,
      country: "RU",
      currency: "RUB",
      ownership_form: "ООО",
      tax_system: "USN",
    },
    ratings: [
      chatRating("rating_replied_dialogs_ratio", "Доля ответов за 24 часа", 96.4, "PERCENT", call.nowMs),
    ],
    subscription: { is_premium: account.premiumPlus, type: account.premiumPlus ? "PREMIUM_PLUS" : "PREMIUM" },
  };
};

function chatRating(
  rating: string,
  name: string,
  value: number,
  valueType: string,
  nowMs: number,
): WireValue {
  const date_to = new Date(nowMs).toISOString();
  const date_from = new Date(nowMs - 30 * DAY_MS).toISOString();
  const status = { danger: false, premium: true, warning: false };
  const current_value = { date_from, date_to, formatted: `${value} %`, status, value };
  // No past value yet: production sends null there although its specification says object.
  return { name, rating, status: "OK", value_type: valueType, current_value, past_value: null };
}

const CHAT_RATINGS = [
  {
    rating: "rating_reaction_time",
    name: "Время первого ответа",
    value: 1260,
    danger: 86_400,
    premium: 3600,
  },
  {
    rating: "rating_average_response_time",
    name: "Среднее время ответа",
    value: 1840,
    danger: 86_400,
    premium: 7200,
  },
  {
    rating: "rating_replied_dialogs_ratio",
    name: "Доля ответов за 24 часа",
    value: 96.4,
    danger: 70,
    premium: 95,
  },
];

/** How the marketplace rates a seller; the same in both dialects. */
export const ratingSummary: Method = (call) => ({
  groups: [
    {
      group_name: "Чаты с покупателями",
      items: CHAT_RATINGS.map((item) => ({
        name: item.name,
        rating: item.rating,
        current_value: item.value,
        past_value: Math.round(item.value * 1.1),
        change: { direction: "DIRECTION_FALL", meaning: "MEANING_GOOD" },
        rating_direction: "RATING_DIRECTION_UNKNOWN",
        status: "OK",
        value_type: item.rating.endsWith("ratio") ? "PERCENT" : "TIME",
      })),
    },
  ],
  penalty_score_exceeded: false,
  premium: call.account.premiumPlus,
  premium_plus: call.account.premiumPlus,
});

const historyRequest = z.object({
  date_from: z.iso.datetime(),
  date_to: z.iso.datetime(),
  ratings: z.array(z.string()).min(1, "value must contain at least 1 item(s)"),
  with_premium_scores: z.boolean().nullish(),
});

const ratingHistory: Method = (call) => {
  const request = readBody(call, historyRequest, "RatingHistoryRequest");
  const from = Date.parse(request.date_from);
  const days = Math.min(90, Math.max(0, Math.ceil((Date.parse(request.date_to) - from) / DAY_MS)));
  const wanted = CHAT_RATINGS.filter((item) => request.ratings.includes(item.rating));
  return {
    premium_scores: [],
    ratings: wanted.map((item) => ({
      rating: item.rating,
      danger_threshold: item.danger,
      premium_threshold: item.premium,
      warning_threshold: item.premium,
      values: Array.from({ length: days }, (_, day) => ({
        date_from: new Date(from + day * DAY_MS).toISOString(),
        date_to: new Date(from + (day + 1) * DAY_MS).toISOString(),
        status: { danger: false, premium: true, warning: false },
        value: Math.round(item.value * (1 + 0.05 * Math.sin(day)) * 10) / 10,
      })),
    })),
  };
};

export const v3SellerMethods: Record<string, Method> = {
  "/v1/roles": roles,
  "/v1/seller/info": sellerInfo,
  "/v1/rating/summary": ratingSummary,
  "/v1/rating/history": ratingHistory,
};
