import { runTriggers } from "@/lib/automation/run-triggers";

/** Lets everything answer that answers by itself. */
export async function runAutomation(payload: { chat_id: string }): Promise<void> {
  await runTriggers(payload.chat_id);
}
