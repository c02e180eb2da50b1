import { beforeAll, expect, test } from "vitest";
import { PATCH as changeRule, DELETE as removeRule } from "@/app/api/automation-rules/[id]/route";
import { POST as tryRule } from "@/app/api/automation-rules/dry-run/route";
import { POST as addRule, GET as listRules } from "@/app/api/automation-rules/route";
import { GET as listRuns } from "@/app/api/automation-runs/route";
import { createApiToken } from "@/lib/auth/api-tokens";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeOperator, makeSupervisor, type Person } from "../../support/factories";
import { makeReply } from "./talk";

const database = ownDatabase();
let operator: Person;
let supervisor: Person;
const tokens = new Map<Person, string>();
beforeAll(async () => {
  const admin = await makeAdmin();
  [operator, supervisor] = [await makeOperator([]), await makeSupervisor()];
  for (const person of [operator, supervisor]) {
    const made = await createApiToken({
      actor: { ...admin.actor, userId: person.user.id },
      name: "Тест",
      expiresAt: null,
      scopes: ["*"],
    });
    tokens.set(person, made.token);
  }
});

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** Calls a route as the web app would, with the person's token. */
async function call(
  run: Handler,
  ask: { by: Person; method?: string; id?: string; body?: unknown; key?: string },
) {
  const { by, method = "GET", id = "", body, key } = ask;
  const request = new Request("http://127.0.0.1:3000/api/probe", {
    method,
    headers: {
      authorization: `Bearer ${tokens.get(by)}`,
      "content-type": "application/json",
      ...(key === undefined ? {} : { "idempotency-key": key }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const response = await run(request, { params: Promise.resolve({ id }) });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}

const rule = { name: "Закрыть", trigger: "new_message", actions: [{ do: "close" }] };

test("rules are no business of an operator's", async () => {
  const asked = [
    call(listRules, { by: operator }),
    call(addRule, { by: operator, method: "POST", body: rule }),
    call(changeRule, { by: operator, method: "PATCH", id: "x", body: { name: "x" } }),
    call(removeRule, { by: operator, method: "DELETE", id: "x" }),
    call(tryRule, { by: operator, method: "POST", body: { rule } }),
    call(listRuns, { by: operator }),
  ];
  expect((await Promise.all(asked)).map((answer) => answer.status)).toEqual([403, 403, 403, 403, 403, 403]);
});

test("a supervisor makes a rule once for one key, changes, tries and removes it", async () => {
  const made = await call(addRule, { by: supervisor, method: "POST", body: rule, key: "one" });
  const again = await call(addRule, { by: supervisor, method: "POST", body: rule, key: "one" });
  expect([made.status, again.body.rule.id]).toEqual([201, made.body.rule.id]);
  const { id } = made.body.rule;
  const changed = await call(changeRule, { by: supervisor, method: "PATCH", id, body: { is_enabled: true } });
  expect(changed.body.rule).toMatchObject({ is_enabled: true, name: "Закрыть", runs_last_week: 0 });
  expect((await call(listRules, { by: supervisor })).body.items).toHaveLength(1);
  const tried = await call(tryRule, { by: supervisor, method: "POST", body: { rule } });
  expect(tried).toMatchObject({
    status: 200,
    body: { looked_at: 0, matched: 0, samples: [], is_cut: false },
  });
  expect((await call(listRuns, { by: supervisor })).body).toEqual({ items: [], next_cursor: null });
  expect((await call(removeRule, { by: supervisor, method: "DELETE", id })).status).toBe(204);
  expect((await call(removeRule, { by: supervisor, method: "DELETE", id })).status).toBe(404);
});

test("what a rule cannot be is refused with its code", async () => {
  const canned_reply_id = await makeReply(database, "Вы тут?");
  const looping = { ...rule, trigger: "idle", idle_minutes: 60, actions: [{ do: "reply", canned_reply_id }] };
  const refused = await call(addRule, { by: supervisor, method: "POST", body: looping });
  expect([refused.status, refused.body.error.code]).toEqual([422, "rule_loops"]);
  const untold = await call(addRule, { by: supervisor, method: "POST", body: { ...rule, actions: [] } });
  expect(untold.status).toBe(422);
  const idle = await call(addRule, { by: supervisor, method: "POST", body: { ...rule, idle_minutes: 60 } });
  expect([idle.status, idle.body.error.code]).toEqual([422, "invalid_input"]);
});
