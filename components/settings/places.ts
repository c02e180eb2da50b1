import type { Role } from "@/lib/wire/users";

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
    | "audit"
    | "retention"
    | "operations"
    | "tokens"
    | "outgoing";
  readonly href: string;
  readonly roles: readonly Role[];
}

const everybody: readonly Role[] = ["admin", "supervisor", "operator"];
const leads: readonly Role[] = ["admin", "supervisor"];

export const settingsPlaces: readonly SettingsPlace[] = [
  { key: "sellers", href: "/settings/sellers", roles: ["admin"] },
  { key: "service", href: "/settings/service", roles: leads },
  { key: "team", href: "/settings/team", roles: leads },
  { key: "tags", href: "/settings/tags", roles: leads },
  { key: "canned", href: "/settings/canned-replies", roles: leads },
  { key: "automation", href: "/settings/automation", roles: leads },
  { key: "tokens", href: "/settings/tokens", roles: ["admin"] },
  { key: "outgoing", href: "/settings/outgoing", roles: ["admin"] },
  { key: "operations", href: "/settings/operations", roles: ["admin"] },
  { key: "audit", href: "/settings/audit", roles: ["admin"] },
  { key: "retention", href: "/settings/retention", roles: ["admin"] },
  { key: "preferences", href: "/settings/preferences", roles: everybody },
  { key: "account", href: "/settings/account", roles: everybody },
];

/** The pages of the settings that are this role's business. */
export function placesFor(role: Role): readonly SettingsPlace[] {
  return settingsPlaces.filter((place) => place.roles.includes(role));
}
