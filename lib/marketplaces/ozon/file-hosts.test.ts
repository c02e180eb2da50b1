import { expect, test } from "vitest";
import { judgeFileAddress } from "./file-hosts";

const PRODUCTION = "https://api-seller.ozon.ru";

test("the key goes to the API and its file host alone", () => {
  expect(judgeFileAddress("https://api-seller.ozon.ru/v2/chat/file/a/b.png", PRODUCTION)).toBe("keyed");
  expect(judgeFileAddress("https://cdn.ozon.ru/chat/files/abc123.jpg", PRODUCTION)).toBe("keyed");
  expect(judgeFileAddress("https://ir.ozone.ru/s3/a.jpg", PRODUCTION)).toBe("public");
});

test("a method of the API in a message does not get the key", () => {
  expect(judgeFileAddress("https://api-seller.ozon.ru/v1/warehouse/list", PRODUCTION)).toBe("public");
  expect(judgeFileAddress("https://api-seller.ozon.ru/v2/chat/file/../../v1/roles", PRODUCTION)).toBe(
    "public",
  );
});

test.each([
  "http://api-seller.ozon.ru/v2/chat/file/a",
  "https://api-seller.ozon.ru:8443/v2/chat/file/a",
  "https://api-seller.ozon.ru.evil.example/v2/chat/file/a",
  "https://evil.example/api-seller.ozon.ru/chat/file/a",
  "https://a:b@api-seller.ozon.ru/v2/chat/file/a",
  "https://notozon.ru/chat/file/a",
  "http://169.254.169.254/latest/meta-data",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "",
])("nothing is fetched from %s", (address) => {
  expect(judgeFileAddress(address, PRODUCTION)).toBeNull();
});

test("a stand-in on this machine keeps its key to itself", () => {
  const standIn = "http://127.0.0.1:4000";
  expect(judgeFileAddress("http://127.0.0.1:4000/v2/chat/file/a", standIn)).toBe("keyed");
  expect(judgeFileAddress("http://127.0.0.1:4001/v2/chat/file/a", standIn)).toBeNull();
  expect(judgeFileAddress("https://api-seller.ozon.ru/v2/chat/file/a", standIn)).toBeNull();
});
