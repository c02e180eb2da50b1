/** What the marketplace takes into a chat, as the seller's capabilities say. */
export interface FileLimits {
  readonly max_bytes: number;
  readonly types: readonly string[];
}

/** Why a file is not taken; the desk has a sentence for each. */
export type FileRefusal = "empty" | "tooLarge" | "wrongKind" | "notSupported";

/** Bytes at the beginning that tell what a file is, whatever its name says. */
export const SNIFFED_BYTES = 16;

const ascii = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.slice(from, to));

/** The media type that the first bytes tell; null for anything the marketplaces take nowhere. */
export function kindOfBytes(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return "image/jpeg";
  if (bytes[0] === 0x89 && ascii(bytes, 1, 4) === "PNG") return "image/png";
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP") return "image/webp";
  if (ascii(bytes, 0, 5) === "%PDF-") return "application/pdf";
  return null;
}

/** Whether a file may be sent, before anything leaves; the server looks again. */
export async function checkFile(file: Blob, limits: FileLimits | null): Promise<FileRefusal | null> {
  if (limits === null) return "notSupported";
  if (file.size === 0) return "empty";
  if (file.size > limits.max_bytes) return "tooLarge";
  const kind = kindOfBytes(new Uint8Array(await file.slice(0, SNIFFED_BYTES).arrayBuffer()));
  return kind === null || !limits.types.includes(kind) ? "wrongKind" : null;
}

/** Files of a paste: a screenshot has no name of its own and gets one that says when it was taken. */
export function filesOfPaste(data: Pick<DataTransfer, "files"> | null, now: Date): File[] {
  const two = (value: number) => String(value).padStart(2, "0");
  const stamp = `${two(now.getHours())}-${two(now.getMinutes())}-${two(now.getSeconds())}`;
  return [...(data?.files ?? [])].map((file) =>
    file.name === "image.png" ? new File([file], `screenshot-${stamp}.png`, { type: file.type }) : file,
  );
}
