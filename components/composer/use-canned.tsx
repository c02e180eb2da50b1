"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, type RefObject, useState } from "react";
import { type TemplateVariable, templateVariables } from "@/lib/text/template";
import type { Chat } from "@/lib/wire/chats";
import type { CannedReply } from "@/lib/wire/desk";
import { fillReply, toTemplateValues } from "../canned/fill";
import { useCannedReplies } from "../canned/queries";
import { rankReplies } from "../canned/rank";
import { useChatContext } from "../conversation/context-queries";
import { useSeller } from "../sellers/queries";
import { useCurrentUser } from "../shell/current-user";
import { SuggestionList } from "./suggestion-list";
import { type Suggestions, useSuggestions } from "./use-suggestions";
import { writeInto } from "./write-into";

const none: readonly CannedReply[] = [];

/** How a gap of a canned reply is written, as "[трек-номер]". */
export function useGapMark(): (variable: TemplateVariable) => string {
  const t = useTranslations("canned");
  return (variable) => `[${t(`variables.${variable}`)}]`;
}

/** Every mark a gap may have, for the question before sending. */
export function useGapMarks(): readonly string[] {
  return templateVariables.map(useGapMark());
}

interface CannedTools {
  readonly suggestions: Suggestions<CannedReply>;
  readonly list: ReactNode;
  /** Opens the list as if "/" was typed. */
  readonly open: () => void;
}

/** Canned replies in the field of a reply: the list behind "/", and what a choice writes. */
export function useCanned(chat: Chat, field: RefObject<HTMLTextAreaElement | null>): CannedTools {
  const t = useTranslations("canned");
  const me = useCurrentUser();
  const seller = useSeller(chat.seller_id);
  const [isWanted, setWanted] = useState(false);
  const query = useCannedReplies(isWanted);
  const { data: context } = useChatContext(chat.id);
  const markOf = useGapMark();
  const values = toTemplateValues({
    chat,
    postings: context?.postings,
    sellerName: seller?.name,
    operatorName: me.name,
  });
  const suggestions = useSuggestions<CannedReply>({
    field,
    sign: "/",
    find: (words) => rankReplies(query.data ?? none, { query: words, sellerId: chat.seller_id }),
    onPick(reply, { start, end }) {
      const { text, gap } = fillReply(reply.text, values, markOf);
      if (field.current) writeInto(field.current, { start, end, text, select: gap });
    },
  });
  // Asked for with the first "/": most replies are written without.
  if (suggestions.trigger !== null && !isWanted) setWanted(true);
  function open() {
    const box = field.current;
    if (box === null) return;
    const before = box.value.slice(0, box.selectionStart);
    const sign = before === "" || /\s$/.test(before) ? "/" : " /";
    writeInto(box, { start: box.selectionStart, end: box.selectionEnd, text: sign });
  }
  const isEmpty = query.data?.length === 0;
  const empty =
    query.isPending || suggestions.trigger?.query !== ""
      ? null
      : query.isError
        ? t("listFailed")
        : isEmpty
          ? t("listEmpty")
          : null;
  const list = (
    <SuggestionList
      suggestions={suggestions}
      label={t("list")}
      keyOf={(reply) => reply.id}
      empty={empty}
      draw={(reply) => (
        <span className="block">
          <span className="flex items-baseline gap-2">
            <span className="shrink-0 font-medium text-accent-ink">/{reply.shortcut}</span>
            <span className="truncate font-medium">{reply.title}</span>
          </span>
          <span className="block truncate text-[12.5px] text-muted">
            {fillReply(reply.text, values, markOf).text}
          </span>
        </span>
      )}
    />
  );
  return { suggestions, list, open };
}
