"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Dialog } from "../ui/dialog";
import { Kbd } from "../ui/kbd";
import { formatCombo, type KeyId, keyGroups, keyIds, keyMap } from "./key-map";
import { useDeskKeys } from "./use-desk-keys";

const OPEN_EVENT = "desk:shortcuts";

/** Opens the list of keys from anywhere (the menu does). */
export function openShortcuts(): void {
  window.dispatchEvent(new Event(OPEN_EVENT));
}

/** The list of keys; `?` opens it. */
export function ShortcutsDialog() {
  const t = useTranslations("shortcuts");
  const common = useTranslations("common");
  const [isOpen, setOpen] = useState(false);
  const open = () => setOpen(true);
  useDeskKeys({ help: open });
  useEffect(() => {
    const listen = () => setOpen(true);
    window.addEventListener(OPEN_EVENT, listen);
    return () => window.removeEventListener(OPEN_EVENT, listen);
  }, []);
  return (
    <Dialog
      isOpen={isOpen}
      onClose={() => setOpen(false)}
      title={t("title")}
      closeLabel={common("close")}
      isWide
    >
      <div className="gap-8 two:columns-2">
        {keyGroups.map((group) => (
          <section key={group} className="mb-4 break-inside-avoid">
            <h3 className="mb-1.5 font-semibold text-[12px] text-muted">{t(`groups.${group}`)}</h3>
            <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5">
              {keyIds
                .filter((id) => keyMap[id].group === group)
                .map((id) => (
                  <KeyRow key={id} id={id} />
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

function KeyRow({ id }: { id: KeyId }) {
  const t = useTranslations("shortcuts");
  return (
    <>
      <dt>{t(`keys.${id}`)}</dt>
      <dd className="flex justify-end gap-1 text-muted">
        {keyMap[id].combos.map((combo) => {
          const text = formatCombo(combo);
          return (
            <span key={text}>
              <Kbd>{text}</Kbd>
              <span className="sr-only">{text}</span>
            </span>
          );
        })}
      </dd>
    </>
  );
}
