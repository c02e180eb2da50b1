"use client";

import { CircleAlert, CircleCheck, Plug } from "lucide-react";
import { useTranslations } from "next-intl";
import type { SellerWebhook } from "@/lib/wire/seller-webhook";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { useRegisterWebhook } from "./webhook-queries";

/** The one button, and beside it what came of pressing it. */
export function RegisterLine({ webhook }: { webhook: SellerWebhook }) {
  const t = useTranslations("sellerWebhook");
  const errorText = useErrorText();
  const register = useRegisterWebhook(webhook.seller_id);
  const check = register.data?.check;
  const isGood = check !== undefined && check.is_reached !== false;
  const verdict = register.isError
    ? errorText(register.error)
    : check === undefined
      ? ""
      : check.is_reached === null
        ? t("registeredUntested")
        : check.is_reached
          ? t("reached")
          : t("notReached");
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Button
        look={webhook.registration.state === "registered" ? "plain" : "primary"}
        disabled={register.isPending}
        onClick={() => register.mutate()}
      >
        <Plug size={15} aria-hidden="true" />
        {register.isPending ? t("registering") : t("register")}
      </Button>
      <p role="status" className="min-w-0 flex-1 basis-60">
        {!register.isPending && verdict !== "" && (
          <span className={isGood ? "text-ink" : "text-bad-ink"}>
            {isGood ? (
              <CircleCheck size={15} aria-hidden="true" className="-mt-0.5 mr-1.5 inline text-ok" />
            ) : (
              <CircleAlert size={15} aria-hidden="true" className="-mt-0.5 mr-1.5 inline" />
            )}
            {verdict}
          </span>
        )}
      </p>
    </div>
  );
}
