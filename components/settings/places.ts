import type { Role } from "@/lib/wire/users";

/** The work itself, who and what comes in, how it all holds, one's own. */
type SettingsGroup = "groupWork" | "groupAccess" | "groupCare" | "groupOwn";

/** A page of the settings. Its key is also the key of its name in the catalogue `settings`. */
export interface SettingsPlace {
  readonly key:
    | "preferences"
    | "account"
    | "sellers"
    | "service"
    | "team"
    | "tags"
    | "canned"
    | "automation"
    | "broadcasts"
    | "orders"
    | "audit"
    | "retention"
    | "operations"
    | "tokens"
    | "outgoing";
  /** What it is about; the key of the group's name in the catalogue. */
  readonly group: SettingsGroup;
  readonly href: string;
  readonly roles: readonly Role[];
}

const everybody: readonly Role[] = ["admin", "supervisor", "operator"];
const leads: readonly Role[] = ["admin", "supervisor"];

export const settingsPlaces: readonly SettingsPlace[] = [
  { key: "sellers", group: "groupWork", href: "/settings/sellers", roles: ["admin"] },
  { key: "service", group: "groupWork", href: "/settings/service", roles: leads },
  { key: "tags", group: "groupWork", href: "/settings/tags", roles: leads },
  { key: "canned", group: "groupWork", href: "/settings/canned-replies", roles: leads },
  { key: "automation", group: "groupWork", href: "/settings/automation", roles: leads },
  { key: "broadcasts", group: "groupWork", href: "/settings/broadcasts", roles: ["admin"] },
  { key: "orders", group: "groupWork", href: "/settings/orders", roles: ["admin"] },
  { key: "team", group: "groupAccess", href: "/settings/team", roles: leads },
  { key: "tokens", group: "groupAccess", href: "/settings/tokens", roles: ["admin"] },
  { key: "outgoing", group: "groupAccess", href: "/settings/outgoing", roles: ["admin"] },
  { key: "operations", group: "groupCare", href: "/settings/operations", roles: ["admin"] },
  { key: "audit", group: "groupCare", href: "/settings/audit", roles: ["admin"] },
  { key: "retention", group: "groupCare", href: "/settings/retention", roles: ["admin"] },
  { key: "preferences", group: "groupOwn", href: "/settings/preferences", roles: everybody },
  { key: "account", group: "groupOwn", href: "/settings/account", roles: everybody },
];

/** The pages of the settings that are this role's business. */
export function placesFor(role: Role): readonly SettingsPlace[] {
  return settingsPlaces.filter((place) => place.roles.includes(role));
}

/** The same by what they are about, in the order of the list. */
export function groupsFor(
  role: Role,
): ReadonlyArray<{ group: SettingsGroup; places: readonly SettingsPlace[] }> {
  const places = placesFor(role);
  const groups = [...new Set(places.map(({ group }) => group))];
  return groups.map((group) => ({ group, places: places.filter((place) => place.group === group) }));
}
