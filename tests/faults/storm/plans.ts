import type { ShopPlan } from "./shops";

/** The long form: the same numbers, more blows, nothing brought near. */
export const IS_LONG = process.env.FAULTS === "long";

/**
 * 5,000 messages and 300 replies over both dialects and all three ways news can come. v1 allows two requests a second
 * and a look at its feed once a minute, so its share is small; production's dialect carries the weight.
 */
export const SHOPS: readonly ShopPlan[] = [
  { dialect: "v3", webhook: "push", chats: 60, messages: 1_500, replies: 90 },
  { dialect: "v3", webhook: "push", chats: 60, messages: 1_500, replies: 90 },
  { dialect: "v3", webhook: null, chats: 60, messages: 1_200, replies: 60 },
  { dialect: "v1", webhook: "signed", chats: 8, messages: 300, replies: 20 },
  { dialect: "v1", webhook: "signed", chats: 8, messages: 300, replies: 20 },
  { dialect: "v1", webhook: null, chats: 8, messages: 200, replies: 20 },
];
