"use client";

import { ChevronRight } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { AnswerOf } from "@/lib/wire/endpoint";
import type { listCategories } from "@/lib/wire/products";
import { SearchField } from "../market/filter-fields";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { useCategories, useCategoryAttributes } from "./queries";

type Category = AnswerOf<typeof listCategories>["items"][number];
interface Step {
  readonly id: string;
  readonly name: string;
}

/** The marketplace's tree of categories, level by level or by words; a kind of product tells what must be said of it. */
export function CategoryBrowser({ sellerId }: { sellerId: string | null }) {
  const t = useTranslations("products");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const [way, setWay] = useState<readonly Step[]>([]);
  const [q, setQ] = useState("");
  const [kind, setKind] = useState<Category | null>(null);
  const query = useCategories(sellerId, way.at(-1)?.id ?? null, q);
  function open(category: Category) {
    if (category.type_id !== null) setKind(category);
    else {
      setKind(null);
      setQ("");
      setWay((steps) => [...steps, { id: category.category_id, name: category.name }]);
    }
  }
  return (
    <div className="flex flex-col gap-2">
      <SearchField
        label={t("searchCategories")}
        placeholder={t("searchCategories")}
        value={q}
        onChange={setQ}
      />
      {q === "" && (
        <nav
          aria-label={t("categoryPath")}
          className="flex min-h-8 flex-wrap items-center gap-x-1 text-[12.5px]"
        >
          <StepButton name={t("allCategories")} isHere={way.length === 0} onPress={() => setWay([])} />
          {way.map(({ id, name }, at) => (
            <span key={id} className="flex items-center gap-1">
              <ChevronRight size={12} aria-hidden="true" className="text-muted" />
              <StepButton
                name={name}
                isHere={at === way.length - 1}
                onPress={() => setWay(way.slice(0, at + 1))}
              />
            </span>
          ))}
        </nav>
      )}
      <div className="h-64 overflow-y-auto rounded-control border border-line">
        {query.data === undefined ? (
          query.isError ? (
            <div role="alert" className="flex flex-wrap items-center gap-2 p-3 text-muted">
              {errorText(query.error)}
              <Button onClick={() => query.refetch()}>{common("retry")}</Button>
            </div>
          ) : (
            <div aria-hidden="true" className="skeleton m-3 h-40" />
          )
        ) : query.data.items.length === 0 ? (
          <p className="p-3 text-muted">{t("noCategories")}</p>
        ) : (
          <ul>
            {query.data.items.map((category) => (
              <li key={`${category.category_id} ${category.type_id}`}>
                <CategoryLine
                  category={category}
                  showsPath={q !== ""}
                  isChosen={kind?.category_id === category.category_id && kind.type_id === category.type_id}
                  onOpen={() => open(category)}
                />
              </li>
            ))}
          </ul>
        )}
      </div>
      {kind !== null && sellerId !== null && <KindFacts sellerId={sellerId} kind={kind} />}
    </div>
  );
}

function StepButton({ name, isHere, onPress }: { name: string; isHere: boolean; onPress: () => void }) {
  return (
    <button
      type="button"
      aria-current={isHere ? "true" : undefined}
      onClick={onPress}
      className={
        isHere ? "min-h-6 font-medium" : "min-h-6 text-accent-ink underline-offset-2 hover:underline"
      }
    >
      {name}
    </button>
  );
}

interface CategoryLineProps {
  category: Category;
  showsPath: boolean;
  isChosen: boolean;
  onOpen: () => void;
}

function CategoryLine({ category, showsPath, isChosen, onOpen }: CategoryLineProps) {
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-pressed={category.type_id === null ? undefined : isChosen}
      className={`focus-inset flex min-h-9 w-full items-center gap-2 px-3 py-1 text-left hover:bg-hover pointer-coarse:min-h-11 ${isChosen ? "bg-selected" : ""}`}
    >
      <span className="min-w-0 flex-1">
        {category.name}
        {showsPath && category.path.length > 1 && (
          <span className="block truncate text-[12px] text-muted">
            {category.path.slice(0, -1).join(" → ")}
          </span>
        )}
      </span>
      {category.type_id === null && <ChevronRight size={14} aria-hidden="true" className="text-muted" />}
    </button>
  );
}

/** Ids of a kind of product to copy, and what must be said of it. */
function KindFacts({ sellerId, kind }: { sellerId: string; kind: Category }) {
  const t = useTranslations("products");
  const common = useTranslations("common");
  const { data } = useCategoryAttributes(
    kind.type_id === null
      ? null
      : { seller_id: sellerId, category_id: kind.category_id, type_id: kind.type_id },
  );
  const required = data?.filter(({ is_required }) => is_required) ?? [];
  const ids = `${kind.category_id} ${kind.type_id ?? ""}`.trim();
  return (
    <div className="rounded-control bg-theirs px-3 py-2 text-[12.5px]">
      <p className="flex items-center gap-2">
        <span className="min-w-0 flex-1">
          <span className="font-medium">{kind.name}</span>
          <span className="ml-2 text-muted tabular-nums">{t("kindIds", { ids })}</span>
        </span>
        <CopyButton value={ids} label={common("copy")} copiedLabel={common("copied")} />
      </p>
      {data === undefined ? (
        <div aria-hidden="true" className="skeleton h-3 w-2/3" />
      ) : (
        <p className="text-muted">
          {required.length === 0
            ? t("nothingRequired", { count: data.length })
            : t("required", { names: required.map(({ name }) => name).join(", "), count: data.length })}
        </p>
      )}
    </div>
  );
}
