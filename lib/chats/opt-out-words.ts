import { z } from "zod";
import type { SettingOf } from "../db/setting";
import { readSetting } from "../db/setting";

/** What buyers write who do not want to be written to, as parts of a sentence; compared without case and with ё as е. */
export const DEFAULT_OPT_OUT_WORDS: readonly string[] = [
  "не пишите",
  "не пишите мне",
  "отпишите",
  "отписаться",
  "хватит писать",
  "перестаньте писать",
  "не присылайте",
  "прекратите рассылку",
  "не надо рассылок",
  "отстаньте",
  "stop writing",
  "unsubscribe",
];

export const optOutWordsSetting: SettingOf<z.ZodArray<z.ZodString>> = {
  name: "opt_out_words",
  schema: z.array(z.string()),
  fallback: [...DEFAULT_OPT_OUT_WORDS],
};

/** The words in force. */
export function readOptOutWords(sql?: Parameters<typeof readSetting>[1]): Promise<string[]> {
  return readSetting(optOutWordsSetting, sql);
}
