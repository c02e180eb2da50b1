import { AppError } from "../errors";

/**
 * The body's bytes, at most `maxBytes`: read no further than that, whatever the headers claim.
 * Throws `body_too_large`.
 */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  const claimed = Number(request.headers.get("content-length") ?? 0);
  if (claimed > maxBytes) throw new AppError("body_too_large", { details: { max_bytes: maxBytes } });
  if (request.body === null) return new Uint8Array();
  const reader = request.body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(parts);
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel();
      throw new AppError("body_too_large", { details: { max_bytes: maxBytes } });
    }
    parts.push(value);
  }
}

/**
 * A text as the database can hold it: NUL means nothing to a person, and half a surrogate pair (an emoji cut in two) is
 * no sign at all; columns of JSON refuse it.
 */
export function toStorable(text: string): string {
  return text.replaceAll("\u0000", "").replace(LONE_SURROGATES, "\uFFFD");
}

const LONE_SURROGATES = /\p{Surrogate}/gu;

/** What a JSON text must hold for one of its values to need mending. */
const MAY_NEED_MENDING = /\\u(?:0000|d[89a-f])/i;

function mend(_name: string, value: unknown): unknown {
  return typeof value === "string" ? toStorable(value) : value;
}

/** The body as JSON; an absent body is `{}`. Throws `malformed_request`, `body_too_large`. */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const bytes = await readBody(request, maxBytes);
  if (bytes.byteLength === 0) return {};
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // Only a body that could hold one pays for the walk through its values.
    return MAY_NEED_MENDING.test(text) ? JSON.parse(text, mend) : JSON.parse(text);
  } catch (cause) {
    throw new AppError("malformed_request", { cause });
  }
}
