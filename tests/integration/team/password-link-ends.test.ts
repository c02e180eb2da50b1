import { expect, test } from "vitest";
import { changePassword } from "@/lib/auth/password";
import { lookAtInvitation } from "@/lib/team/accept-invitation";
import { changeUser } from "@/lib/team/change-user";
import { makePasswordLink } from "@/lib/team/password-link";
import { nobody } from "../../support/actor";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, type Person } from "../../support/factories";

ownDatabase();

async function linkFor(person: Person): Promise<string> {
  const { actor } = await makeAdmin();
  const { url } = await makePasswordLink({ actor, userId: person.user.id });
  return new URL(url).hash.slice(1);
}

test("a link ends with its person's deactivation, and stays ended when they are let back in", async () => {
  const person = await makeOperator([]);
  const token = await linkFor(person);
  for (const status of ["deactivated", "active"] as const)
    await changeUser({ actor: nobody, userId: person.user.id, change: { status } });
  await expect(lookAtInvitation(token)).rejects.toMatchObject({ code: "invitation_ended" });
});

test("who remembers the password after all and changes it leaves no link behind", async () => {
  const person = await makeOperator([]);
  const token = await linkFor(person);
  await changePassword({
    actor: { ...person.actor, scopes: null, sessionId: "this browser" },
    currentPassword: person.password,
    newPassword: "северный ветер 41",
  });
  await expect(lookAtInvitation(token)).rejects.toMatchObject({ code: "invitation_ended" });
});
