import type { z } from "zod";
import { readSetting, type SettingOf } from "../db/setting";
import { broadcastRules } from "../wire/broadcast-rules";

const spared = broadcastRules.omit({ opt_out_words: true });
export type SparingRules = z.infer<typeof spared>;

/** All but the words, which belong to the chats (`lib/chats/opt-out-words.ts`). */
export const sparingRulesSetting: SettingOf<typeof spared> = {
  name: "broadcast_rules",
  schema: spared,
  fallback: {
    frequency_days: 30,
    order_frequency_days: 30,
    allowed_from: "10:00",
    allowed_to: "20:00",
    opt_out_tag: "не писать",
    approval_above: null,
    free_pushes: 0,
  },
};

/** How buyers are spared. */
export function readSparingRules(sql?: Parameters<typeof readSetting>[1]): Promise<SparingRules> {
  return readSetting(sparingRulesSetting, sql);
}
