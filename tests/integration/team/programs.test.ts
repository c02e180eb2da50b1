import { expect, test } from "vitest";
import { addUser } from "@/lib/team/add-user";
import { changeUser } from "@/lib/team/change-user";
import { invite, renewInvitation } from "@/lib/team/invite";
import { makePasswordLink } from "@/lib/team/password-link";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, makeSupervisor } from "../../support/factories";

ownDatabase();

const refused = { code: "scope_missing" };
let people = 0;
const newcomer = (role: "admin" | "operator") => {
  people += 1;
  const email = `newcomer${people}@example.test`;
  return { name: "Новичок", email, password: "северный ветер 41", role, seller_ids: [] };
};

test("a program lets nobody in who may do more than itself, by no way there is", async () => {
  const { actor: admin } = await makeAdmin();
  const program = {
    ...admin,
    scopes: ["team.manage", "chats.read", "chats.write", "sellers.read", "market.read", "orders.assemble"],
  };
  const invited = await invite({ actor: admin, given: newcomer("admin") });
  const { user: operator } = await makeOperator([]);
  const { user: supervisor } = await makeSupervisor();
  const ways = [
    addUser({ actor: program, given: newcomer("admin") }),
    invite({ actor: program, given: newcomer("admin") }),
    renewInvitation({ actor: program, invitationId: invited.invitation.id }),
    makePasswordLink({ actor: program, userId: supervisor.id }),
    changeUser({ actor: program, userId: operator.id, change: { role: "admin" } }),
  ];
  for (const way of await Promise.allSettled(ways))
    expect(way).toMatchObject({ status: "rejected", reason: refused });
  expect((await addUser({ actor: program, given: newcomer("operator") })).role).toBe("operator");
  expect((await makePasswordLink({ actor: program, userId: operator.id })).url).toContain("#");
  const whole = { ...admin, scopes: ["*"] };
  expect((await addUser({ actor: whole, given: newcomer("admin") })).role).toBe("admin");
});
