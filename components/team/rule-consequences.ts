import type { SecurityRules } from "@/lib/wire/account";
import type { User } from "@/lib/wire/users";

type Rule = SecurityRules["two_factor"];

/** Whether the server asks a code of this person under the rule (lib/team/security-rules.ts decides there). */
function isAsked(rule: Rule, person: User): boolean {
  return rule === "everybody" || (rule === "admins" && person.role === "admin");
}

/** Who would have to set a code up at once if the rule held: active people it names who have none. */
export function whoHasNone(rule: Rule, people: readonly User[]): readonly User[] {
  return people.filter((person) => person.status === "active" && !person.two_factor && isAsked(rule, person));
}
