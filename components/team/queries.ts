"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { changeSecurityRules, getSecurityRules, type SecurityRules } from "@/lib/wire/account";
import type { BodyInput } from "@/lib/wire/endpoint";
import {
  addInvitation,
  addPasswordLink,
  type Invitation,
  listInvitations,
  removeInvitation,
  renewInvitation,
} from "@/lib/wire/invitations";
import { changeUser, endUserSessions, listUsers, resetUserTwoFactor, type User } from "@/lib/wire/users";
import { callApi } from "../api-client";
import { makeClientId } from "../make-client-id";
import { queryKeys } from "../query-keys";

const PAGE_SIZE = 100; // the most a list route gives

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next_cursor: string | null;
}

async function readAll<Item>(
  readPage: (cursor: string | undefined) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const all: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<Item> = await readPage(cursor ?? undefined);
    all.push(...page.items);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return all;
}

/** Everybody who has or had an account here, as admins see them. */
export function usePeople() {
  return useQuery({
    queryKey: queryKeys.people(),
    queryFn: ({ signal }) =>
      readAll<User>((cursor) => callApi(listUsers, { query: { limit: PAGE_SIZE, cursor }, signal })),
  });
}

/** Links that nobody has taken yet. Looked at anew each time: somebody may have taken one. */
export function useInvitations() {
  return useQuery({
    queryKey: queryKeys.invitations(),
    queryFn: ({ signal }) =>
      readAll<Invitation>((cursor) =>
        callApi(listInvitations, { query: { limit: PAGE_SIZE, cursor }, signal }),
      ),
    staleTime: 0,
    refetchOnWindowFocus: true,
  });
}

function useLookAgain() {
  const cache = useQueryClient();
  return (...keys: readonly (readonly string[])[]) =>
    Promise.all(keys.map((queryKey) => cache.invalidateQueries({ queryKey })));
}

/** Makes an invitation; the answer holds its link this one time. */
export function useInvite() {
  const lookAgain = useLookAgain();
  return useMutation({
    mutationFn: (body: BodyInput<typeof addInvitation>) =>
      callApi(addInvitation, { body, idempotencyKey: makeClientId() }),
    onSuccess: () => lookAgain(queryKeys.invitations()),
  });
}

/** A link for a person who forgot their password; the answer holds it this one time. */
export function usePasswordLink(userId: string) {
  return useMutation({ mutationFn: () => callApi(addPasswordLink, { params: { id: userId } }) });
}

/** A new link in place of the old one. */
export function useRenewInvitation() {
  const lookAgain = useLookAgain();
  return useMutation({
    mutationFn: (id: string) => callApi(renewInvitation, { params: { id } }),
    onSettled: () => lookAgain(queryKeys.invitations()),
  });
}

/** Takes an invitation back. */
export function useRemoveInvitation() {
  const lookAgain = useLookAgain();
  return useMutation({
    mutationFn: (id: string) => callApi(removeInvitation, { params: { id } }),
    onSettled: () => lookAgain(queryKeys.invitations(), queryKeys.people()),
  });
}

/** Another name, role, sellers, or status of a person. */
export function useChangePerson(id: string) {
  const cache = useQueryClient();
  const lookAgain = useLookAgain();
  return useMutation({
    mutationFn: (body: BodyInput<typeof changeUser>) => callApi(changeUser, { params: { id }, body }),
    onSuccess: ({ user }) => {
      cache.setQueryData<readonly User[]>(queryKeys.people(), (people) =>
        people?.map((person) => (person.id === user.id ? user : person)),
      );
      // What a person holds changes with their access: chats, and who may be given some.
      return lookAgain(queryKeys.colleagues(), queryKeys.chatLists(), queryKeys.chatCounts());
    },
  });
}

/** Signs a person out in every browser. */
export function useEndPersonSessions(id: string) {
  return useMutation({ mutationFn: () => callApi(endUserSessions, { params: { id } }) });
}

/** Takes the second factor from a person who lost it. */
export function useResetTwoFactor(id: string) {
  const lookAgain = useLookAgain();
  return useMutation({
    mutationFn: () => callApi(resetUserTwoFactor, { params: { id } }),
    onSuccess: () => lookAgain(queryKeys.people()),
  });
}

/** Who must sign in with a code. */
export function useSecurityRules() {
  return useQuery({
    queryKey: queryKeys.securityRules(),
    queryFn: async ({ signal }) => (await callApi(getSecurityRules, { signal })).rules,
  });
}

/** Says who must. */
export function useKeepSecurityRules() {
  const cache = useQueryClient();
  const lookAgain = useLookAgain();
  return useMutation({
    mutationFn: (body: SecurityRules) => callApi(changeSecurityRules, { body }),
    onSuccess: ({ rules }) => {
      cache.setQueryData(queryKeys.securityRules(), rules);
      return lookAgain(queryKeys.people());
    },
  });
}
