"use client";

import { Download, Eraser } from "lucide-react";
import { useTranslations } from "next-intl";
import { MenuItem } from "../ui/menu";
import { downloadBuyerData } from "./download";

/** A buyer's rights, for admins: their data as a file, and being forgotten. */
export function BuyerMenuItems({ chatId, onErase }: { chatId: string; onErase: () => void }) {
  const t = useTranslations("buyerData");
  return (
    <>
      <MenuItem icon={<Download size={15} />} onSelect={() => downloadBuyerData(chatId)}>
        {t("export")}
      </MenuItem>
      {/* The menu gives the focus back as it closes; what opens next comes after that. */}
      <MenuItem icon={<Eraser size={15} />} isDangerous onSelect={() => void setTimeout(onErase, 0)}>
        {t("erase")}
      </MenuItem>
    </>
  );
}
