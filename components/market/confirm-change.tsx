"use client";

import { ArrowRight, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useId, useState } from "react";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { Dialog } from "../ui/dialog";
import { Notice } from "../ui/notice";

/** One thing that will be different: how it is, how it will be. */
export interface ChangeLine {
  readonly key: string;
  readonly label: string;
  /** Null: nothing is known, or there is nothing yet. */
  readonly before: string | null;
  readonly after: string | null;
  readonly note?: string;
  /** So large that it may be a slip of the hand. */
  readonly isLarge?: boolean;
}

interface ConfirmChangeProps {
  isOpen: boolean;
  onClose: () => void;
  title: string;
  intro?: string;
  lines: readonly ChangeLine[];
  /** What has to be agreed to by a second press of its own: large price changes, deletions; null: nothing. */
  question: string | null;
  confirmText: string;
  /** The button that leaves everything as it is, where "cancel" would say the opposite. */
  keepText?: string;
  onConfirm: () => void;
  isPending: boolean;
  /** Why it was refused, in words; the window stays open. */
  error: string | null;
  isDangerous?: boolean;
  /** What else has to be chosen before: a reason, a text. */
  children?: ReactNode;
  /** Something in `children` is not filled in yet. */
  isIncomplete?: boolean;
}

/** Shows what will change at the marketplace, the old beside the new, before anything is sent. */
export function ConfirmChange(props: ConfirmChangeProps) {
  const common = useTranslations("common");
  return (
    <Dialog
      isOpen={props.isOpen}
      onClose={props.onClose}
      title={props.title}
      description={props.intro}
      closeLabel={common("close")}
      isWide
    >
      {/* Opened anew, it asks anew. */}
      <ConfirmBody {...props} />
    </Dialog>
  );
}

function ConfirmBody(props: ConfirmChangeProps) {
  const { lines, question, error, isPending, isIncomplete } = props;
  const common = useTranslations("common");
  const [agreedTo, setAgreedTo] = useState<string | null>(null);
  const id = useId();
  const hasAgreed = question === null || agreedTo === question;
  return (
    <div className="flex flex-col gap-4">
      {lines.length > 0 && <ChangeLines lines={lines} />}
      {props.children}
      {question !== null && (
        <label
          htmlFor={id}
          className="flex cursor-pointer items-start gap-2.5 rounded-control bg-warn-soft px-3 py-2 text-warn-ink"
        >
          <input
            id={id}
            type="checkbox"
            checked={hasAgreed}
            onChange={(event) => setAgreedTo(event.target.checked ? question : null)}
            className="mt-0.5 size-4 shrink-0 accent-accent"
          />
          {question}
        </label>
      )}
      {error !== null && (
        <Notice tone="bad" isUrgent>
          {error}
        </Notice>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={props.onClose}>{props.keepText ?? common("cancel")}</Button>
        <Button
          look={props.isDangerous ? "danger" : "primary"}
          disabled={isPending || !hasAgreed || isIncomplete}
          onClick={props.onConfirm}
        >
          {props.confirmText}
        </Button>
      </div>
    </div>
  );
}

/** Before and after, line by line; many of them scroll inside. */
function ChangeLines({ lines }: { lines: readonly ChangeLine[] }) {
  const t = useTranslations("market");
  return (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
      tabIndex={0}
      className="focus-inset max-h-[46dvh] overflow-y-auto rounded-control border border-line"
    >
      <table className="w-full border-collapse text-left">
        <caption className="sr-only">{t("willChange")}</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">{t("what")}</th>
            <th scope="col">{t("before")}</th>
            <th scope="col">{t("after")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr
              key={line.key}
              className={cx("border-line border-b last:border-b-0", line.isLarge && "bg-warn-soft")}
            >
              <th scope="row" className="wrap-anywhere w-full px-3 py-1.5 align-top font-normal">
                <bdi>{line.label}</bdi>
                {line.note && <span className="block text-[12px] text-muted">{line.note}</span>}
              </th>
              <td className="whitespace-nowrap px-2 max-two:whitespace-normal py-1.5 text-right align-top text-muted tabular-nums">
                {line.before ?? "—"}
              </td>
              <td className="whitespace-nowrap px-3 max-two:whitespace-normal py-1.5 text-right align-top font-medium tabular-nums">
                <span className="inline-flex items-center gap-1.5">
                  {line.isLarge ? (
                    <TriangleAlert size={13} aria-label={t("large")} className="shrink-0 text-warn-ink" />
                  ) : (
                    <ArrowRight size={13} aria-hidden="true" className="shrink-0 text-muted" />
                  )}
                  {line.after ?? "—"}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
