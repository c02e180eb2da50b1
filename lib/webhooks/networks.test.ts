import { describe, expect, test } from "vitest";
import { isInNetworks, parseNetwork } from "./networks";

describe("a network as it is typed", () => {
  test.each([
    ["195.34.21.0/24", "195.34.21.0/24"],
    [" 185.73.192.7/22 ", "185.73.192.0/22"],
    ["10.1.2.3", "10.1.2.3/32"],
    ["0.0.0.0/0", "0.0.0.0/0"],
    ["2001:db8::1", "2001:db8::1/128"],
    ["2001:DB8:0:0::/32", "2001:db8::/32"],
  ])("%s is kept as %s", (given, kept) => {
    expect(parseNetwork(given)).toBe(kept);
  });

  test.each([
    "",
    "ozon.ru",
    "10.1",
    "10.0.0.0/33",
    "10.0.0.0/-1",
    "300.1.1.1/8",
    "::/129",
    "0x7f.1",
    "1.2.3.4/",
  ])("%j is none", (given) => {
    expect(parseNetwork(given)).toBeNull();
  });
});

test("an address lies in a network of its own kind, however it is written", () => {
  const networks = ["195.34.21.0/24", "2001:db8::/32"];
  expect(isInNetworks("195.34.21.255", networks)).toBe(true);
  expect(isInNetworks("::ffff:195.34.21.1", networks)).toBe(true);
  expect(isInNetworks("2001:db8:1::5", networks)).toBe(true);
  expect(isInNetworks("195.34.22.0", networks)).toBe(false);
  expect(isInNetworks("2001:db9::1", networks)).toBe(false);
  expect(isInNetworks("::1", ["0.0.0.0/0"])).toBe(false);
  for (const none of [null, "", "unknown"]) expect(isInNetworks(none, networks)).toBe(false);
});
