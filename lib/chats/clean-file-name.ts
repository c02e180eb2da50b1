import { extensionOf } from "../text/file-type";

const MOST_NAME_CHARS = 200;
const EXTENSIONS: Readonly<Record<string, readonly string[]>> = { jpg: ["jpg", "jpeg"] };

/**
 * A name that is safe to store, send and show: no path, no control or direction marks, at most 200 characters, and with
 * an extension that fits what the file is (marketplaces go by it).
 */
export function cleanFileName(name: string, type: string | null): string {
  const last = name.split(/[/\\]/).at(-1) ?? "";
  const plain = last
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, "")
    .replace(/\s+/gu, " ")
    .replace(/^[\s.]+|[\s.]+$/gu, "");
  const extension = extensionOf(type);
  const own = /\.([a-z0-9]{1,8})$/i.exec(plain)?.[1]?.toLowerCase() ?? "";
  const fits = extension === null || (EXTENSIONS[extension] ?? [extension]).includes(own);
  const ending = fits ? (own === "" ? "" : plain.slice(plain.length - own.length - 1)) : `.${extension}`;
  const stem = fits ? plain.slice(0, plain.length - ending.length) : plain;
  const room = MOST_NAME_CHARS - ending.length;
  // Whole characters: half of a surrogate pair is no text.
  const short = [...stem].reduce(
    (kept, sign) => (kept.length + sign.length <= room ? kept + sign : kept),
    "",
  );
  return `${short === "" ? "file" : short}${ending}`;
}
