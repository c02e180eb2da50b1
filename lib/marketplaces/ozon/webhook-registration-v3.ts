import { z } from "zod";
import { MarketplaceError } from "../errors";
import { bareNumber } from "../json";
import type { WebhookRegistrationPort } from "../ports";
import type { OzonClient } from "./client";
import { paths } from "./paths";
import { toExternalId } from "./schemas";

/** What the desk lives on; without these a registration is of no use. */
const CHAT_TYPES = ["TYPE_NEW_MESSAGE", "TYPE_UPDATE_MESSAGE", "TYPE_MESSAGE_READ", "TYPE_CHAT_CLOSED"];

/**
 * Orders, for what comes later; they are answered already. Stocks and products are left out on purpose: a large shop
 * changes them by the thousand, and every call counts towards how Ozon rates us.
 */
const POSTING_TYPES = [
  "TYPE_NEW_POSTING",
  "TYPE_POSTING_CANCELLED",
  "TYPE_STATE_CHANGED",
  "TYPE_CUTOFF_DATE_CHANGED",
  "TYPE_DELIVERY_DATE_CHANGED",
];

const typeNames = z
  .array(z.object({ type: z.string() }))
  .nullish()
  .transform((types) => (types ?? []).map(({ type }) => type));

const listed = z.object({
  urls: z
    .array(
      z.object({
        id: z.unknown().transform((id) => toExternalId(id)),
        url: z.string(),
        enable: z.boolean().nullish(),
        types: typeNames,
      }),
    )
    .nullish()
    .transform((urls) => urls ?? []),
});
type Subscription = z.output<typeof listed>["urls"][number];

const checked = z.object({
  is_active: z.boolean(),
  errors: z
    .array(z.object({ type: z.string().nullish(), description: z.string().nullish() }))
    .nullish()
    .transform((errors) => errors ?? []),
});

/** Production's `/v1/notification/*`: any number of addresses an account, each with an id of its own. */
export function createWebhookRegistrationV3(client: OzonClient): WebhookRegistrationPort {
  const ask = <T>(path: string, body: Readonly<Record<string, unknown>>, schema: z.ZodType<T>) =>
    client.post({ path, body, schema, isRepeatable: true }).then((answer) => answer.body);
  const tell = (path: string, body: Readonly<Record<string, unknown>>) => ask(path, body, z.unknown());

  const list = async () => (await ask(paths.notification.list, {}, listed)).urls;

  /** What we want of what there is today: types come and go, and one unknown name refuses the whole request. */
  async function wantedTypes(): Promise<string[]> {
    try {
      const { types } = await ask(paths.notification.types, {}, z.object({ types: typeNames }));
      const known = new Set(types);
      const wanted = [...CHAT_TYPES, ...POSTING_TYPES].filter((type) => known.has(type));
      return wanted.includes("TYPE_NEW_MESSAGE") ? wanted : CHAT_TYPES;
    } catch (error) {
      if (!(error instanceof MarketplaceError) || error.kind === "credentials_rejected") throw error;
      return CHAT_TYPES;
    }
  }

  async function renew(found: Subscription, url: string, isRevival: boolean): Promise<void> {
    const types = await wantedTypes();
    const isComplete = found.url === url && types.every((type) => found.types.includes(type));
    const all = [...new Set([...found.types, ...types])];
    if (!isComplete || isRevival) {
      await tell(paths.notification.update, { id: idOf(found), url, types: all });
    }
    if (found.enable === false || isRevival) {
      await tell(paths.notification.enable, { id: idOf(found), enabled: true });
    }
  }

  return {
    async register({ url, formerUrl, remoteId, isRevival }) {
      const existing = await list();
      const found = findOurs(existing, { url, formerUrl, remoteId });
      if (found !== undefined) {
        await renew(found, url, isRevival);
        return { remoteId: found.id };
      }
      await tell(paths.notification.set, { url, types: await wantedTypes() });
      // The answer holds no id.
      const made = (await list()).find((one) => one.url === url);
      return { remoteId: made?.id ?? null };
    },
    async check(url) {
      const { is_active: isReached, errors } = await ask(paths.notification.check, { url }, checked);
      const words = errors.map((error) => [error.type, error.description].filter(Boolean).join(": "));
      return { isReached, problem: words.length === 0 ? null : words.join("; ").slice(0, 500) };
    },
    async unregister({ url, remoteId }) {
      const found = findOurs(await list(), { url, formerUrl: null, remoteId });
      if (found !== undefined) await tell(paths.notification.delete, { id: idOf(found) });
    },
  };
}

/** Ids go back as the numbers they were. */
function idOf(found: Subscription): unknown {
  if (found.id === null)
    throw new MarketplaceError({
      kind: "unexpected_answer",
      effect: "none",
      method: paths.notification.list,
    });
  return bareNumber(found.id);
}

/** Ours by its address; by the id we were told only while it still leads to an address of ours. */
function findOurs(
  existing: readonly Subscription[],
  ours: { url: string; formerUrl: string | null; remoteId: string | null },
): Subscription | undefined {
  const former = existing.filter((one) => one.url === ours.formerUrl);
  return (
    existing.find((one) => one.url === ours.url) ??
    former.find((one) => one.id === ours.remoteId) ??
    former[0]
  );
}
