import { addressOf } from "../api-client";

/** Where a draft is changed. */
export function editPath(broadcastId: string): string {
  return `/broadcasts/${encodeURIComponent(broadcastId)}/edit`;
}

/** Has the browser save everybody and what came of it as a table; the page stays. */
export function downloadRecipients(broadcastId: string): void {
  const link = document.createElement("a");
  link.href = addressOf("/api/broadcasts/{id}/recipients.csv", { id: broadcastId });
  link.download = "";
  link.click();
}
