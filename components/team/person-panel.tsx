"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { User } from "@/lib/wire/users";
import { useColleague } from "../shell/colleagues";
import { useCurrentUser } from "../shell/current-user";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { Notice } from "../ui/notice";
import { CapacityField } from "./capacity-field";
import { LinkDialog } from "./link-dialog";
import { PersonQuestion, type Question } from "./person-questions";
import { useChangePerson, usePasswordLink } from "./queries";
import { RoleFields } from "./role-fields";

interface PersonPanelProps {
  person: User | undefined;
  onClose: () => void;
}

/** All that an admin may change about a person. */
export function PersonPanel({ person, onClose }: PersonPanelProps) {
  const common = useTranslations("common");
  if (person === undefined) return null;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={person.name}
      description={person.email}
      closeLabel={common("close")}
    >
      <div className="flex flex-col gap-5">
        <PersonForm person={person} onDone={onClose} />
        <Load personId={person.id} />
        <Access person={person} onClose={onClose} />
      </div>
    </Dialog>
  );
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id));
}

function PersonForm({ person, onDone }: { person: User; onDone: () => void }) {
  const t = useTranslations("teamwork");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const { id: myId } = useCurrentUser();
  const { mutate, isPending, error } = useChangePerson(person.id);
  const [name, setName] = useState(person.name);
  const [role, setRole] = useState(person.role);
  const [sellerIds, setSellerIds] = useState<readonly string[]>(
    person.role === "operator" ? person.seller_ids : [],
  );
  const hasNewName = name.trim() !== person.name;
  const hasNewRole = role !== person.role;
  const hasNewSellers = role === "operator" && (hasNewRole || !isSame(sellerIds, person.seller_ids));
  const isEmpty = name.trim() === "";

  function submit(event: FormEvent) {
    event.preventDefault();
    if (isEmpty || isPending) return;
    const change = {
      ...(hasNewName ? { name: name.trim() } : {}),
      ...(hasNewRole ? { role } : {}),
      ...(hasNewSellers ? { seller_ids: [...sellerIds] } : {}),
    };
    mutate(change, {
      onSuccess({ user }) {
        showToast("success", t("personSaved", { name: user.name }));
        onDone();
      },
    });
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <TextField
        label={t("name")}
        autoComplete="off"
        maxLength={100}
        value={name}
        error={isEmpty ? t("nameEmpty") : null}
        onChange={(event) => setName(event.target.value)}
      />
      <RoleFields
        role={role}
        sellerIds={sellerIds}
        isOwn={person.id === myId}
        onRole={setRole}
        onSellers={setSellerIds}
      />
      {error !== null && (
        <Notice tone="bad" isUrgent>
          {errorText(error)}
        </Notice>
      )}
      <div className="flex justify-end">
        <Button
          type="submit"
          look="primary"
          disabled={isPending || isEmpty || !(hasNewName || hasNewRole || hasNewSellers)}
        >
          {common("save")}
        </Button>
      </div>
    </form>
  );
}

function Load({ personId }: { personId: string }) {
  const t = useTranslations("teamwork");
  const colleague = useColleague(personId);
  if (colleague === undefined) return null;
  return (
    <section aria-label={t("capacity")} className="flex flex-col gap-1 border-line border-t pt-4">
      <h3 className="font-medium">{t("capacity")}</h3>
      <div className="max-w-40">
        <CapacityField person={colleague} />
      </div>
      <p className="text-[12px] text-muted">{t("capacityHint")}</p>
    </section>
  );
}

function Access({ person, onClose }: { person: User; onClose: () => void }) {
  const t = useTranslations("teamwork");
  const { id: myId } = useCurrentUser();
  const [question, setQuestion] = useState<Question | null>(null);
  const link = usePasswordLink(person.id);
  const errorText = useErrorText();
  if (person.id === myId) return null; // one's own sign-in has a page of its own
  return (
    <section aria-label={t("signInPart")} className="flex flex-col gap-2 border-line border-t pt-4">
      <h3 className="font-medium">{t("signInPart")}</h3>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setQuestion("sign-out")}>{t("signOutEverywhere")}</Button>
        <Button onClick={() => link.mutate()} disabled={link.isPending}>
          {t("passwordLink")}
        </Button>
        {person.two_factor && <Button onClick={() => setQuestion("reset-code")}>{t("resetCode")}</Button>}
        <Button look="danger" onClick={() => setQuestion("deactivate")}>
          {t("deactivate")}
        </Button>
      </div>
      {link.error !== null && (
        <Notice tone="bad" isUrgent>
          {errorText(link.error)}
        </Notice>
      )}
      {link.data !== undefined && <LinkDialog invited={link.data} isForPassword onClose={link.reset} />}
      {question !== null && (
        <PersonQuestion
          question={question}
          person={person}
          onClose={() => setQuestion(null)}
          onGone={onClose}
        />
      )}
    </section>
  );
}
