"use client";

import { useTranslations } from "next-intl";
import type { User } from "@/lib/wire/users";
import { useColleague } from "../shell/colleagues";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { useChangePerson, useEndPersonSessions, useResetTwoFactor } from "./queries";

/** What is asked before it is done to a person. */
export type Question = "sign-out" | "reset-code" | "deactivate";

interface PersonQuestionProps {
  question: Question;
  person: User;
  onClose: () => void;
  /** The person left the list: their panel goes too. */
  onGone: () => void;
}

/** One question, with what follows from a yes. */
export function PersonQuestion({ question, ...rest }: PersonQuestionProps) {
  if (question === "sign-out") return <SignOut {...rest} />;
  if (question === "reset-code") return <ResetCode {...rest} />;
  return <Deactivate {...rest} />;
}

type QuestionProps = Omit<PersonQuestionProps, "question">;

function useWords() {
  const t = useTranslations("teamwork");
  const common = useTranslations("common");
  const errorText = useErrorText();
  return {
    t,
    buttons: { cancel: common("cancel"), closeLabel: common("close") },
    errorOf: (error: Error | null) => (error === null ? null : errorText(error)),
  };
}

function SignOut({ person, onClose }: QuestionProps) {
  const { t, buttons, errorOf } = useWords();
  const { mutate, isPending, error } = useEndPersonSessions(person.id);
  const { name } = person;
  function signOut() {
    mutate(undefined, {
      onSuccess() {
        showToast("success", t("signedOut", { name }));
        onClose();
      },
    });
  }
  return (
    <ConfirmDialog
      {...buttons}
      title={t("signOutTitle")}
      description={t("signOutText", { name })}
      yes={t("signOutEverywhere")}
      isBusy={isPending}
      error={errorOf(error)}
      onYes={signOut}
      onClose={onClose}
    />
  );
}

function ResetCode({ person, onClose }: QuestionProps) {
  const { t, buttons, errorOf } = useWords();
  const { mutate, isPending, error } = useResetTwoFactor(person.id);
  const { name } = person;
  function reset() {
    mutate(undefined, {
      onSuccess() {
        showToast("success", t("resetDone", { name }));
        onClose();
      },
    });
  }
  return (
    <ConfirmDialog
      {...buttons}
      title={t("resetTitle")}
      description={t("resetText", { name })}
      yes={t("resetCode")}
      isBusy={isPending}
      error={errorOf(error)}
      onYes={reset}
      onClose={onClose}
    />
  );
}

function Deactivate({ person, onClose, onGone }: QuestionProps) {
  const { t, buttons, errorOf } = useWords();
  const { mutate, isPending, error } = useChangePerson(person.id);
  const colleague = useColleague(person.id);
  const { name } = person;
  function deactivate() {
    mutate(
      { status: "deactivated" },
      {
        onSuccess() {
          showToast("success", t("deactivatedDone", { name }));
          onGone();
        },
      },
    );
  }
  return (
    <ConfirmDialog
      {...buttons}
      title={t("deactivateTitle", { name })}
      yes={t("deactivate")}
      isBusy={isPending}
      error={errorOf(error)}
      onYes={deactivate}
      onClose={onClose}
    >
      <ul className="list-disc space-y-1 pl-4.5 text-muted">
        <li>{t("deactivateNow")}</li>
        <li>{t("deactivateChats", { count: colleague?.open_chats ?? 0 })}</li>
        <li>{t("deactivateStays")}</li>
        <li>{t("deactivateBack")}</li>
      </ul>
    </ConfirmDialog>
  );
}
