"use client";

import { Ellipsis, KeyRound, Pause, Pencil, Play, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type OutgoingWebhook, outgoingEvents } from "@/lib/wire/outgoing-webhooks";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button, IconButton } from "../ui/button";
import { Chip } from "../ui/chip";
import { Menu, MenuItem, MenuLine } from "../ui/menu";
import { Notice } from "../ui/notice";
import { useChangeWebhook, useTestWebhook } from "./queries";
import { useOutgoingWords } from "./use-outgoing-words";

interface WebhookRowProps {
  webhook: OutgoingWebhook;
  onLog: () => void;
  onEdit: () => void;
  onRenew: () => void;
  onDelete: () => void;
}

/** One address: where, how it is, of what it hears, what waits. */
export function WebhookRow({ webhook, onLog, onEdit, onRenew, onDelete }: WebhookRowProps) {
  const t = useTranslations("outgoing");
  const errorText = useErrorText();
  const change = useChangeWebhook();
  const isActive = webhook.status === "active";
  const setStatus = (status: "active" | "paused") =>
    change.mutate(
      { id: webhook.id, change: { status } },
      { onError: (error) => showToast("error", errorText(error)) },
    );
  return (
    <li className="border-line border-b py-3">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="min-w-56 flex-1">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <h2 className="wrap-anywhere font-medium">{webhook.name}</h2>
            <State webhook={webhook} />
          </div>
          <p className="wrap-anywhere">{webhook.url}</p>
          <Facts webhook={webhook} />
        </div>
        <div className="flex items-center gap-1">
          <TestButton webhook={webhook} />
          <Button onClick={onLog}>
            {t("log")}
            <span className="sr-only">: {webhook.name}</span>
          </Button>
          <Menu
            trigger={
              <IconButton label={t("menu", { name: webhook.name })}>
                <Ellipsis size={16} aria-hidden="true" />
              </IconButton>
            }
          >
            <MenuItem icon={<Pencil size={14} aria-hidden="true" />} onSelect={onEdit}>
              {t("edit")}
            </MenuItem>
            <MenuItem
              icon={isActive ? <Pause size={14} aria-hidden="true" /> : <Play size={14} aria-hidden="true" />}
              onSelect={() => setStatus(isActive ? "paused" : "active")}
            >
              {t(isActive ? "pause" : "resume")}
            </MenuItem>
            <MenuItem icon={<KeyRound size={14} aria-hidden="true" />} onSelect={onRenew}>
              {t("renew")}
            </MenuItem>
            <MenuLine />
            <MenuItem icon={<Trash2 size={14} aria-hidden="true" />} isDangerous onSelect={onDelete}>
              {t("delete")}
            </MenuItem>
          </Menu>
        </div>
      </div>
      {webhook.status === "disabled" && (
        <div className="mt-2">
          <Notice tone="bad" action={<Button onClick={() => setStatus("active")}>{t("resume")}</Button>}>
            {t("disabledText")}
          </Notice>
        </div>
      )}
    </li>
  );
}

function State({ webhook }: { webhook: OutgoingWebhook }) {
  const t = useTranslations("outgoing");
  const words = useTimeWords();
  const nowMs = useNow();
  if (webhook.status === "paused") return <Chip>{t("paused")}</Chip>;
  if (webhook.status === "disabled") return <Chip tone="bad">{t("disabled")}</Chip>;
  if (webhook.failing_since === null) return <Chip tone="accent">{t("active")}</Chip>;
  const moment = words.moment(new Date(webhook.failing_since), nowMs);
  return <Chip tone="warn">{t("failing", { moment })}</Chip>;
}

function Facts({ webhook }: { webhook: OutgoingWebhook }) {
  const t = useTranslations("outgoing");
  const words = useTimeWords();
  const outgoing = useOutgoingWords();
  const nowMs = useNow();
  const sellers =
    webhook.seller_ids.length === 0
      ? t("allSellers")
      : t("someSellers", { count: webhook.seller_ids.length });
  const heard = outgoingEvents.filter((event) => webhook.events.includes(event)).map(outgoing.short);
  const facts = [
    webhook.last_success_at === null
      ? t("noSuccess")
      : t("lastSuccess", { moment: words.moment(new Date(webhook.last_success_at), nowMs) }),
    ...(webhook.waiting > 0 ? [t("waiting", { count: webhook.waiting })] : []),
    ...(webhook.failed > 0 ? [t("failedToday", { count: webhook.failed })] : []),
  ];
  return (
    <>
      <p className="wrap-anywhere text-muted">{t("hears", { what: `${heard.join(", ")} · ${sellers}` })}</p>
      <p className="mt-0.5 text-[12px] text-muted tabular-nums">{facts.join(" · ")}</p>
    </>
  );
}

/** Sends a test event and says what came back. */
export function TestButton({ webhook }: { webhook: OutgoingWebhook }) {
  const t = useTranslations("outgoing");
  const words = useOutgoingWords();
  const { name } = webhook;
  const test = useTestWebhook((delivery) => {
    const last = delivery.log.at(-1);
    if (delivery.status === "delivered")
      return showToast("success", t("testOk", { name, ms: last?.ms ?? 0 }));
    const code = last?.status === null || last?.status === undefined ? "" : `${last.status}, `;
    showToast(
      "error",
      t("testFailed", { name, error: `${code}${words.error(last?.error ?? "no_connection")}` }),
    );
  });
  return (
    <Button disabled={test.isPending} onClick={() => test.mutate(webhook)}>
      {t(test.isPending ? "testing" : "test")}
      <span className="sr-only">: {name}</span>
    </Button>
  );
}
