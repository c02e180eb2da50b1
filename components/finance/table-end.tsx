"use client";

import { useTranslations } from "next-intl";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { EmptyState } from "../ui/empty-state";

interface TableEndProps {
  query: {
    readonly isPending: boolean;
    readonly isError: boolean;
    readonly error: unknown;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
    readonly refetch: () => unknown;
  };
  count: number;
}

/** What stands under the rows: more of them, why there are none, or those to come. */
export function TableEnd({ query, count }: TableEndProps) {
  const t = useTranslations("finance");
  const common = useTranslations("common");
  const errorText = useErrorText();
  if (query.isPending) {
    return (
      <div role="status" aria-label={common("loading")} className="flex flex-col gap-4 py-3">
        {["72%", "58%", "66%", "49%", "61%"].map((width) => (
          <div key={width} className="skeleton h-3.5" style={{ width }} />
        ))}
      </div>
    );
  }
  if (query.isError) {
    return (
      <EmptyState
        isUrgent
        title={t("tableFailed")}
        text={errorText(query.error)}
        action={
          <Button onClick={() => (count > 0 ? query.fetchNextPage() : query.refetch())}>
            {common("retry")}
          </Button>
        }
      />
    );
  }
  if (count === 0) return <EmptyState title={t("noRows")} text={t("noRowsText")} />;
  if (!query.hasNextPage) return null;
  return (
    <div className="flex justify-center py-4">
      <Button disabled={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
        {t(query.isFetchingNextPage ? "loadingMore" : "more")}
      </Button>
    </div>
  );
}
