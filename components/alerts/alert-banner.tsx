"use client";

import { CircleAlert, TriangleAlert, X } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo, useSyncExternalStore } from "react";
import type { Alert } from "@/lib/wire/operations";
import { useSellers } from "../sellers/queries";
import { useCurrentUser } from "../shell/current-user";
import { useNow } from "../shell/use-now";
import { IconButton } from "../ui/button";
import { cx } from "../ui/class-names";
import { putAway } from "./put-away";
import { useAlertEvents, useOpenAlerts } from "./queries";
import { isGrave, isPutAway, sortAlerts } from "./urgency";
import { useAlertWords } from "./use-alert-words";
import { useHeldWhileTyping } from "./use-held-while-typing";

const SELLERS_PATH = "/settings/sellers";
const STATE_PATH = "/settings/operations";
const nothing: readonly Alert[] = [];

/** Tells an admin over every screen what is wrong: one line, the most urgent first, until it ends or is put away. */
export function AlertBanner() {
  useAlertEvents();
  const alerts = useAlertsToTell();
  const settled = useHeldWhileTyping(alerts);
  const [first] = alerts;
  const [settledFirst] = settled;
  // In its place it stays there while somebody writes, even when all is well again: the page must not jump.
  if (settledFirst !== undefined)
    return <BannerLine first={first ?? settledFirst} alerts={first === undefined ? settled : alerts} />;
  if (first === undefined) return null;
  // What comes up while somebody writes lies over the top of the page until they are done.
  return (
    <div className="relative z-30 shrink-0">
      <div className="absolute inset-x-0 top-0">
        <BannerLine first={first} alerts={alerts} />
      </div>
    </div>
  );
}

/** What is to be told here: nothing once all of it was put away in this browser. */
function useAlertsToTell(): readonly Alert[] {
  const alerts = useShownAlerts();
  const dismissed = useSyncExternalStore(putAway.subscribe, putAway.read, putAway.readOnServer);
  return isPutAway(alerts, dismissed) ? nothing : alerts;
}

/** Open alerts that are not said on this screen anyway. */
function useShownAlerts(): readonly Alert[] {
  const pathname = usePathname();
  const { role } = useCurrentUser();
  const isOn = role === "admin";
  const { data: open = nothing } = useOpenAlerts({ isOn });
  const refused = useRefusedNow(open);
  return useMemo(() => {
    if (!isOn || pathname === STATE_PATH) return nothing;
    const all = sortAlerts([...open, ...refused]);
    return pathname === SELLERS_PATH ? all.filter((one) => one.kind !== "key_refused") : all;
  }, [isOn, pathname, open, refused]);
}

/** A key that was refused this moment: the seller says so before the next look of the workers does. */
function useRefusedNow(open: readonly Alert[]): readonly Alert[] {
  const { data: sellers } = useSellers();
  return useMemo(
    () =>
      (sellers ?? [])
        .filter((seller) => seller.status === "credentials_rejected")
        .filter((seller) => !open.some((one) => one.kind === "key_refused" && one.seller_id === seller.id))
        .map((seller) => ({
          id: `refused-${seller.id}`,
          kind: "key_refused" as const,
          subject: seller.id,
          seller_id: seller.id,
          seller_name: seller.name,
          details: {},
          raised_at: seller.last_error?.at ?? "",
          resolved_at: null,
        })),
    [sellers, open],
  );
}

function BannerLine({ first, alerts }: { first: Alert; alerts: readonly Alert[] }) {
  const t = useTranslations("alerts");
  const words = useAlertWords();
  const nowMs = useNow();
  const isRed = isGrave(first.kind);
  const Icon = isRed ? CircleAlert : TriangleAlert;
  const isKey = first.kind === "key_refused" && alerts.length === 1;
  return (
    <div
      role="alert"
      className={cx(
        "flex shrink-0 items-center gap-2.5 px-4 py-1",
        isRed ? "bg-bad-soft text-bad-ink" : "bg-warn-soft text-warn-ink",
      )}
    >
      <Icon size={16} aria-hidden="true" className="shrink-0" />
      <p className="wrap-anywhere min-w-0 flex-1">
        {words.sentence(first, nowMs)}
        {alerts.length > 1 && ` ${t("more", { count: alerts.length - 1 })}`}
      </p>
      <Link
        href={isKey ? SELLERS_PATH : STATE_PATH}
        className="shrink-0 rounded-control border border-current/40 px-2.5 py-0.5 font-medium hover:bg-panel"
      >
        {isKey ? t("newKey") : t("open")}
      </Link>
      <IconButton
        label={t("putAway")}
        className="text-current"
        onClick={() => putAway.write(alerts.map((one) => one.id))}
      >
        <X size={15} aria-hidden="true" />
      </IconButton>
    </div>
  );
}
