import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareIds, foldWord, isAfterAnchor, toAuthorType, toChatKind, toChatStatus } from "./map";
import { readMarkdown } from "./markdown";
import { toCleanText, toExternalId, toInstant } from "./schemas";

const note = () => undefined;
const about = { baseUrl: "https://api-seller.ozon.ru", isImage: false };
const FILE = "https://api-seller.ozon.ru/v2/chat/file/bucket/photo.png";

describe("words", () => {
  test("a Cyrillic letter, another case or a dash do not make another word", () => {
    expect(foldWord("Сustomer")).toBe("CUSTOMER"); // the first letter is Cyrillic
    for (const word of ["Buyer_Seller", "BUYER_SELLER", "buyer-seller", "Buyer_Seller_Select"]) {
      expect(toChatKind(word)).toBe("buyer");
    }
    for (const word of ["Customer", "Сustomer", "CUSTOMER", "customer"])
      expect(toAuthorType(word, note)).toBe("buyer");
  });

  test("every other chat is the marketplace's, every unknown author the system", () => {
    for (const word of ["SELLER_SUPPORT", "UNSPECIFIED", "Seller_News_2027", ""])
      expect(toChatKind(word)).toBe("marketplace");
    expect(
      ["Seller", "Support", "Crm", "NotificationUser", "ChatBot"].map((word) => toAuthorType(word, note)),
    ).toEqual(["seller", "support", "system", "system", "system"]);
    const unknown: string[] = [];
    expect(toAuthorType("Robot", (_, word) => void unknown.push(word))).toBe("system");
    expect(unknown).toEqual(["Robot"]);
  });

  test("only a closed chat is closed", () => {
    expect(["CLOSED", "closed", "Closed"].map(toChatStatus)).toEqual(["closed", "closed", "closed"]);
    expect(["OPENED", "UNSPECIFIED", ""].map(toChatStatus)).toEqual(["open", "open", "open"]);
  });
});

describe("ids", () => {
  test("64-bit numbers are ordered like numbers", () => {
    const id = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    fc.assert(
      fc.property(id, id, (a, b) => {
        expect(Math.sign(compareIds(String(a), String(b)))).toBe(a < b ? -1 : a > b ? 1 : 0);
        expect(isAfterAnchor(String(a), String(b))).toBe(a > b);
      }),
    );
  });

  test("what cannot be an id is none", () => {
    for (const value of [null, undefined, "", {}, 1.5, 2 ** 60, "a\0b", "x".repeat(500)]) {
      expect(toExternalId(value)).toBeNull();
    }
    expect(toExternalId(1001)).toBe("1001");
  });
});

describe("texts and times", () => {
  test("NUL and half surrogates are taken out, everything else stays", () => {
    expect(toCleanText("a\0b")).toBe("ab");
    expect(toCleanText("x\ud800y 👍 \u202Eтекст <b>")).toBe("x\uFFFDy 👍 \u202Eтекст <b>");
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const clean = toCleanText(text);
        expect(clean.includes("\0")).toBe(false);
        expect(Buffer.from(clean).toString()).toBe(clean);
      }),
    );
  });

  test("a time without a zone is UTC", () => {
    expect(toInstant("2026-06-26T07:45:30.813407Z")?.toISOString()).toBe("2026-06-26T07:45:30.813Z");
    expect(toInstant("2026-06-26T07:45:30")?.toISOString()).toBe("2026-06-26T07:45:30.000Z");
    expect(toInstant("0000-05-01T00:00:00Z")?.toISOString()).toBe("0001-01-01T00:00:00.000Z"); // Postgres knows no year 0
    expect(toInstant("2026-06-26T10:45:30+03:00")?.toISOString()).toBe("2026-06-26T07:45:30.000Z");
    for (const value of ["", "yesterday", null, 0, "2026-99-99T00:00:00Z"])
      expect(toInstant(value)).toBeNull();
  });
});

describe("Markdown of a v3 message", () => {
  test("an image link becomes an attachment, the words around it stay", () => {
    const content = readMarkdown(["Вот фото", `![](${FILE})`], { ...about, isImage: true });
    expect(content).toEqual({
      text: "Вот фото",
      attachments: [{ type: "image", remoteUrl: FILE, fileName: "photo.png", sizeBytes: null }],
    });
  });

  test("videos, screenshots and documents are told apart", () => {
    const base = "https://api-seller.ozon.ru/v2/chat/file/b/";
    const data = [`[VID_1](${base}a)`, `[Screenshot 1](${base}b)`, `[чек.pdf](${base}c.pdf)`];
    expect(readMarkdown(data, about).attachments.map(({ type }) => type)).toEqual([
      "video",
      "image",
      "document",
    ]);
  });

  test("links that people typed and links to products stay text", () => {
    const typed = [
      "[чехол](https://www.ozon.ru/product/123)",
      "![x](http://evil.example/v2/chat/file/a.png)",
      "[y](https://ozon.ru.evil.example/chat/file/a)",
      "[z](javascript:alert(1))",
    ];
    expect(readMarkdown(typed, about)).toEqual({ text: typed.join("\n"), attachments: [] });
  });

  test("no address of a file stays in the text, however it was written", () => {
    const many = Array.from({ length: 60 }, () => `![](${FILE})`).join(" ");
    for (const piece of [`см. ${FILE}`, `[снимок [1].png](${FILE})`, many, `<${FILE}>`]) {
      const content = readMarkdown([piece], about);
      expect(content.text).not.toContain("://");
      expect(content.attachments[0]?.remoteUrl).toBe(FILE);
    }
    expect(readMarkdown([`см. ${FILE}`], about).text).toBe("см.");
  });

  test("a label that is a file's name names the file", () => {
    expect(
      readMarkdown([`[чек за май.pdf](${FILE.replace("photo.png", "a1b2")})`], about).attachments,
    ).toEqual([
      {
        type: "document",
        remoteUrl: FILE.replace("photo.png", "a1b2"),
        fileName: "чек за май.pdf",
        sizeBytes: null,
      },
    ]);
  });

  test("empty pieces are no lines, and a text without files keeps its spaces", () => {
    expect(readMarkdown([""], about)).toEqual({ text: "", attachments: [] });
    expect(readMarkdown(["  раз ", "два"], about).text).toBe("  раз \nдва");
  });

  test("a hostile text is read in linear time and never throws", () => {
    const hostile = ["[".repeat(100_000), "![](".repeat(25_000), "[a](".repeat(25_000), "](".repeat(50_000)];
    for (const text of hostile) expect(readMarkdown([text], about).text).toBe(text);
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void readMarkdown([text], about)));
  });
});
