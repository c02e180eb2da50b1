"use client";

import { useTranslations } from "next-intl";
import type { Role } from "@/lib/wire/users";
import { Choice } from "../settings/choice";
import { SellerPicker } from "./seller-picker";

/** Where each role's name and what it may do stand: catalogues `nav` and `teamwork`. */
export const roleTexts = {
  admin: { name: "roleAdmin", can: "adminCan" },
  supervisor: { name: "roleSupervisor", can: "supervisorCan" },
  operator: { name: "roleOperator", can: "operatorCan" },
} as const satisfies Record<Role, unknown>;
const roles = ["operator", "supervisor", "admin"] as const satisfies readonly Role[];

interface RoleFieldsProps {
  role: Role;
  sellerIds: readonly string[];
  /** Nobody changes their own role. */
  isOwn?: boolean;
  onRole: (role: Role) => void;
  onSellers: (ids: readonly string[]) => void;
}

/** What a person may do, each role with its sentence; for operators also where. */
export function RoleFields({ role, sellerIds, isOwn = false, onRole, onSellers }: RoleFieldsProps) {
  const t = useTranslations("teamwork");
  const nav = useTranslations("nav");
  return (
    <>
      <Choice
        label={t("role")}
        hint={isOwn ? t("ownRole") : undefined}
        isList
        isDisabled={isOwn}
        value={role}
        options={roles.map((value) => ({
          value,
          label: capitalized(nav(roleTexts[value].name)),
          hint: t(roleTexts[value].can),
        }))}
        onChange={onRole}
      />
      {role === "operator" && <SellerPicker chosen={sellerIds} onChange={onSellers} />}
    </>
  );
}

function capitalized(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
