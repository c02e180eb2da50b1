"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, lazy, type RefObject, Suspense, useState } from "react";
import { messageLength } from "@/lib/text/length";
import type { Chat } from "@/lib/wire/chats";
import type { SendText } from "../conversation/queries";
import { usePresence } from "../conversation/use-presence";
import { useChatWords } from "../inbox/use-chat-words";
import { useSeller } from "../sellers/queries";
import { useCurrentUser } from "../shell/current-user";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { findObstacle, lastHourLeft } from "./availability";
import { ClosedNotice } from "./closed-notice";
import { DoubtLine, ModerationLine } from "./doubt-line";
import { type Doubt, findDoubts } from "./doubts";
import { DropArea } from "./drop-area";
import { Field } from "./field";
import { AttachButton, CannedButton, Counter, Footer, ModeSwitch, SendButtons } from "./footer";
import { Frame } from "./frame";
import { UndoBar } from "./undo-bar";
import { useCanned, useGapMarks } from "./use-canned";
import { useChosenFiles } from "./use-chosen-files";
import { useColleagueReply } from "./use-colleague-reply";
import { useDraft } from "./use-draft";
import { readyForModeration, useModeration } from "./use-moderation";
import { useSending } from "./use-sending";

// Most replies go without files.
const FileChips = lazy(async () => ({ default: (await import("./file-chips")).FileChips }));

interface ReplyComposerProps {
  chat: Chat;
  field: RefObject<HTMLTextAreaElement | null>;
  sendText: SendText;
  onNote: () => void;
}

interface Question {
  readonly doubts: readonly Doubt[];
  readonly closes: boolean;
}

/** Everything between a person's words and the way to send them. */
function useReply({ chat, field, sendText }: ReplyComposerProps) {
  const me = useCurrentUser();
  const seller = useSeller(chat.seller_id);
  const now = useNow();
  const draft = useDraft(chat.id);
  const files = useChosenFiles(chat.id, seller === undefined ? null : seller.capabilities.file);
  const moderation = useModeration(draft.text, chat.marketplace);
  const { others, announceTyping } = usePresence(chat.id);
  const colleague = useColleagueReply(chat.id, me.id);
  const canned = useCanned(chat, field);
  const marks = useGapMarks();
  const send = useSending(chat, sendText);
  const [question, setQuestion] = useState<Question | null>(null);
  const obstacle = findObstacle(chat, seller, now);
  const limit = seller?.capabilities.text_max_chars ?? null;
  const used = messageLength(draft.text);
  const excess = limit === null ? 0 : Math.max(0, used - limit);
  const canSend = obstacle === null && excess === 0 && (used > 0 || files.readyCount > 0);

  function write(text: string) {
    draft.write(text);
    setQuestion(null);
    if (text.trim() === "") colleague.forget();
    else {
      colleague.begin();
      announceTyping();
    }
  }
  function submit(closes: boolean) {
    if (!canSend) return;
    // A pasted text sent at once: what looks at it may still be on its way.
    const loading = readyForModeration(draft.text);
    if (loading === null) check(closes);
    else void loading.then(() => check(closes));
  }
  function check(closes: boolean) {
    const text = draft.text.trim();
    const typists = others.filter(({ state }) => state === "typing").map(({ name }) => name);
    const findings = moderation.lookNow(text);
    const doubts = findDoubts({ text, findings, typists, answeredBy: colleague.look(), marks });
    if (doubts.length > 0 && question === null) return setQuestion({ doubts, closes });
    send({ text, closes: closes || question?.closes === true });
    colleague.forget();
    write("");
    draft.flush();
    files.dismissAll();
  }
  return {
    seller,
    now,
    draft,
    files,
    moderation,
    canned,
    question,
    setQuestion,
    obstacle,
    limit,
    used,
    excess,
    canSend,
    write,
    submit,
  };
}

/** Where a reply to the buyer is written. */
export function ReplyComposer(props: ReplyComposerProps) {
  const { chat, field, onNote } = props;
  const t = useTranslations("composer");
  const drafts = useTranslations("drafts");
  const { marketplaceOf } = useChatWords();
  const reply = useReply(props);
  const { seller, draft, files, moderation, canned, question, obstacle, submit } = reply;
  const { suggestions } = canned;
  const marketplace = marketplaceOf(chat.marketplace);
  const limits = seller?.capabilities.file ?? null;
  const kinds = [...new Set(moderation.findings.map(({ kind }) => kind))];
  const isFieldShown = obstacle === null || draft.text !== "";

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    if (suggestions.onKeyDown(event)) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
      event.preventDefault();
      submit(event.shiftKey);
    }
    if (event.key !== "Escape") return;
    event.preventDefault(); // first the question, then the field; the next Esc leaves the chat
    if (question === null) event.currentTarget.blur();
    else reply.setQuestion(null);
  }

  return (
    <Frame
      isNote={false}
      label={t("form")}
      onSubmit={() => submit(false)}
      above={
        <>
          <UndoBar chatId={chat.id} />
          {canned.list}
        </>
      }
    >
      {obstacle !== null && (
        <ClosedNotice
          chat={chat}
          seller={seller}
          obstacle={obstacle}
          marketplace={marketplace}
          hasText={draft.text.trim() !== ""}
        />
      )}
      {reply.excess > 0 && (
        <p role="alert" className="mb-2 rounded-control bg-bad-soft px-2.5 py-1 text-[12.5px] text-bad-ink">
          {t("tooLong", { count: reply.excess })}
        </p>
      )}
      {question !== null ? (
        <DoubtLine
          doubts={question.doubts}
          marketplace={marketplace}
          onSend={() => submit(false)}
          onBack={() => {
            reply.setQuestion(null);
            field.current?.focus();
          }}
        />
      ) : (
        kinds.length > 0 && obstacle === null && <ModerationLine kinds={kinds} marketplace={marketplace} />
      )}
      {isFieldShown && (
        <Field
          box={field}
          label={t("label")}
          placeholder={t("placeholder")}
          text={draft.text}
          isReadOnly={obstacle !== null}
          findings={obstacle === null ? moderation.findings : undefined}
          findingsIn={moderation.text}
          listId={suggestions.items.length > 0 ? suggestions.listId : null}
          activeId={suggestions.items.length > 0 ? `${suggestions.listId}-${suggestions.active}` : null}
          onText={reply.write}
          onCaret={suggestions.look}
          onBlur={draft.flush}
          onKeyDown={onKeyDown}
          onFiles={files.add}
        />
      )}
      {(files.files.length > 0 || files.refusals.length > 0) && (
        <Suspense fallback={null}>
          <FileChips
            files={files.files}
            refusals={files.refusals}
            limits={limits}
            onDismiss={files.dismiss}
          />
        </Suspense>
      )}
      {draft.trouble !== null && draft.text !== "" && (
        <p role="status" className="mt-1 text-[12px] text-muted">
          {draft.trouble === "not_found"
            ? drafts("lost")
            : draft.trouble === "not_signed_in"
              ? drafts("signedOut")
              : drafts("onlyHere")}
        </p>
      )}
      <Footer
        tools={
          <>
            {obstacle === null && limits !== null && (
              <AttachButton accept={limits.types.join(",")} onFiles={files.add} />
            )}
            {obstacle === null && <CannedButton onPress={canned.open} />}
            <ModeSwitch mode="reply" onMode={onNote} />
          </>
        }
      >
        <TimeLeft until={chat.writable_until} now={reply.now} />
        {reply.limit !== null && reply.used > 0 && <Counter used={reply.used} limit={reply.limit} />}
        {obstacle === null && <SendButtons isReady={reply.canSend} onSendAndClose={() => submit(true)} />}
      </Footer>
      {obstacle === null && limits !== null && <DropArea onFiles={files.add} />}
    </Frame>
  );
}

/** The last hour in which the marketplace takes a reply. */
function TimeLeft({ until, now }: { until: string | null; now: number }) {
  const t = useTranslations("composer");
  const words = useTimeWords();
  const leftMs = lastHourLeft(until, now);
  if (leftMs === null) return null;
  const time = leftMs < 60_000 ? t("lessThanMinute") : words.duration(leftMs);
  return (
    <span title={t("timeLeftHint")} className="truncate text-[12px] text-warn-ink tabular-nums">
      {t("timeLeft", { time })}
    </span>
  );
}
