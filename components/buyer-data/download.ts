import { exportBuyer } from "@/lib/wire/retention";
import { addressOf } from "../api-client";

/** Has the browser save the buyer's data as a file; the page stays. */
export function downloadBuyerData(chatId: string): void {
  const link = document.createElement("a");
  link.href = addressOf(exportBuyer.path, { id: chatId });
  link.download = "";
  link.click();
}
