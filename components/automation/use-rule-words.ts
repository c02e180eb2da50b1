"use client";

import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Rule, RuleAction, RuleConditions } from "@/lib/wire/automation";
import { useSellers } from "../sellers/queries";
import { useColleagues } from "../shell/colleagues";
import { useReplies } from "./queries";
import { splitMinutes } from "./rule-draft";

/** A rule in words: "Когда …", "и …", "…". */
export interface RuleWords {
  when(rule: Pick<Rule, "trigger" | "idle_minutes">): string;
  and(conditions: RuleConditions): string[];
  does(action: RuleAction): string;
}

/** Names of what rules speak of, in the reader's language. */
export function useRuleWords(): RuleWords {
  const t = useTranslations("automation");
  const locale = useLocale();
  const { data: sellers } = useSellers();
  const { data: people } = useColleagues();
  const { data: replies } = useReplies();
  return useMemo(() => {
    const or = new Intl.ListFormat(locale, { type: "disjunction" });
    const both = new Intl.ListFormat(locale, { type: "conjunction" });
    const quote = (word: string) => t("quote", { word });
    // Until the lists are there, a name is not yet known rather than gone.
    const personOf = (id: string) => nameOf(people, id, t("gone"));
    const sellerOf = (id: string) => nameOf(sellers, id, t("gone"));
    const replyOf = (id: string) =>
      replies === undefined ? "…" : (replies.find((reply) => reply.id === id)?.title ?? t("gone"));
    const time = (minutes: number) => {
      const { amount, unit } = splitMinutes(minutes);
      return t(`times.${unit}`, { count: amount });
    };
    return {
      when: ({ trigger, idle_minutes }) =>
        trigger === "idle" && idle_minutes !== null
          ? t("idleFor", { time: time(idle_minutes) })
          : t(`triggers.${trigger}`),
      and(conditions) {
        const { words, seller_ids, order_states, hours, has_tag, lacks_tag, is_assigned } = conditions;
        return [
          words && t("said.words", { list: or.format(words.map(quote)) }),
          seller_ids && t("said.seller_ids", { list: or.format(seller_ids.map(sellerOf)) }),
          order_states &&
            t("said.order_states", { list: or.format(order_states.map((state) => t(`states.${state}`))) }),
          hours && t(`said.${hours}`),
          has_tag && t("said.has_tag", { tag: has_tag }),
          lacks_tag && t("said.lacks_tag", { tag: lacks_tag }),
          is_assigned === undefined ? undefined : t(is_assigned ? "said.assigned" : "said.unassigned"),
        ].filter((part): part is string => Boolean(part));
      },
      does(action) {
        switch (action.do) {
          case "assign":
            return action.to === "round_robin" || action.to === "least_busy"
              ? t(`does.${action.to}`)
              : t("does.assign", { name: personOf(action.to) });
          case "tag":
            return t("does.tag", { tag: action.tag });
          case "reply":
            return t("does.reply", { title: replyOf(action.canned_reply_id) });
          case "close":
            return t("does.close");
          case "snooze":
            return t("does.snooze", { time: time(action.minutes) });
          case "notify":
            return t("does.notify", { names: both.format(action.user_ids.map(personOf)) });
        }
      },
    };
  }, [t, locale, sellers, people, replies]);
}

type Named = { readonly id: string; readonly name: string };

function nameOf(list: readonly Named[] | undefined, id: string, gone: string): string {
  return list === undefined ? "…" : (list.find((one) => one.id === id)?.name ?? gone);
}
