import { fromMarkdown } from "mdast-util-from-markdown";
import type { MarkdownBlock, MarkdownInline } from "./markdown-nodes";

type RootContent = ReturnType<typeof fromMarkdown>["children"][number];
type PhrasingContent = Extract<RootContent, { type: "paragraph" }>["children"][number];

/** Headings, rules, references, tables of code by indent and HTML are the text they are written as. */
const AS_TEXT = [
  "headingAtx",
  "setextUnderline",
  "thematicBreak",
  "definition",
  "codeIndented",
  "htmlFlow",
  "htmlText",
];
/** Deeper than anybody writes by hand. */
const MAX_DEPTH = 12;
const TOO_MANY_MARKS = /^(?:[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])[ \t])){13,}/m;

function textOf(node: RootContent): string {
  if ("value" in node) return node.value;
  if ("alt" in node) return node.alt ?? "";
  if (!("children" in node)) return "";
  const children: readonly RootContent[] = node.children;
  return children.map(textOf).join("");
}

function toInline(node: PhrasingContent, depth: number): readonly MarkdownInline[] {
  switch (node.type) {
    case "text":
      return [{ kind: "text", text: node.value }];
    case "break":
      return [{ kind: "break" }];
    case "inlineCode":
      return [{ kind: "code", text: node.value }];
    case "emphasis":
    case "strong":
      if (depth >= MAX_DEPTH) return [{ kind: "text", text: textOf(node) }];
      return [{ kind: node.type, children: node.children.flatMap((child) => toInline(child, depth + 1)) }];
    case "link":
    case "image": // its bytes come as an attachment; here it is an address like any other
      return [{ kind: "link", address: node.url, label: textOf(node) }];
    default:
      return [{ kind: "text", text: textOf(node) }];
  }
}

function toBlock(node: RootContent, depth: number): readonly MarkdownBlock[] {
  if (depth >= MAX_DEPTH) return [{ kind: "paragraph", children: [{ kind: "text", text: textOf(node) }] }];
  switch (node.type) {
    case "paragraph":
      return [{ kind: "paragraph", children: node.children.flatMap((child) => toInline(child, depth)) }];
    case "blockquote":
      return [{ kind: "quote", children: node.children.flatMap((child) => toBlock(child, depth + 1)) }];
    case "list":
      return [
        {
          kind: "list",
          start: node.ordered ? (node.start ?? 1) : null,
          items: node.children.map((item) => item.children.flatMap((child) => toBlock(child, depth + 1))),
        },
      ];
    case "code":
      return [{ kind: "code", text: node.value }];
    default: {
      const text = textOf(node);
      return text === "" ? [] : [{ kind: "paragraph", children: [{ kind: "text", text }] }];
    }
  }
}

/** Reads a marketplace's Markdown into the few things that are drawn. Never answers HTML, never fails. */
export function parseMarkdown(text: string): readonly MarkdownBlock[] {
  if (TOO_MANY_MARKS.test(text)) return [{ kind: "paragraph", children: [{ kind: "text", text }] }];
  const root = fromMarkdown(text, { extensions: [{ disable: { null: AS_TEXT } }] });
  return root.children.flatMap((node) => toBlock(node, 0));
}
