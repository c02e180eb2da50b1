import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import * as audience from "@/lib/wire/audience";
import * as rules from "@/lib/wire/broadcast-rules";
import { getChatContext } from "@/lib/wire/chats";
import type { AnyEndpoint } from "@/lib/wire/endpoint";
import * as optOuts from "@/lib/wire/opt-outs";
import { type Answer, type Api, signIn } from "../../support/api";
import { ownDatabase } from "../../support/database";
import { makeAdmin, makeSupervisor } from "../../support/factories";
import { type RunningWeb, startWeb } from "../../support/processes";
import { makeStoredSeller } from "../../support/stored-chats";
import { makeBuyer, makePosting } from "./audience-world";

const database = ownDatabase();
let web: RunningWeb;
let admin: Api;
let lead: Api;
let sellerId: string;
let chatId: string;

beforeAll(async () => {
  sellerId = await makeStoredSeller();
  chatId = await makeBuyer(sellerId, "Ирина", { orderNumber: "1" });
  await makePosting(sellerId, "1", { stage: "shipped", offers: ["ПЛЕД-1"] });
  await makeBuyer(sellerId, "Олег");
  const [first, second] = [await makeAdmin(), await makeSupervisor()];
  web = await startWeb({ LOG_LEVEL: "fatal" });
  [admin, lead] = [await signIn(web.url, first), await signIn(web.url, second)];
});
afterAll(() => web?.kill());
beforeEach(() => database.query("TRUNCATE request_counts"));

/** The answer's body, after a look at whether it is what the route promises. */
function fits(endpoint: AnyEndpoint, { status, body }: Answer) {
  expect([status, body]).toEqual([endpoint.status, expect.anything()]);
  expect(endpoint.answer.safeParse(body).error).toBeUndefined();
  return body;
}

test("an audience is counted, listed and chosen as the routes promise", async () => {
  const terms = { seller_id: sellerId, filters: { order_stages: ["shipped"] }, quiet_hours: "ignore" };
  const counted = fits(audience.countAudience, await lead.post("/api/broadcasts/audience", terms));
  expect(counted.audience).toMatchObject({
    matched: 1,
    audience_count: 1,
    excluded: {},
    estimated_seconds: 0.1,
  });
  const listed = await lead.post("/api/broadcasts/audience/chats", { ...terms, limit: 1 });
  expect(fits(audience.listAudience, listed).items).toMatchObject([
    { chat_id: chatId, buyer_name: "Ирина", reason: null },
  ]);
  const chosen = await lead.get(`/api/broadcasts/choices?seller_id=${sellerId}`);
  expect(fits(audience.listAudienceChoices, chosen).products).toEqual([
    { offer_id: "ПЛЕД-1", name: "ПЛЕД-1" },
  ]);
});

test("what cannot be understood is refused in its place", async () => {
  const ask = async (more: object) => {
    const { status, body } = await lead.post("/api/broadcasts/audience", { seller_id: sellerId, ...more });
    return [status, body.error?.code];
  };
  expect(await ask({ filters: { unread: 0 } })).toEqual([400, "malformed_request"]);
  expect(await ask({ filters: { last_message_days_ago: -1 } })).toEqual([422, "invalid_input"]);
  expect(await ask({ rate_limit: 1000 })).toEqual([422, "rate_too_high"]);
  expect(await ask({ seller_id: "нет" })).toEqual([404, "not_found"]);
});

test("audiences are kept, changed and removed", async () => {
  const given = { name: "В пути", seller_id: sellerId, filters: { order_stages: ["shipped"] } };
  const { segment } = fits(audience.addSegment, await lead.post("/api/segments", given));
  const changed = await lead.patch(`/api/segments/${segment.id}`, { name: "Едут" });
  expect(fits(audience.changeSegment, changed).segment).toMatchObject({
    name: "Едут",
    filters: given.filters,
  });
  expect(fits(audience.listSegments, await lead.get("/api/segments")).items).toHaveLength(1);
  expect((await lead.delete(`/api/segments/${segment.id}`)).status).toBe(204);
  expect((await lead.get("/api/segments")).body.items).toEqual([]);
});

test("leads read how buyers are spared, admins say it", async () => {
  const { rules: read } = fits(rules.getBroadcastRules, await lead.get("/api/broadcast-rules"));
  const changed = { ...read, frequency_days: 7 };
  expect((await lead.put("/api/broadcast-rules", changed)).status).toBe(403);
  expect(fits(rules.changeBroadcastRules, await admin.put("/api/broadcast-rules", changed)).rules).toEqual(
    changed,
  );
  expect((await lead.get("/api/broadcast-rules")).body.rules).toEqual(changed);
});

test("a wish for no broadcasts is noted, shown beside the chat and lifted", async () => {
  const noted = fits(optOuts.addOptOut, await lead.post(`/api/chats/${chatId}/opt-out`));
  expect(noted.opt_out).toMatchObject({ source: "person", said: "" });
  const beside = fits(getChatContext, await lead.get(`/api/chats/${chatId}/context`));
  expect(beside.opt_out).toEqual(noted.opt_out);
  expect(fits(optOuts.liftOptOut, await lead.delete(`/api/chats/${chatId}/opt-out`))).toEqual({
    opt_out: null,
  });
});
