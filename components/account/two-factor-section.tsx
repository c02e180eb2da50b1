"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import { SettingsSection } from "../settings/settings-page";
import { useCurrentUser } from "../shell/current-user";
import { showToast } from "../shell/toast";
import { Button } from "../ui/button";
import { Chip } from "../ui/chip";

const SetUpDialog = lazy(async () => ({ default: (await import("./two-factor-dialogs")).SetUpDialog }));
const TurnOffDialog = lazy(async () => ({ default: (await import("./two-factor-dialogs")).TurnOffDialog }));
const NewCodesDialog = lazy(async () => ({ default: (await import("./two-factor-dialogs")).NewCodesDialog }));

/** The second factor: on or off, and everything one does with it. */
export function TwoFactorSection() {
  const t = useTranslations("account");
  const router = useRouter();
  const { two_factor: isOn, has_password: hasPassword } = useCurrentUser();
  const [open, setOpen] = useState<"set-up" | "turn-off" | "new-codes" | null>(null);
  const close = () => setOpen(null);
  function changed(word: string) {
    close();
    showToast("success", word);
    router.refresh(); // who is here is told by the server's layout
  }
  return (
    <SettingsSection title={t("twoFactor")} hint={t("twoFactorHint")}>
      {hasPassword ? (
        <div className="flex flex-wrap items-center gap-2">
          <Chip tone={isOn ? "accent" : "plain"}>{t(isOn ? "isOn" : "isOff")}</Chip>
          {isOn ? (
            <>
              <Button onClick={() => setOpen("new-codes")}>{t("newCodes")}</Button>
              <Button look="danger" onClick={() => setOpen("turn-off")}>
                {t("turnOff")}
              </Button>
            </>
          ) : (
            <Button onClick={() => setOpen("set-up")}>{t("turnOn")}</Button>
          )}
        </div>
      ) : (
        <p className="text-muted">{t("noTwoFactor")}</p>
      )}
      <Suspense fallback={null}>
        {open === "set-up" && <SetUpDialog onClose={close} onDone={() => changed(t("turnedOn"))} />}
        {open === "turn-off" && <TurnOffDialog onClose={close} onDone={() => changed(t("turnedOff"))} />}
        {open === "new-codes" && <NewCodesDialog onClose={close} />}
      </Suspense>
    </SettingsSection>
  );
}
