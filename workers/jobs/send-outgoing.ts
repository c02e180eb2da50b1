import { sendDue } from "@/lib/outgoing/send-due";
import type { Payload } from "@/lib/queue/catalog";
import { enqueue } from "@/lib/queue/enqueue";

/** One turn of an address; what is left stands in line again behind the others. */
export async function sendOutgoing({ webhook_id }: Payload<"send-outgoing">): Promise<void> {
  if ((await sendDue(webhook_id)) === "more") await enqueue("send-outgoing", { webhook_id });
}
