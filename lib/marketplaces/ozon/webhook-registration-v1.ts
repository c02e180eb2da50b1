import { z } from "zod";
import { MarketplaceError } from "../errors";
import type { WebhookRegistrationPort } from "../ports";
import type { OzonClient } from "./client";
import { paths } from "./paths";

const EVENTS = ["chat_new_message", "chat_status_changed", "chat_created"] as const;

const subscribed = z.object({
  result: z.object({ is_active: z.boolean().nullish() }).nullish(),
});

/**
 * `/v1/webhook/subscribe`: one webhook an account, addressed by nothing but itself, so that a second call replaces the
 * first. It has neither a list nor a test.
 */
export function createWebhookRegistrationV1(client: OzonClient): WebhookRegistrationPort {
  async function subscribe(url: string, isActive: boolean): Promise<boolean> {
    const { body } = await client.post({
      path: paths.webhookSubscribe,
      body: { url, events: EVENTS, is_active: isActive },
      schema: subscribed,
      isRepeatable: true,
    });
    return (body.result?.is_active ?? isActive) === isActive;
  }
  return {
    async register({ url }) {
      if (await subscribe(url, true)) return { remoteId: null };
      throw new MarketplaceError({
        kind: "unexpected_answer",
        effect: "none",
        method: paths.webhookSubscribe,
        httpStatus: 200,
        theirText: "is_active: false",
      });
    },
    check: async () => ({ isReached: null, problem: null }),
    async unregister({ url }) {
      await subscribe(url, false);
    },
  };
}
