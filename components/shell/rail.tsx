"use client";

import {
  ChartNoAxesColumn,
  Command,
  Megaphone,
  MessageSquare,
  Package,
  Search,
  Settings,
  ShoppingBag,
  Undo2,
  Wallet,
  Warehouse,
} from "lucide-react";
import Link from "next/link";
import { usePathname, useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import type { Role } from "@/lib/wire/users";
import { AlertDot } from "../alerts/alert-dot";
import { NoticesBell } from "../notices/notices-bell";
import { openPalette } from "../palette/open-palette";
import { cx } from "../ui/class-names";
import { useCurrentUser } from "./current-user";
import { PersonMenu } from "./person-menu";
import { useDeskKeys } from "./use-desk-keys";

const everybody: readonly Role[] = ["admin", "supervisor", "operator"];
const places = [
  { href: "/inbox", text: "inbox", Icon: MessageSquare, roles: everybody },
  { href: "/search", text: "search", Icon: Search, roles: everybody },
  { href: "/orders", text: "orders", Icon: Package, roles: everybody },
  { href: "/products", text: "products", Icon: ShoppingBag, roles: everybody },
  { href: "/stocks", text: "stocks", Icon: Warehouse, roles: everybody },
  { href: "/returns", text: "returns", Icon: Undo2, roles: everybody },
  { href: "/finance", text: "finance", Icon: Wallet, roles: everybody },
  { href: "/broadcasts", text: "broadcasts", Icon: Megaphone, roles: ["admin", "supervisor"] },
  { href: "/reports", text: "reports", Icon: ChartNoAxesColumn, roles: ["admin", "supervisor"] },
] as const satisfies readonly { readonly roles: readonly Role[]; [more: string]: unknown }[];
const settings = { href: "/settings", text: "settings", Icon: Settings } as const;

function usePlaces() {
  const { role } = useCurrentUser();
  return places.filter((place) => place.roles.some((allowed) => allowed === role));
}

/** The sign over the counter. */
export function Mark() {
  return (
    <svg viewBox="0 0 28 28" className="size-7 shrink-0" aria-hidden="true">
      <rect width="28" height="28" rx="8" className="fill-accent" />
      <path d="M8 20V8h12v12h-3.4v-9H11.4v9z" className="fill-on-accent" />
    </svg>
  );
}

/** The look of everything that stands in the rail. */
export const railButton =
  "grid size-9 place-items-center rounded-[9px] text-muted transition-colors duration-120 hover:bg-hover hover:text-ink pointer-coarse:size-11";
const railHere =
  "grid size-9 place-items-center rounded-[9px] bg-accent-soft text-accent-ink pointer-coarse:size-11";

/** The narrow column of places, always at hand from a tablet up. */
export function Rail() {
  const t = useTranslations("nav");
  const router = useRouter();
  const { role } = useCurrentUser();
  useDeskKeys({
    goBroadcasts: () => role !== "operator" && router.push("/broadcasts"),
    goOrders: () => router.push("/orders"),
    goProducts: () => router.push("/products"),
    goStocks: () => router.push("/stocks"),
    goReturns: () => router.push("/returns"),
    goFinance: () => router.push("/finance"),
  });
  return (
    <nav
      aria-label={t("main")}
      className="hidden w-13 shrink-0 flex-col items-center gap-1.5 border-line border-r bg-rail py-3 two:flex"
    >
      <div className="mb-3">
        <Mark />
      </div>
      {usePlaces().map((place) => (
        <RailLink key={place.href} {...place} />
      ))}
      <div className="mt-auto flex flex-col items-center gap-1.5">
        <button
          type="button"
          aria-label={t("palette")}
          title={`${t("palette")} · Ctrl K`}
          aria-keyshortcuts="Control+K Meta+K"
          onClick={openPalette}
          className={railButton}
        >
          <Command size={18} strokeWidth={1.8} aria-hidden="true" />
        </button>
        <NoticesBell side="right" />
        <div className="relative">
          <RailLink {...settings} />
          <AlertDot />
        </div>
        <div className="mt-1.5">
          <PersonMenu side="right" />
        </div>
      </div>
    </nav>
  );
}

type Place = Pick<(typeof places)[number] | typeof settings, "href" | "text" | "Icon">;

function RailLink({ href, text, Icon }: Place) {
  const t = useTranslations("nav");
  const isHere = usePathname().startsWith(href);
  return (
    <Link
      href={href}
      aria-label={t(text)}
      title={t(text)}
      aria-current={isHere ? "page" : undefined}
      className={isHere ? railHere : railButton}
    >
      <Icon size={18} strokeWidth={1.8} aria-hidden="true" />
    </Link>
  );
}

/** The same places with words, for the drawer of small screens. `onPick`: closes the drawer. */
export function RailAsList({ onPick }: { onPick?: () => void }) {
  const t = useTranslations("nav");
  const pathname = usePathname();
  return (
    <nav aria-label={t("main")} className="flex flex-col gap-0.5 px-2 pt-3">
      <div className="flex items-center gap-2 px-2.5 pb-3">
        <Mark />
        <div className="ml-auto flex items-center gap-1">
          <NoticesBell side="bottom" />
          <PersonMenu side="top" />
        </div>
      </div>
      {[...usePlaces(), settings].map(({ href, text, Icon }) => {
        const isHere = pathname.startsWith(href);
        return (
          <Link
            key={href}
            href={href}
            onClick={onPick}
            aria-current={isHere ? "page" : undefined}
            className={cx(
              "focus-inset flex min-h-11 items-center gap-2.5 rounded-control px-2.5",
              isHere ? "bg-selected font-medium text-ink" : "text-muted",
            )}
          >
            <Icon size={17} strokeWidth={1.8} aria-hidden="true" />
            {t(text)}
          </Link>
        );
      })}
    </nav>
  );
}
