"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useId, useState } from "react";
import { type OutgoingEvent, type OutgoingWebhook, outgoingEvents } from "@/lib/wire/outgoing-webhooks";
import { ApiError } from "../api-client";
import { CheckList } from "../automation/check-list";
import { useSellers } from "../sellers/queries";
import { Choice } from "../settings/choice";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { TextField } from "../ui/field";
import { Notice } from "../ui/notice";
import { useAddWebhook, useChangeWebhook, type WithSecret } from "./queries";
import { useOutgoingWords } from "./use-outgoing-words";

interface WebhookFormProps {
  /** Null: a new one. */
  webhook: OutgoingWebhook | null;
  onAdded: (added: WithSecret) => void;
  onClose: () => void;
}

/** An address: where, of what, of which shops. */
export function WebhookForm({ webhook, onAdded, onClose }: WebhookFormProps) {
  const t = useTranslations("outgoing");
  const common = useTranslations("common");
  const add = useAddWebhook(onAdded);
  const change = useChangeWebhook(() => {
    showToast("success", t("saved"));
    onClose();
  });
  const [name, setName] = useState(webhook?.name ?? "");
  const [url, setUrl] = useState(webhook?.url ?? "");
  const [events, setEvents] = useState<OutgoingEvent[]>(webhook?.events ?? ["message.created"]);
  const [extent, setExtent] = useState<"all" | "some">(
    (webhook?.seller_ids.length ?? 0) > 0 ? "some" : "all",
  );
  const [sellerIds, setSellerIds] = useState<string[]>(webhook?.seller_ids ?? []);
  const [isChecked, setChecked] = useState(false);
  const refusal = useRefusal(add.error ?? change.error);
  const wrong = {
    name: name.trim() === "",
    url: !URL.canParse(url.trim()),
    events: events.length === 0,
    sellers: extent === "some" && sellerIds.length === 0,
  };
  const isPending = add.isPending || change.isPending;
  function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (Object.values(wrong).some(Boolean) || isPending) return;
    const seller_ids = extent === "all" ? [] : sellerIds;
    const body = { name: name.trim(), url: url.trim(), events, seller_ids };
    if (webhook === null) add.mutate(body);
    else change.mutate({ id: webhook.id, change: body });
  }
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <TextField
        label={t("name")}
        hint={t("nameHint")}
        error={isChecked && wrong.name ? t("nameEmpty") : null}
        value={name}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
      />
      <TextField
        label={t("url")}
        hint={t("urlHint")}
        error={isChecked && wrong.url ? t("urlWrong") : refusal.ofUrl}
        type="url"
        inputMode="url"
        placeholder="https://"
        spellCheck={false}
        autoComplete="off"
        value={url}
        maxLength={2000}
        onChange={(event) => setUrl(event.target.value)}
      />
      <Events chosen={events} isWrong={isChecked && wrong.events} onChange={setEvents} />
      <Sellers
        extent={extent}
        chosen={sellerIds}
        isWrong={isChecked && wrong.sellers}
        onExtent={setExtent}
        onChange={setSellerIds}
      />
      {refusal.ofAll !== null && (
        <Notice tone="bad" isUrgent>
          {refusal.ofAll}
        </Notice>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button type="submit" look="primary" disabled={isPending}>
          {webhook === null ? t("create") : common("save")}
        </Button>
      </div>
    </form>
  );
}

/** A refused address is said at its field, everything else under the form. */
function useRefusal(error: unknown): { ofUrl: string | null; ofAll: string | null } {
  const words = useOutgoingWords();
  const errorText = useErrorText();
  if (error === null || error === undefined) return { ofUrl: null, ofAll: null };
  if (!(error instanceof ApiError) || error.code !== "address_refused")
    return { ofUrl: null, ofAll: errorText(error) };
  const { fields } = error.details;
  const reason = typeof fields === "object" && fields !== null && "reason" in fields ? fields.reason : null;
  return { ofUrl: words.reason(reason) ?? errorText(error), ofAll: null };
}

interface EventsProps {
  chosen: readonly OutgoingEvent[];
  isWrong: boolean;
  onChange: (chosen: OutgoingEvent[]) => void;
}

function Events({ chosen, isWrong, onChange }: EventsProps) {
  const t = useTranslations("outgoing");
  const words = useOutgoingWords();
  return (
    <Group label={t("events")} wrong={isWrong ? t("eventsEmpty") : null}>
      {outgoingEvents.map((event, index) => (
        <label
          key={event}
          className="flex min-h-7 cursor-pointer items-start gap-2 py-0.5 pointer-coarse:min-h-11 pointer-coarse:items-center"
        >
          <input
            type="checkbox"
            checked={chosen.includes(event)}
            aria-invalid={(isWrong && index === 0) || undefined}
            onChange={({ target }) =>
              onChange(
                outgoingEvents.filter((one) => (one === event ? target.checked : chosen.includes(one))),
              )
            }
            className="mt-0.5 size-4 shrink-0 accent-accent pointer-coarse:mt-0"
          />
          {words.event(event)}
        </label>
      ))}
    </Group>
  );
}

interface SellersProps {
  extent: "all" | "some";
  chosen: readonly string[];
  isWrong: boolean;
  onExtent: (extent: "all" | "some") => void;
  onChange: (chosen: string[]) => void;
}

function Sellers({ extent, chosen, isWrong, onExtent, onChange }: SellersProps) {
  const t = useTranslations("outgoing");
  const { data: sellers = [] } = useSellers();
  return (
    <div className="flex flex-col gap-2">
      <Choice
        label={t("sellers")}
        value={extent}
        options={[
          { value: "all", label: t("sellersAll") },
          { value: "some", label: t("sellersSome") },
        ]}
        onChange={onExtent}
      />
      {extent === "some" && (
        <CheckList
          label={t("sellers")}
          options={sellers}
          chosen={chosen}
          isWrong={isWrong}
          onChange={onChange}
        />
      )}
      {isWrong && (
        <p role="alert" className="text-[12px] text-bad-ink">
          {t("sellersEmpty")}
        </p>
      )}
    </div>
  );
}

function Group({ label, wrong, children }: { label: string; wrong: string | null; children: ReactNode }) {
  const id = useId();
  return (
    <fieldset aria-describedby={wrong === null ? undefined : id}>
      <legend className="mb-1 font-medium">{label}</legend>
      {children}
      {wrong !== null && (
        <p id={id} role="alert" className="text-[12px] text-bad-ink">
          {wrong}
        </p>
      )}
    </fieldset>
  );
}
