"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { changeOrderRules, getOrderRules, type OrderRules } from "@/lib/wire/order-acts";
import type { OrderAct } from "@/lib/wire/orders";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";
import { useCurrentUser } from "../shell/current-user";

/** Who may assemble. */
export function useOrderRules() {
  return useQuery({
    queryKey: queryKeys.orderRules(),
    queryFn: async ({ signal }) => (await callApi(getOrderRules, { signal })).rules,
  });
}

/** Changes who may assemble; shown at once, taken back when it is refused. */
export function useChangeOrderRules() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: async (rules: OrderRules) => (await callApi(changeOrderRules, { body: rules })).rules,
    onSuccess: (rules) => cache.setQueryData(queryKeys.orderRules(), rules),
  });
}

/** Whether the one at the desk may do this to orders. The server asks again. */
export function useMayAct(): (act: OrderAct) => boolean {
  const { role } = useCurrentUser();
  const { data } = useOrderRules();
  if (role !== "operator") return () => true;
  const mayAssemble = data?.operators_may_assemble ?? false;
  return (act) => mayAssemble && (act === "assemble" || act === "label");
}
