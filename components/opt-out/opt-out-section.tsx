"use client";

import { BellOff } from "lucide-react";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import type { OptOut } from "@/lib/wire/opt-outs";
import { useCurrentUser } from "../shell/current-user";
import { useNow } from "../shell/use-now";
import { useTimeWords } from "../shell/use-time-words";
import { Button } from "../ui/button";
import { useChangeOptOut } from "./queries";

const LiftDialog = lazy(async () => ({ default: (await import("./lift-dialog")).LiftDialog }));

interface OptOutSectionProps {
  chatId: string;
  optOut: OptOut | null;
}

/** Whether the buyer wants no broadcasts, how that is known, and the way to note it or to take it back. */
export function OptOutSection({ chatId, optOut }: OptOutSectionProps) {
  const t = useTranslations("optOut");
  const me = useCurrentUser();
  const { mutate } = useChangeOptOut(chatId);
  const [isAsking, setAsking] = useState(false);
  if (optOut === null) {
    const wish = () => ({ at: new Date().toISOString(), said: "", source: "person", by: me.name }) as const;
    return (
      <Button
        look="quiet"
        title={t("addHint")}
        onClick={() => mutate(wish())}
        className="-mx-3 self-start text-[12.5px]"
      >
        <BellOff size={13} aria-hidden="true" />
        {t("add")}
      </Button>
    );
  }
  return (
    <section aria-label={t("title")} className="flex flex-col items-start gap-1">
      <h3 className="flex items-center gap-1.5 font-semibold text-[12px] text-warn-ink">
        <BellOff size={13} aria-hidden="true" />
        {t("title")}
      </h3>
      <Source optOut={optOut} />
      <p className="text-[12.5px] text-muted">{t("meaning")}</p>
      <Button look="quiet" onClick={() => setAsking(true)} className="-mx-3 text-[12.5px]">
        {t("lift")}
      </Button>
      {isAsking && (
        <Suspense fallback={null}>
          <LiftDialog
            onYes={() => {
              setAsking(false);
              mutate(null);
            }}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </section>
  );
}

/** The buyer's own words, or who noted it; and when. */
function Source({ optOut }: { optOut: OptOut }) {
  const t = useTranslations("optOut");
  const now = useNow();
  const words = useTimeWords();
  const time = words.moment(new Date(optOut.at), now);
  if (optOut.source === "words" && optOut.said !== "") {
    return <p className="wrap-anywhere">{t("said", { words: optOut.said, time })}</p>;
  }
  return <p>{optOut.by === null ? t("notedBare", { time }) : t("noted", { name: optOut.by, time })}</p>;
}
