"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { getChatContext } from "@/lib/wire/chats";
import type { AnswerOf } from "@/lib/wire/endpoint";
import { addOptOut, liftOptOut, type OptOut } from "@/lib/wire/opt-outs";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";

type Context = AnswerOf<typeof getChatContext>;

/** Notes a wish, or takes it back (null): shown at once, put back when refused. */
export function useChangeOptOut(chatId: string) {
  const cache = useQueryClient();
  const errorText = useErrorText();
  const queryKey = queryKeys.chatContext(chatId);
  const put = (optOut: OptOut | null) =>
    cache.setQueryData<Context>(queryKey, (context) => context && { ...context, opt_out: optOut });
  return useMutation({
    mutationFn: async (wish: OptOut | null) => {
      const endpoint = wish === null ? liftOptOut : addOptOut;
      return (await callApi(endpoint, { params: { id: chatId } })).opt_out;
    },
    async onMutate(wish) {
      await cache.cancelQueries({ queryKey });
      const before = cache.getQueryData<Context>(queryKey)?.opt_out ?? null;
      put(wish);
      return { before };
    },
    onSuccess: put,
    onError(error, _, shown) {
      if (shown) put(shown.before);
      showToast("error", errorText(error));
    },
    // The wish holds for every chat of the buyer.
    onSettled: () => cache.invalidateQueries({ queryKey: ["chats", "context"], refetchType: "none" }),
  });
}
