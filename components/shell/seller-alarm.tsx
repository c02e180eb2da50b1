"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useSellers } from "../sellers/queries";
import { Notice } from "../ui/notice";
import { useCurrentUser } from "./current-user";

/** Tells the admin over every screen that a seller's key is no longer accepted. */
export function SellerAlarm() {
  const t = useTranslations("banner");
  const user = useCurrentUser();
  const { data: sellers = [] } = useSellers();
  const rejected = sellers.filter((seller) => seller.status === "credentials_rejected");
  const [first] = rejected;
  if (user.role !== "admin" || first === undefined) return null;
  const text =
    rejected.length === 1
      ? t("rejected", { name: first.name })
      : t("rejectedMany", { count: rejected.length });
  return (
    <div className="border-line border-b bg-panel px-3 py-2">
      <Notice
        tone="bad"
        isUrgent
        action={
          <Link
            href="/settings/sellers"
            className="rounded-control border border-bad/40 px-2.5 py-0.5 font-medium hover:bg-panel"
          >
            {t("action")}
          </Link>
        }
      >
        {text}
      </Notice>
    </div>
  );
}
