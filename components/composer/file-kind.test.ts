import { expect, test } from "vitest";
import { checkFile, filesOfPaste, kindOfBytes } from "./file-kind";

const limits = { max_bytes: 1000, types: ["image/jpeg", "image/png", "image/webp", "application/pdf"] };
const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const bytesOf = (text: string) => [...new TextEncoder().encode(text)];
const fileOf = (bytes: readonly number[], name = "a.png") => new File([new Uint8Array(bytes)], name);

test.each([
  ["image/jpeg", [0xff, 0xd8, 0xff, 0xe0]],
  ["image/png", png],
  ["image/webp", bytesOf("RIFF1234WEBPVP8 ")],
  ["application/pdf", bytesOf("%PDF-1.7")],
  [null, bytesOf("<svg onload=alert(1)>")],
  [null, bytesOf("RIFF1234WAVEfmt ")],
  [null, []],
])("%s is told by its first bytes", (kind, bytes) => {
  expect(kindOfBytes(new Uint8Array(bytes))).toBe(kind);
});

test("what the marketplace would refuse is refused before it leaves", async () => {
  expect(await checkFile(fileOf(png), limits)).toBeNull();
  expect(await checkFile(fileOf([]), limits)).toBe("empty");
  expect(await checkFile(fileOf([...png, ...new Array(1000).fill(0)]), limits)).toBe("tooLarge");
  expect(await checkFile(fileOf(bytesOf("MZ program"), "photo.png"), limits)).toBe("wrongKind");
  expect(await checkFile(fileOf(bytesOf("%PDF-1.7"), "a.pdf"), { ...limits, types: ["image/png"] })).toBe(
    "wrongKind",
  );
  expect(await checkFile(fileOf(png), null)).toBe("notSupported");
});

test("a pasted screenshot gets a name that tells it from the next one", () => {
  const data = { files: [fileOf(png, "image.png"), fileOf(png, "чек.png")] as unknown as FileList };
  const names = filesOfPaste(data, new Date(2026, 10, 21, 9, 5, 7)).map((file) => file.name);
  expect(names).toEqual(["screenshot-09-05-07.png", "чек.png"]);
  expect(filesOfPaste(null, new Date())).toEqual([]);
});
