"use client";

import { UserPlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import type { AnswerOf } from "@/lib/wire/endpoint";
import type { addInvitation } from "@/lib/wire/invitations";
import type { User } from "@/lib/wire/users";
import { SettingsPage, SettingsSection } from "../settings/settings-page";
import { SettingsSkeleton } from "../settings/settings-skeleton";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { FormerPeople } from "./former-people";
import { OpenInvitations } from "./open-invitations";
import { PersonRow } from "./person-row";
import { usePeople } from "./queries";
import { SignInRules } from "./sign-in-rules";

const InviteDialog = lazy(async () => ({ default: (await import("./invite-dialog")).InviteDialog }));
const LinkDialog = lazy(async () => ({ default: (await import("./link-dialog")).LinkDialog }));
const PersonPanel = lazy(async () => ({ default: (await import("./person-panel")).PersonPanel }));

type Invited = AnswerOf<typeof addInvitation>;
type Open =
  | { readonly kind: "invite" }
  | { readonly kind: "link"; readonly invited: Invited }
  | { readonly kind: "person"; readonly id: string };

/** The team's home, for admins: its people, who is invited, who signs in how. */
export function TeamHome() {
  const t = useTranslations("teamwork");
  const settings = useTranslations("settings");
  const invitations = useTranslations("invitations");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const query = usePeople();
  const [open, setOpen] = useState<Open | null>(null);
  const close = () => setOpen(null);
  const showLink = (invited: Invited) => setOpen({ kind: "link", invited });
  return (
    <SettingsPage
      title={settings("team")}
      lead={t("homeLead")}
      isWide
      action={
        <Button look="primary" onClick={() => setOpen({ kind: "invite" })}>
          <UserPlus size={15} aria-hidden="true" />
          {invitations("invite")}
        </Button>
      }
    >
      {query.data === undefined && !query.isError && <SettingsSkeleton />}
      {query.data === undefined && query.isError && (
        <EmptyState
          isUrgent
          title={t("peopleFailed")}
          text={errorText(query.error)}
          action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
        />
      )}
      {query.data !== undefined && (
        <>
          <People people={query.data} onOpen={(id) => setOpen({ kind: "person", id })} />
          <OpenInvitations onLink={showLink} />
          <SignInRules people={query.data} />
        </>
      )}
      <Suspense fallback={null}>
        {open?.kind === "invite" && <InviteDialog onInvited={showLink} onClose={close} />}
        {open?.kind === "link" && <LinkDialog invited={open.invited} onClose={close} />}
        {open?.kind === "person" && (
          <PersonPanel person={query.data?.find(({ id }) => id === open.id)} onClose={close} />
        )}
      </Suspense>
    </SettingsPage>
  );
}

function People({ people, onOpen }: { people: readonly User[]; onOpen: (id: string) => void }) {
  const t = useTranslations("teamwork");
  const active = people.filter(({ status }) => status === "active");
  const former = people.filter(({ status }) => status === "deactivated");
  return (
    <SettingsSection title={t("people")}>
      <ul className="border-line border-t">
        {active.map((person) => (
          <PersonRow key={person.id} person={person} onOpen={() => onOpen(person.id)} />
        ))}
      </ul>
      {former.length > 0 && <FormerPeople people={former} />}
    </SettingsSection>
  );
}
