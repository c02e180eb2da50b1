"use client";

import { Volume2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useSavedViews } from "../inbox/saved-views";
import { plainViews, savedViewOf, sellerView } from "../inbox/views";
import { playChime } from "../notices/chime";
import { PERSONAL_NOTICES } from "../notices/watched-views";
import { useSellers } from "../sellers/queries";
import { usePreferences } from "../shell/preferences-query";
import { Button } from "../ui/button";
import { Notice } from "../ui/notice";
import { useKeepPreferences } from "./use-keep-preferences";

/** Lists in which a new message can be announced; closed chats get none, snoozed ones wake up first. */
const announced = plainViews.filter((view) => view !== "closed" && view !== "snoozed");

/** Whether this browser can notify at all, and is let. */
function permission(): NotificationPermission | "unsupported" {
  return typeof Notification === "undefined" ? "unsupported" : Notification.permission;
}

/** For each list: a notification, a sound, neither. The browser is asked for leave only on a press. */
export function NoticeViews() {
  const t = useTranslations("preferences");
  const views = useTranslations("views");
  const { data: sellers = [] } = useSellers();
  const { data: savedViews = [] } = useSavedViews();
  const [trouble, setTrouble] = useState<"denied" | "unsupported" | null>(null);
  const rows = (list: readonly { id: string; name: string }[]) =>
    list.map(({ id, name }) => <Row key={id} id={id} name={name} onTrouble={setTrouble} />);
  return (
    <>
      {trouble !== null && (
        <Notice tone="warn" isUrgent>
          {t(trouble)}
        </Notice>
      )}
      <table className="w-full border-collapse">
        <thead className="text-left text-[12px] text-muted">
          <tr className="border-line border-b">
            <th scope="col" className="py-1.5 font-medium">
              {t("list")}
            </th>
            <th scope="col" className="w-26 py-1.5 text-center font-medium">
              {t("notify")}
            </th>
            <th scope="col" className="w-16 py-1.5 text-center font-medium">
              {t("sound")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows([{ id: PERSONAL_NOTICES, name: t("personal") }])}
          {rows(announced.map((id) => ({ id, name: views(id) })))}
          {savedViews.length > 0 && <Head>{t("savedHead")}</Head>}
          {rows(savedViews.map(({ id, name }) => ({ id: savedViewOf(id).id, name })))}
          {sellers.length > 0 && <Head>{t("sellersHead")}</Head>}
          {rows(sellers.map(({ id, name }) => ({ id: sellerView(id).id, name })))}
        </tbody>
      </table>
      <div>
        <Button onClick={() => void playChime()}>
          <Volume2 size={15} aria-hidden="true" />
          {t("tryChime")}
        </Button>
      </div>
    </>
  );
}

function Head({ children }: { children: ReactNode }) {
  return (
    <tr>
      <th scope="colgroup" colSpan={3} className="pt-4 pb-1 text-left font-semibold text-[11.5px] text-muted">
        {children}
      </th>
    </tr>
  );
}

interface RowProps {
  id: string;
  name: string;
  onTrouble: (trouble: "denied" | "unsupported" | null) => void;
}

function Row({ id, name, onTrouble }: RowProps) {
  const t = useTranslations("preferences");
  const keep = useKeepPreferences();
  const { notify_views, sound_views } = usePreferences();
  const toggled = (ids: readonly string[], isOn: boolean) =>
    isOn ? [...ids.filter((other) => other !== id), id] : ids.filter((other) => other !== id);

  async function notify(isOn: boolean) {
    const state = permission();
    if (!isOn) return keep({ notify_views: toggled(notify_views, false) });
    const answer = state === "default" ? await Notification.requestPermission() : state;
    if (answer !== "granted") return onTrouble(answer === "unsupported" ? "unsupported" : "denied");
    onTrouble(null);
    keep({ notify_views: toggled(notify_views, true) });
  }
  function sound(isOn: boolean) {
    if (isOn) void playChime();
    keep({ sound_views: toggled(sound_views, isOn) });
  }

  return (
    <tr className="border-line border-b">
      <th scope="row" className="wrap-anywhere py-1.5 text-left font-normal">
        {name}
      </th>
      <td className="text-center">
        <Box label={t("notifyFor", { name })} isOn={notify_views.includes(id)} onChange={notify} />
      </td>
      <td className="text-center">
        <Box label={t("soundFor", { name })} isOn={sound_views.includes(id)} onChange={sound} />
      </td>
    </tr>
  );
}

function Box({
  label,
  isOn,
  onChange,
}: {
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => unknown;
}) {
  return (
    <label className="inline-grid size-8 cursor-pointer place-items-center pointer-coarse:size-11">
      <input
        type="checkbox"
        aria-label={label}
        checked={isOn}
        onChange={(event) => void onChange(event.target.checked)}
        className="size-4 accent-accent"
      />
    </label>
  );
}
