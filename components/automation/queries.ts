"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  addRule,
  changeRule,
  listRuleRuns,
  listRules,
  type Rule,
  removeRule,
  tryRule,
} from "@/lib/wire/automation";
import { addTag, listCannedReplies, type Tag } from "@/lib/wire/desk";
import type { BodyInput } from "@/lib/wire/endpoint";
import { callApi } from "../api-client";
import { useTags } from "../inbox/tags-query";
import { makeClientId } from "../make-client-id";
import { queryKeys } from "../query-keys";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { tagsIn } from "./rule-draft";

type Rules = readonly Rule[];
const DRY_RUN_DAYS = 7;
const RUNS_PAGE = 20;

/** Rules in the order in which they run. */
export function useRules() {
  return useQuery({
    queryKey: queryKeys.rules(),
    queryFn: async ({ signal }): Promise<Rules> => (await callApi(listRules, { signal })).items,
  });
}

/** Texts a rule may reply with. */
export function useReplies() {
  return useQuery({
    queryKey: queryKeys.cannedReplies(),
    queryFn: async ({ signal }) => (await callApi(listCannedReplies, { signal })).items,
  });
}

/** What was done by itself, newest first. */
export function useRuns() {
  return useInfiniteQuery({
    queryKey: queryKeys.ruleRuns(),
    queryFn: ({ pageParam, signal }) =>
      callApi(listRuleRuns, { query: { limit: RUNS_PAGE, cursor: pageParam ?? undefined }, signal }),
    initialPageParam: null as string | null, // the first page has no cursor; null alone would fix the type to null
    getNextPageParam: (page) => page.next_cursor,
  });
}

type RuleBody = BodyInput<typeof addRule>;

/**
 * Keeps a rule, a new one when `id` is null; tags it names that are not there yet are made first. `onSaved` is called
 * although the form may be gone by then.
 */
export function useSaveRule(id: string | null, onSaved: (rule: Rule) => void) {
  const cache = useQueryClient();
  const { data: tags = [] } = useTags();
  return useMutation({
    async mutationFn(body: RuleBody) {
      await makeTags(tagsIn(body), tags);
      if (id === null) return (await callApi(addRule, { body, idempotencyKey: makeClientId() })).rule;
      return (await callApi(changeRule, { params: { id }, body })).rule;
    },
    async onSuccess(rule) {
      onSaved(rule);
      await cache.invalidateQueries({ queryKey: queryKeys.rules() });
      await cache.invalidateQueries({ queryKey: queryKeys.tags() });
    },
  });
}

async function makeTags(wanted: readonly string[], tags: readonly Tag[]): Promise<void> {
  const known = new Set(tags.map((tag) => tag.name.toLowerCase()));
  for (const name of wanted) {
    if (!known.has(name.toLowerCase())) await callApi(addTag, { body: { name } });
  }
}

/** Switches or moves a rule: here at once, taken back with a word when refused. */
export function useChangeRule() {
  const cache = useQueryClient();
  const errorText = useErrorText();
  return useMutation({
    mutationFn: ({ id, change }: { id: string; change: { is_enabled?: boolean; position?: number } }) =>
      callApi(changeRule, { params: { id }, body: change }),
    async onMutate({ id, change }) {
      await cache.cancelQueries({ queryKey: queryKeys.rules() });
      const before = cache.getQueryData<Rules>(queryKeys.rules());
      cache.setQueryData<Rules>(queryKeys.rules(), (rules) => rules && applyChange(rules, id, change));
      return { before };
    },
    onError(error, _, context) {
      cache.setQueryData(queryKeys.rules(), context?.before);
      showToast("error", errorText(error));
    },
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.rules() }),
  });
}

function applyChange(rules: Rules, id: string, change: { is_enabled?: boolean; position?: number }): Rules {
  const rule = rules.find((one) => one.id === id);
  if (rule === undefined) return rules;
  const { position, ...rest } = change;
  if (position === undefined) return rules.map((one) => (one.id === id ? { ...one, ...rest } : one));
  const others = rules.filter((one) => one.id !== id);
  return [...others.slice(0, position), { ...rule, ...rest }, ...others.slice(position)];
}

/** Removes a rule. `onRemoved` is called although its row is gone by then. */
export function useRemoveRule(onRemoved: (rule: Rule) => void) {
  const cache = useQueryClient();
  const errorText = useErrorText();
  return useMutation({
    mutationFn: (rule: Rule) => callApi(removeRule, { params: { id: rule.id } }),
    onSuccess(_, rule) {
      cache.setQueryData<Rules>(queryKeys.rules(), (rules) => rules?.filter((one) => one.id !== rule.id));
      onRemoved(rule);
    },
    onError: (error) => showToast("error", errorText(error)),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.rules() }),
  });
}

/** What a rule would have done last week. */
export function useTryRule() {
  return useMutation({
    mutationFn: (rule: RuleBody) => callApi(tryRule, { body: { rule, days: DRY_RUN_DAYS } }),
  });
}
