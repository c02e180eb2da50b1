import fc from "fast-check";
import { expect, test } from "vitest";
import { parseMultipart } from "./multipart";
import { parseJson, writeJson } from "./wire-json";

test("long integers keep their digits, everything else is as JSON.parse has it", () => {
  const text =
    '{"id":3000000000817031942,"n":-12345678901234567890,"s":"id 3000000000817031942 \\"x","f":0.12345678901234567,"e":1e3}';
  expect(parseJson(text)).toEqual({
    id: 3000000000817031942n,
    n: -12345678901234567890n,
    s: 'id 3000000000817031942 "x',
    f: Number("0.12345678901234567"),
    e: 1000,
  });
  expect(() => parseJson('{"id":3000000000817031942,}')).toThrow(SyntaxError);
});

test("what is written is read back the same", () => {
  const value = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: "small" },
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.bigInt({ min: 10n ** 16n, max: 10n ** 20n }),
      fc.array(tie("node"), { maxLength: 4 }),
      fc.dictionary(
        fc.string().filter((key) => key !== "__proto__"),
        tie("node"),
        { maxKeys: 4, noNullPrototype: true },
      ),
    ),
  })).node;
  fc.assert(
    fc.property(value, (sample) => {
      // letrec types its nodes as unknown; they are what is listed above.
      expect(parseJson(writeJson(sample as Parameters<typeof writeJson>[0]))).toEqual(sample);
    }),
    { numRuns: 200 },
  );
});

test("a multipart body gives back every byte, line breaks and boundaries look-alikes included", () => {
  const bytes = Buffer.from([0, 13, 10, 45, 45, 98, 13, 10, 255]);
  const body = Buffer.concat([
    Buffer.from('--b0\r\nContent-Disposition: form-data; name="chat_id"\r\n\r\nc-1\r\n'),
    Buffer.from(
      '--b0\r\nContent-Disposition: form-data; name="file"; filename="а.png"\r\nContent-Type: image/png\r\n\r\n',
    ),
    bytes,
    Buffer.from("\r\n--b0--\r\n"),
  ]);
  const parts = parseMultipart(body, "multipart/form-data; boundary=b0");
  expect(parts?.map((part) => [part.name, part.fileName])).toEqual([
    ["chat_id", null],
    ["file", "а.png"],
  ]);
  expect(parts?.[1]?.bytes.equals(bytes)).toBe(true);
  expect(parseMultipart(body, "application/json")).toBeNull();
});
