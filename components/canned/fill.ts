import { fillTemplate, type TemplateValues, type TemplateVariable } from "@/lib/text/template";
import type { Chat, Posting } from "@/lib/wire/chats";

interface Sources {
  readonly chat: Pick<Chat, "buyer_name" | "order_number" | "posting_number">;
  /** Undefined while they load. */
  readonly postings: readonly Posting[] | undefined;
  readonly sellerName: string | undefined;
  readonly operatorName: string;
}

/** What is known of a chat for its canned replies. The posting the chat is about goes before the newest one. */
export function toTemplateValues({ chat, postings = [], sellerName, operatorName }: Sources): TemplateValues {
  const posting =
    postings.find((candidate) => candidate.posting_number === chat.posting_number) ?? postings[0];
  return {
    buyer_name: chat.buyer_name,
    order_number: chat.order_number ?? posting?.order_number,
    posting_number: chat.posting_number ?? posting?.posting_number,
    product: posting?.products[0]?.name,
    tracking: posting?.tracking_number,
    seller_name: sellerName,
    operator_name: operatorName,
  };
}

export interface FilledReply {
  readonly text: string;
  /** What is to be written over first, in the text; null: nothing is missing. */
  readonly gap: { readonly start: number; readonly end: number } | null;
}

/**
 * A canned reply for one chat. An unknown buyer's name is left out, as in "Здравствуйте!"; other gaps are marked, for a
 * sentence without its tracking number says nothing. `markOf`: how a gap is written, as "[трек-номер]".
 */
export function fillReply(
  template: string,
  values: TemplateValues,
  markOf: (variable: TemplateVariable) => string,
): FilledReply {
  const first = fillTemplate(template, values);
  const marked = first.missing.filter((variable) => variable !== "buyer_name");
  if (marked.length === 0) return { text: first.text, gap: null };
  const marks = Object.fromEntries(marked.map((variable) => [variable, markOf(variable)]));
  const { text } = fillTemplate(template, { ...values, ...marks });
  const starts = Object.values(marks)
    .map((mark) => ({ start: text.indexOf(mark), length: mark.length }))
    .filter(({ start }) => start !== -1)
    .sort((a, b) => a.start - b.start);
  const gap = starts[0];
  return { text, gap: gap === undefined ? null : { start: gap.start, end: gap.start + gap.length } };
}
