import { sendFile } from "@/lib/wire/files";
import type { Message } from "@/lib/wire/messages";
import { ApiError, addressOf, type FailureCode, parseErrorCode } from "../api-client";

interface Upload {
  readonly chatId: string;
  readonly file: File;
  readonly clientId: string;
  readonly delaySeconds: number;
  /** 0-1 of the bytes that have left. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends one file as a message of its own. The browser's `fetch` cannot tell how far an upload is, hence the older way.
 * The same `clientId` makes a repeat after a lost answer safe. Rejects with ApiError, or the signal's reason.
 */
export function uploadFile({
  chatId,
  file,
  clientId,
  delaySeconds,
  onProgress,
  signal,
}: Upload): Promise<Message> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(sendFile.method, addressOf(sendFile.path, { id: chatId }));
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Idempotency-Key", clientId);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable && event.total > 0) onProgress(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      const answer: unknown = request.response;
      if (request.status === sendFile.status && isRecord(answer) && isRecord(answer.message)) {
        resolve(answer.message as Message); // our own declaration on both ends
      } else reject(new ApiError(codeOf(request.status, answer)));
    });
    request.addEventListener("error", () => reject(new ApiError("network")));
    request.addEventListener("abort", () => reject(signal.reason));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    const form = new FormData();
    form.set("client_id", clientId);
    form.set("delay_seconds", String(delaySeconds));
    form.set("file", file, file.name);
    request.send(form);
  });
}

function codeOf(status: number, answer: unknown): FailureCode {
  const error = isRecord(answer) && isRecord(answer.error) ? answer.error : {};
  const code = parseErrorCode(error.code);
  if (code !== null) return code;
  if (status === 413) return "file_too_large";
  if (status === 401) return "not_signed_in";
  return status === 502 || status === 504 ? "network" : "unexpected";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
