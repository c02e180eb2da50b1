"use client";

import { useTranslations } from "next-intl";
import type { SellerWebhook } from "@/lib/wire/seller-webhook";
import type { Seller } from "@/lib/wire/sellers";
import { CopyLine } from "../sellers/added-dialog";
import { Choice } from "../settings/choice";
import { SettingsSection } from "../settings/settings-page";
import { useSaved } from "../settings/use-saved";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";
import { CallStrip } from "./call-strip";
import { LastRefusals } from "./last-refusals";
import { NetworkList } from "./network-list";
import { RegisterLine } from "./register-line";
import { useChangeWebhook, useSellerWebhook } from "./webhook-queries";
import { MadeSecret, WebhookSecret } from "./webhook-secret";
import { WebhookState } from "./webhook-state";

/** The marketplace's notices of one seller: how they come, whether they come, and what to do about it. Admins only. */
export function WebhookSection({ seller }: { seller: Seller }) {
  const t = useTranslations("sellerWebhook");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const query = useSellerWebhook(seller);
  return (
    <SettingsSection title={t("title")} hint={t("hint")}>
      {query.data !== undefined ? (
        <Webhook webhook={query.data} />
      ) : query.isError ? (
        <EmptyState
          isUrgent
          title={t("failed")}
          text={errorText(query.error)}
          action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
        />
      ) : (
        <div role="status" aria-label={common("loading")} className="flex flex-col gap-3">
          {["h-14", "h-14", "h-9", "h-20"].map((height, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: four lines that never move
            <div key={place} className={`skeleton ${height}`} />
          ))}
        </div>
      )}
    </SettingsSection>
  );
}

function Webhook({ webhook }: { webhook: SellerWebhook }) {
  const t = useTranslations("sellerWebhook");
  const { mode, url } = webhook;
  return (
    <div className="flex flex-col gap-5">
      <ModeChoice webhook={webhook} />
      {mode !== null && url !== null && (
        <>
          <div className="flex flex-col gap-3">
            <CopyLine label={t("url")} value={url} />
            <WebhookState webhook={webhook} />
            {webhook.modes.includes(mode) ? (
              <RegisterLine webhook={webhook} />
            ) : (
              <p className="text-muted">{t("modeForeign")}</p>
            )}
          </div>
          {mode === "signed" && <WebhookSecret webhook={webhook} />}
          <CallStrip webhook={webhook} />
          <LastRefusals refusals={webhook.last_refusals} />
          {mode === "push" && <NetworkList webhook={webhook} />}
        </>
      )}
    </div>
  );
}

const NONE = "none";
type ModeName = "push" | "signed" | typeof NONE;

function ModeChoice({ webhook }: { webhook: SellerWebhook }) {
  const t = useTranslations("sellerWebhook");
  const errorText = useErrorText();
  const saved = useSaved();
  const change = useChangeWebhook(webhook.seller_id);
  const made = change.data?.webhook_secret;
  const before = webhook.mode;
  // A mode that is set although its account cannot register it stays in sight.
  const modes = [...new Set([...webhook.modes, ...(before === null ? [] : [before])])];
  const words = {
    push: { label: t("modePush"), hint: t("modePushHint") },
    signed: { label: t("modeSigned"), hint: t("modeSignedHint") },
  };

  function choose(value: ModeName) {
    const mode = value === NONE ? null : value;
    change.mutate(
      { mode },
      {
        onSuccess: () => saved(() => change.mutate({ mode: before })),
        onError: (error) => showToast("error", errorText(error)),
      },
    );
  }

  return (
    <div className="flex flex-col gap-3">
      <Choice<ModeName>
        label={t("mode")}
        isList
        isDisabled={change.isPending}
        value={
          change.isPending && change.variables.mode !== undefined
            ? (change.variables.mode ?? NONE)
            : (before ?? NONE)
        }
        options={[
          ...modes.map((mode) => ({ value: mode, ...words[mode] })),
          { value: NONE, label: t("modeNone"), hint: t("modeNoneHint") },
        ]}
        onChange={choose}
      />
      {made !== undefined && <MadeSecret secret={made} onDone={change.reset} />}
    </div>
  );
}
