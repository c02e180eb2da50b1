"use client";

import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { createApiToken } from "@/lib/wire/api-tokens";
import type { AnswerOf } from "@/lib/wire/endpoint";
import { CopyLine } from "../sellers/added-dialog";
import { SettingsPage } from "../settings/settings-page";
import { SettingsSkeleton } from "../settings/settings-skeleton";
import { useCurrentUser } from "../shell/current-user";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { EmptyState } from "../ui/empty-state";
import { HowToUse, TokenExample } from "./how-to-use";
import { type ApiToken, useApiTokens, useRemoveToken } from "./queries";
import { TokenForm } from "./token-form";
import { TokenRow } from "./token-row";

type Made = AnswerOf<typeof createApiToken>;

/** Tokens that programs sign in with: all of them, a new one, and how to use it. */
export function TokensScreen() {
  const t = useTranslations("apiTokens");
  const settings = useTranslations("settings");
  const common = useTranslations("common");
  const { role } = useCurrentUser();
  const [isAdding, setAdding] = useState(false);
  const [made, setMade] = useState<Made | null>(null);
  if (role !== "admin") {
    return (
      <SettingsPage title={settings("tokens")}>
        <EmptyState title={settings("tokens")} text={t("notAdmin")} />
      </SettingsPage>
    );
  }
  const take = (answer: Made) => {
    setAdding(false);
    setMade(answer);
  };
  return (
    <SettingsPage
      title={settings("tokens")}
      lead={t("lead")}
      action={
        <Button look="primary" onClick={() => setAdding(true)}>
          <Plus size={15} aria-hidden="true" />
          {t("add")}
        </Button>
      }
    >
      <TokenList />
      <HowToUse />
      <Dialog
        isOpen={isAdding}
        onClose={() => setAdding(false)}
        title={t("add")}
        closeLabel={common("close")}
      >
        <TokenForm onMade={take} onCancel={() => setAdding(false)} />
      </Dialog>
      {made !== null && <MadeDialog made={made} onClose={() => setMade(null)} />}
    </SettingsPage>
  );
}

function TokenList() {
  const t = useTranslations("apiTokens");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const query = useApiTokens();
  const [doomed, setDoomed] = useState<ApiToken | null>(null);
  if (query.data === undefined) {
    if (!query.isError) return <SettingsSkeleton />;
    return (
      <EmptyState
        isUrgent
        title={t("failed")}
        text={errorText(query.error)}
        action={<Button onClick={() => query.refetch()}>{common("retry")}</Button>}
      />
    );
  }
  const tokens = query.data.pages.flatMap((page) => page.items);
  return (
    <div className="mb-6">
      {tokens.length === 0 && (
        <div className="rounded-control bg-theirs px-4 py-3">
          <p className="font-medium">{t("emptyTitle")}</p>
          <p className="text-muted">{t("emptyText")}</p>
        </div>
      )}
      <ul>
        {tokens.map((token) => (
          <TokenRow key={token.id} token={token} onDelete={() => setDoomed(token)} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button
          look="quiet"
          className="mt-2"
          disabled={query.isFetchingNextPage}
          onClick={() => query.fetchNextPage()}
        >
          {t("more")}
        </Button>
      )}
      {doomed !== null && <DeleteToken token={doomed} onClose={() => setDoomed(null)} />}
    </div>
  );
}

/** The one time the token is seen. */
function MadeDialog({ made, onClose }: { made: Made; onClose: () => void }) {
  const t = useTranslations("apiTokens");
  const common = useTranslations("common");
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("madeTitle", { name: made.api_token.name })}
      description={t("madeText")}
      closeLabel={common("close")}
    >
      <div className="flex flex-col gap-4">
        <CopyLine label={t("token")} value={made.token} />
        <div>
          <p className="mb-1 font-medium">{t("howExample")}</p>
          <TokenExample token={made.token} />
        </div>
        <div className="flex justify-end">
          <Button look="primary" onClick={onClose}>
            {t("done")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function DeleteToken({ token, onClose }: { token: ApiToken; onClose: () => void }) {
  const t = useTranslations("apiTokens");
  const common = useTranslations("common");
  const words = useTimeWords();
  const nowMs = useNow();
  const remove = useRemoveToken(({ name }) => showToast("success", t("deleted", { name })));
  const used = token.last_used_at;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("deleteTitle", { name: token.name })}
      description={t("deleteText")}
      closeLabel={common("close")}
    >
      {used !== null && (
        <p className="mb-4 text-warn-ink">
          {t("deleteUsed", { moment: words.moment(new Date(used), nowMs) })}
        </p>
      )}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{common("cancel")}</Button>
        <Button
          look="danger"
          disabled={remove.isPending}
          onClick={() => remove.mutate(token, { onSettled: onClose })}
        >
          {t("deleteYes")}
        </Button>
      </div>
    </Dialog>
  );
}
