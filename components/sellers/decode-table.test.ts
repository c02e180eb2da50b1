import { expect, test } from "vitest";
import { decodeTable } from "./decode-table";

test("a table is read in the signs it was written in", () => {
  expect(decodeTable(new TextEncoder().encode("\uFEFFДом"))).toBe("Дом");
  expect(decodeTable(new Uint8Array([0xc4, 0xee, 0xec]))).toBe("Дом"); // windows-1251
  expect(decodeTable(new Uint8Array([0xff, 0xfe, 0x14, 0x04, 0x3e, 0x04, 0x3c, 0x04]))).toBe("Дом");
});
