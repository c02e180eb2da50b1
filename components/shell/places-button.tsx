"use client";

import { Menu as MenuIcon } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "../ui/button";
import { Drawer } from "../ui/dialog";
import { RailAsList } from "./rail";

/** Brings the rail's places in from the side where the rail is folded away. */
export function PlacesButton() {
  const t = useTranslations("nav");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton label={t("openMenu")} onClick={() => setOpen(true)} className="-ml-2 two:hidden">
        <MenuIcon size={18} aria-hidden="true" />
      </IconButton>
      <Drawer isOpen={isOpen} onClose={() => setOpen(false)} label={t("main")} side="left">
        <RailAsList onPick={() => setOpen(false)} />
      </Drawer>
    </>
  );
}
