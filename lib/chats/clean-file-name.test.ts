import fc from "fast-check";
import { expect, test } from "vitest";
import { sniffType } from "../text/file-type";
import { cleanFileName } from "./clean-file-name";

const bytes = (...parts: (string | number[])[]) =>
  Buffer.concat(
    parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))),
  );

test.each([
  ["image/jpeg", bytes([0xff, 0xd8, 0xff, 0xe0], "JFIF")],
  ["image/png", bytes([0x89], "PNG\r\n", [0x1a, 0x0a])],
  ["image/webp", bytes("RIFF", [1, 2, 3, 4], "WEBPVP8 ")],
  ["image/gif", bytes("GIF89a")],
  ["application/pdf", bytes("%PDF-1.7\n")],
  ["video/mp4", bytes([0, 0, 0, 24], "ftypisom")],
])("%s is known by its first bytes", (type, head) => {
  expect(sniffType(head)).toBe(type);
});

test.each([
  ["a page", bytes("<!doctype html>")],
  ["a drawing with scripts", bytes("<svg xmlns=''>")],
  ["a program", bytes("MZ", [0x90, 0])],
  ["a page that speaks of a PDF", bytes("<html>%PDF-1.7")],
  ["half a signature", bytes([0x89], "PN")],
  ["nothing", bytes()],
  ["a sound in the same box as a picture", bytes("RIFF", [1, 2, 3, 4], "WAVEfmt ")],
])("%s is nothing we know", (_, head) => {
  expect(sniffType(head)).toBeNull();
});

test.each([
  ["../../etc/passwd", "image/png", "passwd.png"],
  ["C:\\Users\\я\\Фото отпуск.JPEG", "image/jpeg", "Фото отпуск.JPEG"],
  ["счёт.exe", "application/pdf", "счёт.exe.pdf"],
  ["gnp.\u202Eexe.png", "image/png", "gnp.exe.png"],
  ["a\r\nSet-Cookie: x.pdf", "application/pdf", "aSet-Cookie x.pdf".replace("Cookie ", "Cookie: ")],
  ["..", "image/png", "file.png"],
  ["", "application/pdf", "file.pdf"],
])("the name %j becomes a plain one", (name, type, clean) => {
  expect(cleanFileName(name, type)).toBe(clean);
});

test("whatever the name, it is short, has no path and keeps its ending", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 400 }), (name) => {
      const clean = cleanFileName(name, "image/webp");
      expect(clean.length).toBeLessThanOrEqual(200);
      expect(clean).not.toMatch(/[/\\\p{Cc}]/u);
      expect(clean.toLowerCase().endsWith(".webp")).toBe(true);
    }),
  );
});
