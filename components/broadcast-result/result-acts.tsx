"use client";

import { Download, EllipsisVertical, Pause, Pencil, Play, RotateCcw, Trash2, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import type { Broadcast } from "@/lib/wire/broadcasts";
import { useStepBroadcast } from "../broadcasts/queries";
import { useCurrentUser } from "../shell/current-user";
import { showToast } from "../shell/toast";
import { useErrorText } from "../shell/use-error-text";
import { useNow } from "../shell/use-now";
import { Button, IconButton } from "../ui/button";
import { Menu, MenuItem } from "../ui/menu";
import { actsOf, type BroadcastAct, startsLater } from "./acts";
import { type ActQuestion, AskFirst } from "./ask-first";
import { downloadRecipients, editPath } from "./places";

const icons: Record<BroadcastAct, ReactNode> = {
  start: <Play size={14} aria-hidden="true" />,
  approve: <Play size={14} aria-hidden="true" />,
  pause: <Pause size={14} aria-hidden="true" />,
  resume: <Play size={14} aria-hidden="true" />,
  cancel: <X size={14} aria-hidden="true" />,
  retry: <RotateCcw size={14} aria-hidden="true" />,
  edit: <Pencil size={14} aria-hidden="true" />,
  remove: <Trash2 size={14} aria-hidden="true" />,
  download: <Download size={14} aria-hidden="true" />,
};

/** Stand in the open; the rest waits behind a button. */
const MOST_OPEN = 2;

/** What may be done with the broadcast as it stands. What cannot be taken back is asked first. */
export function ResultActs({ broadcast }: { broadcast: Broadcast }) {
  const t = useTranslations("broadcastResult");
  const { id: myId } = useCurrentUser();
  const now = useNow();
  const [asked, setAsked] = useState<ActQuestion | null>(null);
  const { press, isPending } = useActs(broadcast, setAsked);
  const acts = actsOf(broadcast, myId);
  // One button alone behind another would be a riddle.
  const open = acts.length <= MOST_OPEN + 1 ? acts : acts.slice(0, MOST_OPEN);
  const folded = acts.slice(open.length);
  const nameOf = (act: BroadcastAct) =>
    act === "start" && startsLater(broadcast, now) ? t("act.schedule") : t(`act.${act}`);
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {open.map((act, place) => (
        <Button
          key={act}
          look={place === 0 && isMain(act) ? "primary" : "plain"}
          disabled={isPending}
          onClick={() => press(act)}
        >
          {icons[act]}
          {nameOf(act)}
        </Button>
      ))}
      {folded.length > 0 && (
        <Menu
          trigger={
            <IconButton label={t("more")}>
              <EllipsisVertical size={16} aria-hidden="true" />
            </IconButton>
          }
        >
          {folded.map((act) => (
            // The menu gives the focus back as it closes; what opens next comes after that.
            <MenuItem key={act} icon={icons[act]} onSelect={() => void setTimeout(() => press(act), 0)}>
              {nameOf(act)}
            </MenuItem>
          ))}
        </Menu>
      )}
      {asked !== null && <AskFirst broadcast={broadcast} question={asked} onClose={() => setAsked(null)} />}
    </div>
  );
}

/** Steps on the way, against ways out and things beside it. */
function isMain(act: BroadcastAct): boolean {
  return act === "start" || act === "approve" || act === "resume" || act === "pause";
}

function useActs(broadcast: Broadcast, onAsk: (question: ActQuestion) => void) {
  const t = useTranslations("broadcastResult");
  const errorText = useErrorText();
  const router = useRouter();
  const { mutate, isPending } = useStepBroadcast();
  function press(act: BroadcastAct) {
    switch (act) {
      case "start":
      case "approve":
      case "cancel":
      case "retry":
      case "remove":
        return onAsk(act);
      case "edit":
        return router.push(editPath(broadcast.id));
      case "download":
        return downloadRecipients(broadcast.id);
      case "pause":
      case "resume":
        return mutate(
          { id: broadcast.id, step: act },
          {
            onSuccess: () => showToast("success", t(`done.${act}`)),
            onError: (error) => showToast("error", errorText(error)),
          },
        );
      default:
        return act satisfies never;
    }
  }
  return { press, isPending };
}
