import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSandboxClient } from "./client";
import { callerOf, v3Account } from "./seller-caller";
import { type Sandbox, startSandbox } from "./server";
import { type ProblemsOf, specificationCheck } from "./specification-check";

const problemsOf = specificationCheck();
if (problemsOf === null) {
  test("the specification is not here: v3 answers were not checked against it", () => {
    expect(problemsOf).toBeNull();
  });
} else {
  checkAgainst(problemsOf);
}

function checkAgainst(problemsOf: ProblemsOf): void {
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({
      accounts: [{ ...v3Account, name: "Дом и уют", conversations: 40, quirks: { has_next_text: true } }],
      enforceLimits: false,
    });
  });
  afterAll(() => sandbox.close());

  describe("v3 answers keep to Ozon's specification", () => {
    const call = (methodPath: string, body?: unknown) => callerOf(sandbox.url, v3Account)(methodPath, body);
    const expectValid = async (methodPath: string, body: unknown, status = 200) => {
      const answer = await call(methodPath, body);
      expect(answer.status, answer.text).toBe(status);
      // With Number instead of bigint: schemas know one kind of number, the digits are tested elsewhere.
      expect(problemsOf(methodPath, status, JSON.parse(answer.text))).toEqual([]);
      return answer;
    };
    const someChat = async () =>
      (await createSandboxClient(sandbox.url).say({ client_id: "3003", image: true })).chat_id;

    test("the check itself notices a wrong type and an unknown state", () => {
      const wrong = { messages: [{ message_id: "12", data: "text", moderate_image_status: "SUCCESS?" }] };
      const wrongFields = problemsOf("/v3/chat/history", 200, wrong).map((problem) => problem.instancePath);
      expect(wrongFields).toEqual([
        "/messages/0/data",
        "/messages/0/message_id",
        "/messages/0/moderate_image_status",
      ]);
    });

    test("chat list, every page", async () => {
      let cursor = "";
      let hasNext = true;
      while (hasNext) {
        const page = await expectValid("/v3/chat/list", {
          limit: 20,
          cursor,
          filter: { chat_status: "All" },
        });
        ({ cursor } = page.json);
        hasNext = page.json.has_next === "true";
      }
    });

    test("history of every seeded chat", async () => {
      for (const { chat_id } of await createSandboxClient(sandbox.url).listChats("3003")) {
        await expectValid("/v3/chat/history", { chat_id, direction: "Backward", limit: 1000 });
      }
    });

    test("send, file, start, read", async () => {
      const chat_id = await someChat();
      await expectValid("/v1/chat/send/message", { chat_id, text: "Добрый день!" });
      await expectValid("/v1/chat/send/file", { chat_id, name: "a.png", base64_content: "iVBORw0KGgo=" });
      await expectValid("/v2/chat/read", { chat_id });
      await expectValid("/v1/chat/start", { posting_number: "нет такого" }, 404);
    });

    test("seller, roles, ratings, postings", async () => {
      await expectValid("/v1/roles", {});
      await expectValid("/v1/seller/info", {});
      await expectValid("/v1/rating/summary", {});
      const month = { date_from: "2026-08-01T00:00:00Z", date_to: "2026-08-31T00:00:00Z" };
      await expectValid("/v1/rating/history", { ...month, ratings: ["rating_reaction_time"] });
      const filter = { since: "2026-01-01T00:00:00Z", to: "2099-01-01T00:00:00Z" };
      const list = await expectValid("/v4/posting/fbs/list", { filter, limit: 5 });
      const { posting_number } = list.json.postings[0];
      await expectValid("/v3/posting/fbs/get", { posting_number });
      const last_changed_status_date = { from: "2026-01-01T00:00:00Z", to: "2099-01-01T00:00:00Z" };
      const changed = { filter: { ...filter, last_changed_status_date }, limit: 100 };
      const all = await expectValid("/v4/posting/fbs/list", { ...changed, with: { analytics_data: true } });
      expect(all.json.postings.length).toBeGreaterThan(10);
    });

    test("products and their categories", async () => {
      const offer_id = ["PLED-150-GR", "SKOV-28", "нет такого"];
      const found = await expectValid("/v3/product/info/list", { offer_id });
      expect(found.json.items).toHaveLength(2);
      const tree = await expectValid("/v1/description-category/tree", { language: "RU" });
      expect(JSON.stringify(tree.json)).toContain(String(found.json.items[0].description_category_id));
      await expectValid("/v3/product/info/list", {}, 400);
    });

    test("notifications", async () => {
      await expectValid("/v1/notification/list", {});
      await expectValid("/v1/notification/push-type/list", {});
      await expectValid("/v1/notification/check", { url: "http://127.0.0.1:1/" });
      await expectValid(
        "/v1/notification/set",
        { url: "http://127.0.0.1:1/", types: ["TYPE_NEW_MESSAGE"] },
        400,
      );
    });

    test("refusals have the shape of rpcStatus", async () => {
      await expectValid("/v3/chat/list", { limit: 101 }, 400);
      await expectValid("/v3/chat/history", { chat_id: "нет" }, 404);
      const chat_id = await someChat();
      await expectValid("/v1/chat/send/message", { chat_id, text: "+7 912 345-67-89" }, 400);
    });
  });
}
