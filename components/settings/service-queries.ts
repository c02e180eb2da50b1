"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { BodyInput } from "@/lib/wire/endpoint";
import { changeService, getService, type SellerService } from "@/lib/wire/seller-service";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { useSaved } from "./use-saved";

export type ServiceChange = BodyInput<typeof changeService>;

/** How a seller's buyers are served. */
export function useService(sellerId: string) {
  return useQuery({
    queryKey: queryKeys.service(sellerId),
    queryFn: async ({ signal }): Promise<SellerService> =>
      (await callApi(getService, { params: { id: sellerId }, signal })).service,
  });
}

/** Changes parts of it: here at once, with a way back when kept, taken back with a word when refused. */
export function useKeepService(sellerId: string): (change: ServiceChange) => void {
  const cache = useQueryClient();
  const errorText = useErrorText();
  const saved = useSaved();
  const key = queryKeys.service(sellerId);
  const { mutate } = useMutation({
    mutationFn: (change: ServiceChange) => callApi(changeService, { params: { id: sellerId }, body: change }),
    scope: { id: `service-${sellerId}` }, // one after another: the last change wins at the server too
    async onMutate(change) {
      await cache.cancelQueries({ queryKey: key });
      const before = cache.getQueryData<SellerService>(key);
      cache.setQueryData<SellerService>(key, (service) => service && { ...service, ...change });
      return { before };
    },
    onError(error, _, context) {
      cache.setQueryData(key, context?.before);
      showToast("error", errorText(error));
    },
    onSuccess: ({ service }) => cache.setQueryData<SellerService>(key, service),
  });
  return (change) => {
    const before = cache.getQueryData<SellerService>(key);
    if (before === undefined) return;
    const names = Object.keys(change) as (keyof ServiceChange)[]; // an object of that type has no other keys
    const back = Object.fromEntries(names.map((name) => [name, before[name]]));
    mutate(change, { onSuccess: () => saved(() => mutate(back)) });
  };
}
