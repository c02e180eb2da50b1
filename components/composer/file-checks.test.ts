import { expect, test } from "vitest";
import { sniffType } from "@/lib/text/file-type";
import { findRefusal, nameTypes } from "./file-checks";

const limits = { max_bytes: 1000, types: ["image/jpeg", "image/png", "image/webp", "application/pdf"] };
const bytes = (text: string) => Uint8Array.from([...text].map((sign) => sign.charCodeAt(0)));
const png = bytes("\x89PNG\r\n\x1a\n0000");

test("what a file is, its bytes say, whatever its name is", () => {
  expect(sniffType(png)).toBe("image/png");
  expect(sniffType(bytes("\xff\xd8\xff\xe0"))).toBe("image/jpeg");
  expect(sniffType(bytes("RIFF0000WEBPVP8 "))).toBe("image/webp");
  expect(sniffType(bytes("%PDF-1.7"))).toBe("application/pdf");
  expect(sniffType(bytes("RIFF0000WAVE"))).toBeNull();
  expect(sniffType(bytes("<html>"))).toBeNull();
  expect(sniffType(bytes("PNG"))).toBeNull();
});

test("a refused file says why: too big, empty, of a kind nobody takes, or no files at all", () => {
  expect(findRefusal({ size: 1000, head: png }, limits)).toBeNull();
  expect(findRefusal({ size: 1001, head: png }, limits)).toBe("tooLarge");
  expect(findRefusal({ size: 0, head: bytes("") }, limits)).toBe("empty");
  expect(findRefusal({ size: 10, head: bytes("GIF89a") }, limits)).toBe("wrongType");
  expect(findRefusal({ size: 10, head: png }, null)).toBe("notSupported");
});

test("a picture that is both too big and of a wrong kind is refused for its kind: shrinking would not help", () => {
  expect(findRefusal({ size: 5000, head: bytes("GIF89a") }, limits)).toBe("wrongType");
});

test("kinds are named as people know them", () => {
  expect(nameTypes(limits)).toBe("JPEG, PNG, WEBP, PDF");
});
