"use client";

import { CircleAlert } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useSellers } from "../sellers/queries";
import { useCurrentUser } from "./current-user";

const SELLERS_PATH = "/settings/sellers";

/** Tells the admin over every screen that a seller's key is no longer accepted; there it is said beside the seller. */
export function SellerAlarm() {
  const t = useTranslations("banner");
  const user = useCurrentUser();
  const pathname = usePathname();
  const { data: sellers = [] } = useSellers();
  const rejected = sellers.filter((seller) => seller.status === "credentials_rejected");
  const [first] = rejected;
  if (user.role !== "admin" || first === undefined || pathname === SELLERS_PATH) return null;
  const text =
    rejected.length === 1
      ? t("rejected", { name: first.name })
      : t("rejectedMany", { count: rejected.length });
  return (
    <div role="alert" className="flex shrink-0 items-center gap-2.5 bg-bad-soft px-4 py-1.5 text-bad-ink">
      <CircleAlert size={16} aria-hidden="true" className="shrink-0" />
      <p className="wrap-anywhere min-w-0 flex-1">{text}</p>
      <Link
        href={SELLERS_PATH}
        className="shrink-0 rounded-control border border-bad/40 px-2.5 py-0.5 font-medium hover:bg-panel"
      >
        {t("action")}
      </Link>
    </div>
  );
}
