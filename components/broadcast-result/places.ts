import { exportRecipients } from "@/lib/wire/broadcast-results";
import { addressOf } from "../api-client";

/** Where a draft is changed. */
export function editPath(broadcastId: string): string {
  return `/broadcasts/${encodeURIComponent(broadcastId)}/edit`;
}

/** Has the browser save everybody and what came of it as a table; the page stays. */
export function downloadRecipients(broadcastId: string): void {
  const link = document.createElement("a");
  link.href = addressOf(exportRecipients.path, { id: broadcastId });
  link.download = "";
  link.click();
}
