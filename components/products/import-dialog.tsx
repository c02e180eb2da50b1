"use client";

import { useTranslations } from "next-intl";
import { useId, useState } from "react";
import type { Action } from "@/lib/wire/actions";
import { ActionItems } from "../market/action-items";
import { useAction, useActionItems } from "../market/action-queries";
import { ConfirmChange } from "../market/confirm-change";
import { useMoney } from "../market/money";
import { SellerPicker } from "../market/seller-picker";
import { useActionWords } from "../market/use-action-words";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { SelectField } from "../ui/field";
import { Notice } from "../ui/notice";
import { useImportBySku } from "./acts";
import { type ImportTable, readImports } from "./read-imports";

const rates = ["0", "0.05", "0.07", "0.1", "0.2", "0.22"] as const;
type Rate = (typeof rates)[number];

interface ImportDialogProps {
  sellerId: string | null;
  onClose: () => void;
}

/** Makes products of the seller's own out of others' cards, and shows how the marketplace takes each of them. */
export function ImportDialog({ sellerId, onClose }: ImportDialogProps) {
  const t = useTranslations("productActs");
  const common = useTranslations("common");
  const [chosen, setChosen] = useState(sellerId);
  const [text, setText] = useState("");
  const [rate, setRate] = useState<Rate>("0");
  const [isAsking, setAsking] = useState(false);
  const [sent, setSent] = useState<Action | null>(null);
  const table = readImports(text);
  if (isAsking && chosen !== null) {
    return (
      <Ask
        sellerId={chosen}
        table={table}
        rate={rate}
        onClose={() => setAsking(false)}
        onSent={(action) => {
          setSent(action);
          setAsking(false);
        }}
      />
    );
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("importTitle")}
      description={sent === null ? t("importLead") : undefined}
      closeLabel={common("close")}
      isWide
    >
      {sent !== null ? (
        <Sent first={sent} onClose={onClose} />
      ) : (
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (table.lines.length > 0) setAsking(true);
          }}
        >
          {sellerId === null && <SellerPicker value={chosen} onChange={setChosen} />}
          <Lines text={text} onChange={setText} table={table} />
          <SelectField
            label={t("vat")}
            value={rate}
            options={rates.map((value) => ({ value, label: t(`rates.${rateKey(value)}`) }))}
            onChange={(event) => setRate(rates.find((value) => value === event.target.value) ?? "0")}
          />
          <div className="flex justify-end">
            <Button
              type="submit"
              look="primary"
              disabled={chosen === null || table.lines.length === 0 || table.problems.length > 0}
            >
              {t("importCheck", { count: table.lines.length })}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

/** Names of texts hold no points. */
function rateKey(rate: Rate) {
  const keys = {
    "0": "none",
    "0.05": "p5",
    "0.07": "p7",
    "0.1": "p10",
    "0.2": "p20",
    "0.22": "p22",
  } as const;
  return keys[rate];
}

interface LinesProps {
  text: string;
  onChange: (text: string) => void;
  table: ImportTable;
}

function Lines({ text, onChange, table }: LinesProps) {
  const t = useTranslations("productActs");
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {t("importLines")}
      </label>
      <textarea
        id={id}
        rows={6}
        spellCheck={false}
        autoComplete="off"
        aria-describedby={`${id}-hint`}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        className="block w-full rounded-control border border-control bg-panel px-2.5 py-1.5 font-mono text-[12.5px] max-two:text-base"
      />
      <p id={`${id}-hint`} className="text-[12px] text-muted">
        {t("importHint")}
      </p>
      {table.problems.length > 0 && (
        <ul role="status" className="text-[12px] text-bad-ink">
          {table.problems.slice(0, 5).map(({ line, problem }) => (
            <li key={line}>{t(`importProblems.${problem}`, { line })}</li>
          ))}
          {table.problems.length > 5 && <li>{t("importMore", { count: table.problems.length - 5 })}</li>}
        </ul>
      )}
    </div>
  );
}

interface AskProps {
  sellerId: string;
  table: ImportTable;
  rate: Rate;
  onClose: () => void;
  onSent: (action: Action) => void;
}

function Ask({ sellerId, table, rate, onClose, onSent }: AskProps) {
  const t = useTranslations("productActs");
  const money = useMoney();
  const errorText = useErrorText();
  const send = useImportBySku();
  const count = table.lines.length;
  return (
    <ConfirmChange
      isOpen
      onClose={onClose}
      title={t("importQuestion", { count })}
      intro={t("importIntro")}
      lines={table.lines.map(({ sku, offerId, price, name }) => ({
        key: offerId,
        label: name ?? offerId,
        note: name === null ? t("skuNote", { sku }) : `${offerId} · ${t("skuNote", { sku })}`,
        before: null,
        after: money(price, null),
      }))}
      question={null}
      confirmText={t("importSend", { count })}
      onConfirm={() =>
        send.mutate(
          {
            seller_id: sellerId,
            items: table.lines.map(({ sku, offerId, price, name }) => ({
              sku,
              offer_id: offerId,
              price,
              name: name ?? undefined,
              vat: rate,
            })),
          },
          { onSuccess: onSent },
        )
      }
      isPending={send.isPending}
      error={send.error === null ? null : errorText(send.error)}
    />
  );
}

/** The marketplace's task, item by item, as it goes on. */
function Sent({ first, onClose }: { first: Action; onClose: () => void }) {
  const t = useTranslations("productActs");
  const words = useActionWords();
  const action = useAction(first);
  const { data: items, isError } = useActionItems(action.id, true);
  return (
    <div className="flex flex-col gap-4">
      <p role="status" className="font-medium">
        {words.title(action)}
        <span className="ml-2 font-normal text-muted">{words.status(action)}</span>
      </p>
      {isError && <Notice tone="warn">{t("itemsFailed")}</Notice>}
      {items === undefined ? (
        <div aria-hidden="true" className="skeleton h-16 w-full" />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <div tabIndex={0} className="focus-inset max-h-[46dvh] overflow-y-auto">
          <ActionItems items={items} />
        </div>
      )}
      <p className="text-[12px] text-muted">{t("importGoesOn")}</p>
      <div className="flex justify-end">
        <Button onClick={onClose}>{t("done")}</Button>
      </div>
    </div>
  );
}
