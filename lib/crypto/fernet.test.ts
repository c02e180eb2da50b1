import fc from "fast-check";
import { expect, test } from "vitest";
import { decryptFernet, encryptFernet, FernetError, generateFernetKey, parseFernetKey } from "./fernet";
import { parseKeyring } from "./keyring";

// The vectors published with the specification (generate.json, verify.json, invalid.json).
const SECRET = "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=";
const TOKEN =
  "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU4IwqDA==";
const MADE_AT = new Date("1985-10-26T01:20:00-07:00");
const READ_AT = new Date("1985-10-26T01:20:01-07:00");

const invalid: Array<[string, string, string]> = [
  [
    "incorrect mac",
    "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykQUFBQUFBQUFBQQ==",
    "1985-10-26T01:20:01-07:00",
  ],
  ["too short", "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPA==", "1985-10-26T01:20:01-07:00"],
  [
    "invalid base64",
    "%%%%%%%%%%%%%AECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==",
    "1985-10-26T01:20:01-07:00",
  ],
  [
    "payload size not multiple of block size",
    "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPOm73QeoCk9uGib28Xe5vz6oxq5nmxbx_v7mrfyudzUm",
    "1985-10-26T01:20:01-07:00",
  ],
  [
    "payload padding error",
    "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0ODz4LEpdELGQAad7aNEHbf-JkLPIpuiYRLQ3RtXatOYREu2FWke6CnJNYIbkuKNqOhw==",
    "1985-10-26T01:20:01-07:00",
  ],
  [
    "far-future timestamp",
    "gAAAAAAdwStRAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAnja1xKYyhd-Y6mSkTOyTGJmw2Xc2a6kBd-iX9b_qXQcw==",
    "1985-10-26T01:20:01-07:00",
  ],
  [
    "expired ttl",
    "gAAAAAAdwJ6xAAECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAl1-szkFVzXTuGb4hR8AKtwcaX1YdykRtfsH-p1YsUD2Q==",
    "1985-10-26T01:21:31-07:00",
  ],
  [
    "incorrect initialisation vector",
    "gAAAAAAdwJ6xBQECAwQFBgcICQoLDA0OD3HkMATM5lFqGaerZ-fWPAkLhFLHpGtDBRLRTZeUfWgHSv49TF2AUEZ1TIvcZjK1zQ==",
    "1985-10-26T01:20:01-07:00",
  ],
];

test("the published vector is generated bit for bit", () => {
  const iv = Uint8Array.from({ length: 16 }, (_, index) => index);
  expect(encryptFernet(parseFernetKey(SECRET), Buffer.from("hello"), { at: MADE_AT, iv })).toBe(TOKEN);
});

test("the published vector is verified", () => {
  const plain = decryptFernet(parseFernetKey(SECRET), TOKEN, { ttlSeconds: 60, at: READ_AT });
  expect(plain.toString()).toBe("hello");
});

test.each(invalid)("a published invalid token is refused: %s", (_name, token, at) => {
  expect(() => decryptFernet(parseFernetKey(SECRET), token, { ttlSeconds: 60, at: new Date(at) })).toThrow(
    FernetError,
  );
});

test("whatever is encrypted comes back, and any altered sign is noticed", () => {
  const key = parseFernetKey(generateFernetKey());
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(), (plain, place) => {
      const token = encryptFernet(key, plain);
      expect(decryptFernet(key, token)).toEqual(Buffer.from(plain));
      const index = place % token.replace(/=+$/, "").length;
      const altered = `${token.slice(0, index)}${token[index] === "A" ? "B" : "A"}${token.slice(index + 1)}`;
      // Base64 leaves spare bits in the last sign; an altered spare bit decodes to the same bytes.
      if (Buffer.from(altered, "base64url").equals(Buffer.from(token, "base64url"))) return;
      expect(() => decryptFernet(key, altered)).toThrow(FernetError);
    }),
  );
});

test("a ring encrypts with its newest key and still opens what older keys made", () => {
  const [older, newer] = [generateFernetKey(), generateFernetKey()];
  const token = parseKeyring(older).encrypt("тайна");
  const ring = parseKeyring(`${newer}, ${older}`);
  expect(ring.decrypt(token)).toBe("тайна");
  expect(ring.isNewest(token)).toBe(false);
  expect(ring.isNewest(ring.encrypt("тайна"))).toBe(true);
  expect(() => parseKeyring(newer).decrypt(token)).toThrow(FernetError);
});

test.each(["", "short", `${SECRET},nonsense`])(
  "a setting that is no list of keys is refused: %j",
  (setting) => {
    expect(() => parseKeyring(setting)).toThrow(FernetError);
  },
);
