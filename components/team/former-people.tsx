"use client";

import { useTranslations } from "next-intl";
import type { User } from "@/lib/wire/users";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { useChangePerson } from "./queries";
import { roleTexts } from "./role-fields";

/** Those without access, folded away; each with the way back. */
export function FormerPeople({ people }: { people: readonly User[] }) {
  const t = useTranslations("teamwork");
  return (
    <details>
      <summary className="flex min-h-8 cursor-pointer items-center text-muted hover:text-ink pointer-coarse:min-h-11">
        {t("deactivated", { count: people.length })}
      </summary>
      <ul className="mt-1 border-line border-t">
        {people.map((person) => (
          <FormerPerson key={person.id} person={person} />
        ))}
      </ul>
    </details>
  );
}

function FormerPerson({ person }: { person: User }) {
  const t = useTranslations("teamwork");
  const nav = useTranslations("nav");
  const errorText = useErrorText();
  const { mutate, isPending } = useChangePerson(person.id);
  const { name, email, role } = person;
  function letBack() {
    mutate(
      { status: "active" },
      {
        onSuccess: () => showToast("success", t("letBackDone", { name })),
        onError: (error) => showToast("error", errorText(error)),
      },
    );
  }
  return (
    <li className="flex items-center gap-3 border-line border-b py-2 last:border-b-0">
      <div className="min-w-0 flex-1">
        <p className="wrap-anywhere font-medium text-muted">{name}</p>
        <p className="truncate text-[12px] text-muted">
          {email} · {nav(roleTexts[role].name)}
        </p>
      </div>
      <Button aria-label={t("letBackFor", { name })} disabled={isPending} onClick={letBack}>
        {t("letBack")}
      </Button>
    </li>
  );
}
