"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import {
  changeMyPassword,
  endMyOtherSessions,
  endMySession,
  endTwoFactor,
  listMySessions,
  renewRecoveryCodes,
} from "@/lib/wire/account";
import type { BodyInput } from "@/lib/wire/endpoint";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";

/** Where the reader is signed in. Looked at anew each time: another browser may have come or gone. */
export function useMySessions() {
  return useQuery({
    queryKey: queryKeys.mySessions(),
    queryFn: async ({ signal }) => (await callApi(listMySessions, { signal })).items,
    staleTime: 0,
    refetchOnWindowFocus: true,
  });
}

/** Ends one of the reader's sign-ins. */
export function useEndSession() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => callApi(endMySession, { params: { id } }),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.mySessions() }),
  });
}

/** Ends all but this one. */
export function useEndOtherSessions() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: () => callApi(endMyOtherSessions),
    onSettled: () => cache.invalidateQueries({ queryKey: queryKeys.mySessions() }),
  });
}

/** A new password; other browsers are signed out by it. */
export function useChangePassword() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (body: BodyInput<typeof changeMyPassword>) => callApi(changeMyPassword, { body }),
    onSuccess: () => cache.invalidateQueries({ queryKey: queryKeys.mySessions() }),
  });
}

/** Turns the second factor off. */
export function useEndTwoFactor() {
  return useMutation({
    mutationFn: (password: string) => callApi(endTwoFactor, { body: { password } }),
  });
}

/** New recovery codes, in the answer this one time. */
export function useRenewRecoveryCodes() {
  return useMutation({
    mutationFn: (password: string) => callApi(renewRecoveryCodes, { body: { password } }),
  });
}
