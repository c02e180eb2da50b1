"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { type Colleague, changeCapacity } from "@/lib/wire/team";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";
import { useSaved } from "../settings/use-saved";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { cx } from "../ui/class-names";

const MOST_CHATS = 10_000; // as the server allows

type Colleagues = readonly Colleague[];

function useKeepCapacity() {
  const cache = useQueryClient();
  const errorText = useErrorText();
  const key = queryKeys.colleagues();
  return useMutation({
    mutationFn: ({ id, capacity }: { id: string; capacity: number | null }) =>
      callApi(changeCapacity, { params: { id }, body: { capacity } }),
    onMutate: ({ id, capacity }) =>
      cache.setQueryData<Colleagues>(key, (people) =>
        people?.map((person) => (person.id === id ? { ...person, capacity } : person)),
      ),
    onError: (error) => showToast("error", errorText(error)),
    onSettled: () => cache.invalidateQueries({ queryKey: key }),
  });
}

/** How many chats may be given to a person by themselves; kept as one leaves the field, with a way back. */
export function CapacityField({ person }: { person: Colleague }) {
  const t = useTranslations("settings");
  const saved = useSaved();
  const { mutate } = useKeepCapacity();
  const [typed, setTyped] = useState<string | null>(null);
  const [isWrong, setWrong] = useState(false);
  const { id, name, capacity } = person;
  function keep() {
    if (typed === null) return;
    const wanted = typed.trim() === "" ? null : Number(typed);
    const isRight = wanted === null || (Number.isInteger(wanted) && wanted >= 1 && wanted <= MOST_CHATS);
    setWrong(!isRight);
    if (!isRight) return;
    setTyped(null);
    if (wanted === capacity) return;
    mutate({ id, capacity: wanted }, { onSuccess: () => saved(() => mutate({ id, capacity })) });
  }
  return (
    <>
      <input
        inputMode="numeric"
        aria-label={t("capacityOf", { name })}
        aria-invalid={isWrong || undefined}
        placeholder={t("capacityNone")}
        value={typed ?? capacity ?? ""}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
          if (event.key === "Escape") setTyped(null);
        }}
        className={cx(
          "min-h-8 w-full rounded-control border bg-panel px-2 tabular-nums placeholder:text-muted pointer-coarse:min-h-11 max-two:text-base",
          isWrong ? "border-bad" : "border-control",
        )}
      />
      {isWrong && (
        <p role="alert" className="mt-1 text-[12px] text-bad-ink">
          {t("capacityWrong")}
        </p>
      )}
    </>
  );
}
