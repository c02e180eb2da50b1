import { expect, test } from "vitest";
import { callerAddress } from "./caller-address.mjs";

test("a caller from afar cannot give itself another address", () => {
  expect(callerAddress("203.0.113.7", "127.0.0.1")).toBe("203.0.113.7");
});

test("a proxy near us is believed about the address it saw, not about what the caller claimed before it", () => {
  expect(callerAddress("::ffff:172.18.0.5", "127.0.0.1, 203.0.113.7")).toBe("203.0.113.7");
});

test.each([undefined, "", "nonsense"])("without a proxy's word the socket counts: %j", (header) => {
  expect(callerAddress("::ffff:127.0.0.1", header)).toBe("127.0.0.1");
  expect(callerAddress("::1", header)).toBe("::1");
});
