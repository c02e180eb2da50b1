"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import type { Chat } from "@/lib/wire/chats";
import { eraseBuyer } from "@/lib/wire/retention";
import { callApi } from "../api-client";
import { queryKeys } from "../query-keys";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { TextField } from "../ui/field";
import { downloadBuyerData } from "./download";

/** Erases a buyer after their name was typed. What the screen shows of them is asked for anew afterwards. */
export function EraseDialog({ chat, onClose }: { chat: Chat; onClose: () => void }) {
  const t = useTranslations("buyerData");
  const common = useTranslations("common");
  const errorText = useErrorText();
  const cache = useQueryClient();
  const [typed, setTyped] = useState("");
  // The dialog keeps asking for the name that was there when it opened: the chat behind it loses it.
  const [word] = useState(chat.buyer_name?.trim() || chat.id);
  const erase = useMutation({
    mutationFn: () => callApi(eraseBuyer, { params: { id: chat.id }, body: { confirm: typed } }),
    async onSuccess(gone) {
      showToast("success", t("done", gone));
      onClose();
      await Promise.all([
        cache.resetQueries({ queryKey: queryKeys.messages(chat.id) }),
        cache.resetQueries({ queryKey: queryKeys.notes(chat.id) }),
        cache.invalidateQueries({ queryKey: queryKeys.chatLists() }),
        cache.invalidateQueries({ queryKey: queryKeys.chat(chat.id) }),
        cache.invalidateQueries({ queryKey: queryKeys.chatContext(chat.id) }),
      ]);
    },
  });
  function submit(event: FormEvent) {
    event.preventDefault();
    if (typed.trim() === word && !erase.isPending) erase.mutate();
  }
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("eraseTitle")}
      description={t("eraseText")}
      closeLabel={common("close")}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-muted">{t("atMarketplace")}</p>
        <div>
          <Button onClick={() => downloadBuyerData(chat.id)}>{t("exportFirst")}</Button>
        </div>
        <TextField
          label={word === chat.id ? t("confirmId", { id: word }) : t("confirmName", { name: word })}
          value={typed}
          autoComplete="off"
          error={erase.isError ? errorText(erase.error) : null}
          onChange={(event) => setTyped(event.target.value)}
        />
        <div className="flex flex-wrap justify-end gap-2">
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" look="danger" disabled={typed.trim() !== word || erase.isPending}>
            {t("yes")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
