import { describe, expect, test } from "vitest";
import { checkAddress, isReachable } from "./check-address";

const PUBLIC_IP = "93.184.216.34";
const names: Record<string, readonly string[]> = {
  "shop.example": [PUBLIC_IP, "2606:2800:220:1:248:1893:25c8:1946"],
  "inside.example": ["10.0.0.7"],
  "trap.example": [PUBLIC_IP, "127.0.0.1"],
  "trap6.example": [PUBLIC_IP, "::ffff:10.0.0.7"],
  "cloud.example": ["169.254.169.254"],
};
const resolve = async (hostname: string) => {
  const found = names[hostname];
  if (found === undefined) throw new Error("ENOTFOUND");
  return found;
};
const check = (url: string, isPrivateAllowed = false) => checkAddress(url, { resolve, isPrivateAllowed });
const reasonOf = async (url: string, isPrivateAllowed = false) => {
  const answer = await check(url, isPrivateAllowed);
  return answer.outcome === "refused" ? answer.reason : null;
};

test("a public address is allowed, with the IP address that was checked", async () => {
  const answer = await check("https://shop.example/hook?x=1");
  expect(answer).toMatchObject({ outcome: "allowed", address: { ip: PUBLIC_IP } });
  expect(await reasonOf("https://shop.example:8443/hook")).toBeNull();
});

test.each([
  ["http://shop.example/hook", "not_https"],
  ["ftp://shop.example/hook", "not_https"],
  ["file:///etc/passwd", "not_https"],
  ["https://anna:secret@shop.example/", "has_password"],
  ["https://shop.example:22/", "port"],
  ["https://shop.example:25/", "port"],
  ["https://nowhere.example/", "unresolvable"],
  ["no address", "not_a_url"],
])("%s is refused: %s", async (url, reason) => {
  expect(await reasonOf(url)).toBe(reason);
});

describe("what leads inside is refused, however it is written", () => {
  test.each([
    "https://127.0.0.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://0x7f.0.0.1/",
    "https://0177.0.0.1/",
    "https://0.0.0.0/",
    "https://169.254.169.254/latest/meta-data/",
    "https://100.64.0.1/",
    "https://192.168.1.1/",
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::127.0.0.1]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[2002:7f00:1::]/",
    "https://[2001::1]/",
    "https://[fe80::1]/",
    "https://[fd12::1]/",
    "https://inside.example/",
    "https://trap.example/",
    "https://trap6.example/",
    "https://cloud.example/",
  ])("%s", async (url) => {
    expect(await reasonOf(url)).toBe("private");
  });
});

test("one's own network is open where the setting says so; a cloud machine's keys never are", async () => {
  expect(await reasonOf("http://inside.example:8080/", true)).toBeNull();
  expect(await reasonOf("http://127.0.0.1:9000/", true)).toBeNull();
  expect(await reasonOf("http://[fd12::1]/", true)).toBeNull();
  expect(await reasonOf("http://anna:secret@127.0.0.1/", true)).toBe("has_password");
  for (const ip of ["169.254.169.254", "0.0.0.0", "224.0.0.1", "::ffff:10.0.0.1", "fe80::1"])
    expect([ip, isReachable(ip, true)]).toEqual([ip, false]);
});

test("an answer of the resolver that is no IP address leads nowhere", () => {
  expect(isReachable("localhost", true)).toBe(false);
});
