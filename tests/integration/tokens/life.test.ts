import { expect, test } from "vitest";
import { createApiToken, findActorByToken } from "@/lib/auth/api-tokens";
import { ownDatabase } from "../../support/database";
import { makeAdmin } from "../../support/factories";

ownDatabase();

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);

test("a program's token makes none that outlives it", async () => {
  const { actor } = await makeAdmin();
  const make = async (maker: typeof actor, expiresAt: Date | null) => {
    const { token } = await createApiToken({ actor: maker, name: "тест", expiresAt, scopes: ["*"] });
    const program = await findActorByToken(token, "test");
    if (program === null) throw new Error("the token is unknown");
    return program;
  };
  const short = await make(actor, inDays(2));
  for (const later of [null, inDays(3)])
    await expect(make(short, later)).rejects.toMatchObject({ code: "invalid_input" });
  expect((await make(short, inDays(1))).userId).toBe(actor.userId);
  const endless = await make(actor, null);
  expect((await make(endless, null)).tokenEndsAt).toBeNull();
});
