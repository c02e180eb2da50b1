"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { SellerWebhook } from "@/lib/wire/seller-webhook";
import { ApiError } from "../api-client";
import { useSaved } from "../settings/use-saved";
import { useErrorText } from "../shell/use-error-text";
import { Button, IconButton } from "../ui/button";
import { TextField } from "../ui/field";
import { useChangeWebhook } from "./webhook-queries";

/** Networks that may call; the server says which text is none. */
export function NetworkList({ webhook }: { webhook: SellerWebhook }) {
  const t = useTranslations("sellerWebhook");
  const errorText = useErrorText();
  const saved = useSaved();
  const [typed, setTyped] = useState("");
  const change = useChangeWebhook(webhook.seller_id);
  const before = webhook.networks;
  const lacking = webhook.known_networks.filter((network) => !before.includes(network));
  const wrong = change.error === null ? null : firstWrong(change.error);
  const error =
    change.error === null
      ? null
      : wrong === null
        ? errorText(change.error)
        : t("networkWrong", { value: wrong });

  function keep(networks: readonly string[]) {
    change.mutate(
      { networks: [...networks] },
      {
        onSuccess() {
          setTyped("");
          saved(() => change.mutate({ networks: [...before] }));
        },
      },
    );
  }
  function add(event: FormEvent) {
    event.preventDefault();
    const given = typed.split(/[\s,;]+/).filter((part) => part !== "");
    if (given.length > 0) keep([...before, ...given]);
  }

  return (
    <section aria-label={t("networks")} className="flex flex-col gap-2">
      <h3 className="font-medium">{t("networks")}</h3>
      {before.length === 0 ? (
        <p className="text-muted">{t("networksAny")}</p>
      ) : (
        <ul className="flex flex-wrap gap-1.5">
          {before.map((network) => (
            <li key={network} className="flex items-center rounded-control bg-theirs pl-2.5 tabular-nums">
              {network}
              <IconButton
                label={t("networkRemove", { network })}
                disabled={change.isPending}
                onClick={() => keep(before.filter((one) => one !== network))}
              >
                <X size={14} aria-hidden="true" />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <form onSubmit={add} className="flex flex-wrap items-end gap-2">
        <div className="min-w-48 flex-1">
          <TextField
            label={t("networkAdd")}
            placeholder="185.73.192.0/22"
            autoComplete="off"
            value={typed}
            error={error}
            onChange={(event) => {
              setTyped(event.target.value);
              change.reset();
            }}
          />
        </div>
        <Button type="submit" disabled={change.isPending} className="min-h-9">
          {t("networkAddButton")}
        </Button>
        {lacking.length > 0 && (
          <Button
            className="min-h-9"
            disabled={change.isPending}
            onClick={() => keep([...before, ...lacking])}
          >
            {t("networksTake")}
          </Button>
        )}
      </form>
      <p className="text-[12px] text-muted">{t("networksHint")}</p>
    </section>
  );
}

/** The first text that the server did not take for a network; null when it complains of something else. */
function firstWrong(error: Error): string | null {
  if (!(error instanceof ApiError) || !Array.isArray(error.details.fields)) return null;
  const [first]: unknown[] = error.details.fields;
  if (typeof first !== "object" || first === null || !("value" in first)) return null;
  return typeof first.value === "string" ? first.value : null;
}
