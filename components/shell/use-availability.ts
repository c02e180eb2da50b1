"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type Colleague, setAvailability } from "@/lib/wire/team";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";
import { useColleague } from "./colleagues";
import { useCurrentUser } from "./current-user";
import { showToast } from "./toast";

export type Availability = "available" | "away";

/** Whether new chats may be given to me. Somebody whose desk is open is never offline to themselves. */
export function useAvailability(): Availability {
  const me = useColleague(useCurrentUser().id);
  return me?.presence === "away" ? "away" : "available";
}

/** Changes it: here at once, taken back with a word when it could not be kept. */
export function useSetAvailability() {
  const cache = useQueryClient();
  const { id } = useCurrentUser();
  const t = useTranslations("nav");
  const key = queryKeys.colleagues();
  const show = (presence: Colleague["presence"]) =>
    cache.setQueryData<readonly Colleague[]>(key, (people) =>
      people?.map((person) => (person.id === id ? { ...person, presence } : person)),
    );
  return useMutation({
    mutationFn: (availability: Availability) => callApi(setAvailability, { body: { availability } }),
    onMutate: (availability) => show(availability),
    onSuccess: ({ colleague }) => show(colleague.presence),
    onError() {
      showToast("error", t("availabilityFailed"));
      return cache.invalidateQueries({ queryKey: key });
    },
  });
}
