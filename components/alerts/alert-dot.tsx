"use client";

import { useTranslations } from "next-intl";
import { useCurrentUser } from "../shell/current-user";
import { useOpenAlerts } from "./queries";
import { isGrave } from "./urgency";

/** A dot at the settings' sign while something is wrong, also when the banner was put away. Stands in a corner. */
export function AlertDot() {
  const t = useTranslations("alerts");
  const { role } = useCurrentUser();
  const { data: alerts = [] } = useOpenAlerts({ isOn: role === "admin" });
  const [first] = alerts;
  if (role !== "admin" || first === undefined) return null;
  const isRed = isGrave(first.kind);
  return (
    <span className="absolute top-1 right-1">
      <span className={`block size-2 rounded-full ${isRed ? "bg-bad" : "bg-warn"}`} aria-hidden="true" />
      <span className="sr-only">{t("dot", { count: alerts.length })}</span>
    </span>
  );
}
