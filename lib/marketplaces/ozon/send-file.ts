import type { OutgoingFile, SendResult } from "../ports";
import type { OzonClient } from "./client";
import { paths } from "./paths";
import { sent } from "./schemas";
import { toSendResult } from "./send-text";

/** 10 MB over a slow line, and Ozon's own work on it. The product's claim on a file lasts longer than this. */
const SENDING_MS = 60_000;

/** One request, never a second, as with a text: v1 takes a form, production JSON with the bytes in base64. */
export async function sendFile(
  client: OzonClient,
  input: { chatExternalId: string; file: OutgoingFile },
): Promise<SendResult> {
  const { chatExternalId, file } = input;
  const { body } = await client.post({
    path: paths.sendFile,
    body:
      client.dialect === "v1"
        ? formOf(chatExternalId, file)
        : {
            chat_id: chatExternalId,
            name: file.name,
            base64_content: Buffer.from(file.bytes).toString("base64"),
          },
    schema: sent,
    isRepeatable: false,
    chatExternalId,
    tries: 1,
    deadlineMs: SENDING_MS,
  });
  return toSendResult(body.result, paths.sendFile);
}

function formOf(chatExternalId: string, file: OutgoingFile): FormData {
  const form = new FormData();
  form.set("chat_id", chatExternalId);
  // A copy: a view of a larger buffer is not what a Blob's type takes.
  form.set("file", new Blob([new Uint8Array(file.bytes)], { type: file.mimeType }), file.name);
  return form;
}
