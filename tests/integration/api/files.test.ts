import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Api, signIn } from "../../support/api";
import { ownDatabase } from "../../support/database";
import { type ConnectedSeller, makeAdmin, makeConnectedSeller, makeOperator } from "../../support/factories";
import { liftLimits } from "../../support/limits";
import { type RunningProcess, type RunningWeb, startWeb, startWorkers } from "../../support/processes";
import { ownSandbox } from "../../support/sandbox";
import { findChatId, pollLater } from "../../support/stored";
import { waitFor } from "../../support/wait-for";
import { PNG } from "../files/png";

const dataDir = await mkdtemp(path.join(os.tmpdir(), "prilavok-files-"));
const database = ownDatabase();
const sandbox = ownSandbox();
let web: RunningWeb;
let workers: RunningProcess;
let api: Api;
let seller: ConnectedSeller;
let chatId: string;
beforeAll(async () => {
  process.env.DATA_DIR = dataDir;
  await liftLimits(database, sandbox());
  const admin = await makeAdmin();
  seller = await makeConnectedSeller({ sandbox: sandbox(), dialect: "v3" });
  const { chatId: external } = await seller.say("Вот", { file: { name: "чек.pdf" } });
  await pollLater(seller.id);
  chatId = await findChatId(database, seller.id, external);
  web = await startWeb();
  workers = await startWorkers();
  api = await signIn(web.url, admin);
});
afterAll(async () => {
  await Promise.all([web?.kill(), workers?.kill()]);
  await rm(dataDir, { recursive: true, force: true });
});

async function upload(
  file: { name: string; bytes: Uint8Array<ArrayBuffer> } | null,
  how: { fields?: Record<string, string>; headers?: Record<string, string>; chat?: string } = {},
) {
  const form = new FormData();
  for (const [name, value] of Object.entries(how.fields ?? {})) form.set(name, value);
  if (file !== null) form.set("file", new Blob([file.bytes], { type: "image/png" }), file.name);
  const response = await fetch(`${web.url}/api/chats/${how.chat ?? chatId}/files`, {
    method: "POST",
    headers: { ...api.headers, ...how.headers },
    body: form,
  });
  // biome-ignore lint/suspicious/noExplicitAny: a test names the fields it expects and fails where they are missing
  return { status: response.status, body: (await response.json()) as any };
}
const png = { name: "Фото.png", bytes: new Uint8Array(PNG) };
const statusOf = async (id: string) =>
  (await database.query<{ status: string }>("SELECT status FROM messages WHERE id = $1", [id]))[0]?.status;

test("a file goes out over the API and is opened over it, whole and in parts", async () => {
  const sent = await upload(png, { fields: { client_id: "f-1" } });
  expect(sent.status).toBe(202);
  expect(sent.body.message).toMatchObject({ status: "queued", client_id: "f-1", text: "" });
  await waitFor("the file to be sent", async () => (await statusOf(sent.body.message.id)) === "sent");
  const [attachment] = sent.body.message.attachments;
  const asked = (headers: Record<string, string> = {}) =>
    fetch(web.url + attachment.url, { headers: { ...api.headers, ...headers } });
  const whole = await asked();
  expect(Buffer.from(await whole.arrayBuffer()).equals(PNG)).toBe(true);
  expect(whole.headers.get("content-type")).toBe("image/png");
  expect(whole.headers.get("content-security-policy")).toContain("sandbox");
  const part = await asked({ range: "bytes=0-7" });
  expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 8]);
  expect((await asked({ "if-none-match": whole.headers.get("etag") ?? "" })).status).toBe(304);
});

test("a buyer's file comes through us, and is nobody else's", async () => {
  const { body } = await api.get(`/api/chats/${chatId}/messages`);
  const url: string = body.items[0].attachments[0].url;
  expect(JSON.stringify(body)).not.toContain(sandbox().url);
  const opened = await fetch(web.url + url, { headers: api.headers });
  expect(opened.headers.get("content-type")).toBe("application/pdf");
  expect((await opened.text()).slice(0, 5)).toBe("%PDF-");
  const stranger = await signIn(web.url, await makeOperator([]));
  expect((await stranger.get(url)).status).toBe(404);
  expect((await fetch(web.url + url)).status).toBe(401);
});

test("what is too large, empty, of the wrong kind or no form is refused with its own code", async () => {
  const tooLarge = new Uint8Array(11 * 1024 * 1024);
  tooLarge.set(PNG);
  const refusal = async (answer: Promise<{ status: number; body: { error: { code: string } } }>) => {
    const { status, body } = await answer;
    return [status, body.error.code];
  };
  expect(await refusal(upload({ name: "a.png", bytes: tooLarge }))).toEqual([413, "file_too_large"]);
  expect(await refusal(upload({ name: "a.png", bytes: new Uint8Array() }))).toEqual([422, "file_empty"]);
  const page = new Uint8Array(Buffer.from("<html>"));
  expect(await refusal(upload({ name: "a.png", bytes: page }))).toEqual([422, "file_type_refused"]);
  expect(await refusal(upload(null))).toEqual([400, "malformed_request"]);
  expect(await refusal(upload(png, { fields: { delay_seconds: "999" } }))).toEqual([422, "invalid_input"]);
  expect(await refusal(api.post(`/api/chats/${chatId}/files`, {}))).toEqual([400, "malformed_request"]);
  expect(await refusal(upload(png, { headers: { origin: "https://evil.example" } }))).toEqual([
    403,
    "wrong_origin",
  ]);
  expect(await refusal(upload(png, { chat: "00000000-0000-7000-8000-000000000000" }))).toEqual([
    404,
    "not_found",
  ]);
});

test("the same key gives the first answer again, and another file under it is a conflict", async () => {
  const headers = { "idempotency-key": "file-1" };
  const first = await upload(png, { headers });
  const again = await upload(png, { headers });
  expect(again.body.message.id).toBe(first.body.message.id);
  const other = { name: "b.png", bytes: new Uint8Array(Buffer.concat([PNG, Buffer.from("x")])) };
  expect((await upload(other, { headers })).status).toBe(409);
});

test("a held reply leaves by itself when its time has come, and a taken-back one never", async () => {
  const post = async (text: string) =>
    (await api.post(`/api/chats/${chatId}/messages`, { text, delay_seconds: 2 })).body.message;
  const kept = await post("Останется");
  expect(kept.held_until).not.toBeNull();
  const regretted = await post("Передумаю");
  const taken = await api.post(`/api/messages/${regretted.id}/cancel`, {});
  expect([taken.status, taken.body.message.status]).toEqual([200, "cancelled"]);
  expect((await api.post(`/api/messages/${regretted.id}/cancel`, {})).body.error.code).toBe(
    "not_cancellable",
  );
  expect(await statusOf(kept.id)).toBe("queued");
  await waitFor("the held reply to leave", async () => (await statusOf(kept.id)) === "sent");
  expect(await seller.sentTexts()).not.toContain("Передумаю");
  const { body } = await api.get(`/api/chats/${chatId}/messages`);
  expect(body.items.map((message: { id: string }) => message.id)).not.toContain(regretted.id);
});

test("what stands beside a chat is asked for over the API", async () => {
  const { status, body } = await api.get(`/api/chats/${chatId}/context`);
  expect([status, body]).toEqual([200, { postings: [], other_chats: [], opt_out: null }]);
});
