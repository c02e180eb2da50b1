"use client";

import type { ReactNode } from "react";
import { LinkText } from "./link-text";
import type { MarkdownBlock, MarkdownInline } from "./markdown-nodes";
import { Words } from "./words";

/** The marketplace's Markdown, drawn from the few things we know; there is no way for HTML to get in. */
export function MarkdownText({ blocks }: { blocks: readonly MarkdownBlock[] }) {
  return <div className="flex flex-col gap-2">{blocks.map(drawBlock)}</div>;
}

// The nodes never change order or number while a message stands: their place is their key.
function drawBlock(block: MarkdownBlock, place: number): ReactNode {
  switch (block.kind) {
    case "paragraph":
      return (
        <p key={place} className="foreign-text" dir="auto">
          {block.children.map(drawInline)}
        </p>
      );
    case "quote":
      return (
        <blockquote key={place} className="flex flex-col gap-2 border-control border-l-2 pl-2.5 text-muted">
          {block.children.map(drawBlock)}
        </blockquote>
      );
    case "code":
      return (
        <p key={place} className="foreign-text font-mono text-[12.5px]" dir="auto">
          {block.text}
        </p>
      );
    case "list": {
      const items = block.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items of a sent message keep their places
        <li key={index}>{item.map(drawBlock)}</li>
      ));
      return block.start === null ? (
        <ul key={place} className="list-disc pl-5">
          {items}
        </ul>
      ) : (
        <ol key={place} start={block.start} className="list-decimal pl-6">
          {items}
        </ol>
      );
    }
    default:
      return block satisfies never;
  }
}

function drawInline(node: MarkdownInline, place: number): ReactNode {
  switch (node.kind) {
    case "text":
      return <Words key={place} text={node.text} />;
    case "break":
      return <br key={place} />;
    case "code":
      return (
        <span key={place} className="font-mono text-[12.5px]">
          {node.text}
        </span>
      );
    case "emphasis":
      return <em key={place}>{node.children.map(drawInline)}</em>;
    case "strong":
      return (
        <strong key={place} className="font-semibold">
          {node.children.map(drawInline)}
        </strong>
      );
    case "link":
      return <LinkText key={place} address={node.address} label={node.label} />;
    default:
      return node satisfies never;
  }
}
