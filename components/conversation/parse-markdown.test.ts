import { describe, expect, test } from "vitest";
import { type MarkdownBlock, type MarkdownInline, needsMarkdown } from "./markdown-nodes";
import { parseMarkdown } from "./parse-markdown";

const text = (words: string): MarkdownInline => ({ kind: "text", text: words });
const paragraph = (...children: MarkdownInline[]): MarkdownBlock => ({ kind: "paragraph", children });

describe("the Markdown of the marketplace", () => {
  test("paragraphs, breaks, emphasis, code", () => {
    expect(parseMarkdown("Добрый **день**!\nКак *дела*?\n\n`x`")).toEqual([
      paragraph(
        text("Добрый "),
        { kind: "strong", children: [text("день")] },
        text("!\nКак "),
        { kind: "emphasis", children: [text("дела")] },
        text("?"),
      ),
      paragraph({ kind: "code", text: "x" }),
    ]);
    expect(parseMarkdown("а  \nб")).toEqual([paragraph(text("а"), { kind: "break" }, text("б"))]);
  });
  test("lists with their first number, quotes", () => {
    expect(parseMarkdown("3. раз\n4. два\n\n> сказано")).toEqual([
      { kind: "list", start: 3, items: [[paragraph(text("раз"))], [paragraph(text("два"))]] },
      { kind: "quote", children: [paragraph(text("сказано"))] },
    ]);
  });
  test("a link keeps its address and its words apart; an image is an address, not a picture", () => {
    expect(parseMarkdown("[ozon.ru](https://evil.com/a) ![скрин](https://evil.com/b.png)")).toEqual([
      paragraph({ kind: "link", address: "https://evil.com/a", label: "ozon.ru" }, text(" "), {
        kind: "link",
        address: "https://evil.com/b.png",
        label: "скрин",
      }),
    ]);
  });
});

describe("what is not drawn stays the text it is", () => {
  test.each([
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "<b>жирно</b>",
    "# Заголовок",
    "---",
    "Так\n===",
    "[a]: https://evil.com",
    "    с отступом",
  ])("%s", (written) => {
    expect(parseMarkdown(written)).toEqual([paragraph(text(written.trim()))]);
  });
  test("a table is its text", () => {
    expect(parseMarkdown("| a | b |\n|---|---|")).toEqual([paragraph(text("| a | b |\n|---|---|"))]);
  });
});

describe("hostile text", () => {
  test.each([
    [">".repeat(5000)],
    ["> ".repeat(5000)],
    ["*".repeat(10_000)],
    ["*a **b ".repeat(1500)],
    ["[".repeat(10_000)],
    ["![".repeat(5000)],
    ["[a](".repeat(3000)],
    ["- ".repeat(3000)],
    ["`".repeat(9999)],
    ["<".repeat(10_000)],
    ["\\".repeat(10_000)],
    ["&#0;&#x110000;&nbsp;".repeat(500)],
  ])("is read without failing (%#)", (written) => {
    expect(() => JSON.stringify(parseMarkdown(written))).not.toThrow();
  });
});

test("most messages need no reading", () => {
  expect(needsMarkdown("Здравствуйте! Когда придёт заказ 123-4?")).toBe(false);
  expect(needsMarkdown("**важно**")).toBe(true);
  expect(needsMarkdown("- раз\n- два")).toBe(true);
  expect(needsMarkdown("[x](y)")).toBe(true);
});
