import type { Actor } from "../access/actor";
import { AppError } from "../errors";
import type { Capabilities } from "../marketplaces/ports";
import { capabilitiesOf } from "../sellers/connect-seller";
import { sniffType } from "../text/file-type";
import type { Message } from "../wire/messages";
import { cleanFileName } from "./clean-file-name";
import { storeOutboundFile } from "./outbound-files";
import { requireChat } from "./read";
import { queueOnce, queueReplyIn } from "./send";

/** What may be sent into a chat. Throws `not_found`, `files_not_supported`. */
export async function readFileLimits(input: { actor: Actor; chatId: string }): Promise<{ maxBytes: number }> {
  const chat = await requireChat(input.actor, input.chatId);
  return requireFiles(capabilitiesOf(chat.seller));
}

/**
 * Puts a file in line as a message of its own, beside the texts of its chat and by the same rules. What it is its own
 * bytes say, not its name. Throws what sending a text throws, and `files_not_supported`, `file_empty`,
 * `file_too_large`, `file_type_refused`.
 */
export async function queueFile(input: {
  actor: Actor;
  chatId: string;
  file: { name: string; bytes: Uint8Array };
  clientId?: string | undefined;
  delaySeconds?: number | undefined;
}): Promise<Message> {
  const { file, ...who } = input;
  const mimeType = sniffType(file.bytes) ?? "application/octet-stream";
  const name = cleanFileName(file.name, mimeType);
  return queueOnce({
    ...who,
    requireFit: (capabilities) => requireFileFits({ ...file, mimeType }, capabilities),
    put: async (tx, reply) => {
      const given = { name, mimeType, bytes: file.bytes };
      const fileId = await storeOutboundFile(tx, { sellerId: reply.chat.sellerId, file: given });
      const type = mimeType.startsWith("image/") ? "image" : "document";
      const attachment = { type, fileId, fileName: name, sizeBytes: file.bytes.byteLength } as const;
      return queueReplyIn(tx, { ...reply, text: "", attachment });
    },
  });
}

function requireFileFits(file: { bytes: Uint8Array; mimeType: string }, capabilities: Capabilities): void {
  const { maxBytes, types } = requireFiles(capabilities);
  if (file.bytes.byteLength === 0) throw new AppError("file_empty");
  if (file.bytes.byteLength > maxBytes)
    throw new AppError("file_too_large", { details: { max_bytes: maxBytes } });
  if (!types.includes(file.mimeType)) throw new AppError("file_type_refused", { details: { types } });
}

function requireFiles({ file }: Capabilities): NonNullable<Capabilities["file"]> {
  if (file === null) throw new AppError("files_not_supported");
  return file;
}
