import { expect, test } from "vitest";
import { fileResponse, type ServedFile } from "./file-response";

const BYTES = Buffer.from("0123456789");
const file = (how: Partial<ServedFile> = {}): ServedFile => ({
  id: "a",
  name: "Чек «май».pdf",
  type: "application/pdf",
  sizeBytes: BYTES.length,
  read: ({ start, end }) => new Blob([BYTES.subarray(start, end + 1)]).stream(),
  ...how,
});
const ask = (headers: Record<string, string> = {}) => new Request("http://here/", { headers });

test("a file comes whole, under its own name, for this person's browser alone", async () => {
  const response = fileResponse(ask(), file());
  expect(response.status).toBe(200);
  expect(await response.text()).toBe("0123456789");
  expect(Object.fromEntries(response.headers)).toMatchObject({
    "content-type": "application/pdf",
    "content-length": "10",
    "content-disposition":
      "inline; filename=\"___ _____.pdf\"; filename*=UTF-8''%D0%A7%D0%B5%D0%BA%20%C2%AB%D0%BC%D0%B0%D0%B9%C2%BB.pdf",
    "x-content-type-options": "nosniff",
    "cache-control": "private, max-age=86400",
  });
});

test("what is not known is for keeping, and nothing in anything runs", () => {
  const unknown = fileResponse(ask(), file({ type: null, name: "a.html" }));
  expect(unknown.headers.get("content-type")).toBe("application/octet-stream");
  expect(unknown.headers.get("content-disposition")).toContain("attachment;");
  for (const type of [null, "text/html", "image/svg+xml", "image/png", "application/pdf"]) {
    const { headers } = fileResponse(ask(), file({ type }));
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(headers.get("content-security-policy")).not.toContain("script-src");
    expect(headers.get("content-type")).not.toMatch(/html|svg/);
  }
});

test.each([
  ["bytes=2-4", 206, "234", "bytes 2-4/10"],
  ["bytes=7-", 206, "789", "bytes 7-9/10"],
  ["bytes=-3", 206, "789", "bytes 7-9/10"],
  ["bytes=5-99", 206, "56789", "bytes 5-9/10"],
  ["bytes=10-", 416, "", "bytes */10"],
  ["bytes=0-1,4-5", 200, "0123456789", null],
  ["lines=1-2", 200, "0123456789", null],
])("the part %s", async (range, status, text, told) => {
  const response = fileResponse(ask({ range }), file());
  expect(response.status).toBe(status);
  expect(await response.text()).toBe(text);
  expect(response.headers.get("content-range")).toBe(told);
});

test("what the browser has already is not sent again, and a part of something else is not a part of this", async () => {
  const etag = fileResponse(ask(), file()).headers.get("etag") ?? "";
  expect(fileResponse(ask({ "if-none-match": etag }), file()).status).toBe(304);
  expect(fileResponse(ask({ range: "bytes=0-1", "if-range": '"other"' }), file()).status).toBe(200);
});
