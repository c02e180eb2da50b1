import { AppError } from "../errors";
import { fileFields } from "../wire/files";
import { fieldProblems } from "./error-response";
import { readBody, toStorable } from "./read-body";

/** The form around a file: boundaries, headers, the small fields. */
const FORM_OVERHEAD_BYTES = 16 * 1024;

export interface FileForm {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly clientId: string | undefined;
  readonly delaySeconds: number | undefined;
}

/**
 * A multipart form with one part `file`, read no further than a file of `maxBytes` could reach.
 * Throws `file_too_large`, `malformed_request`, `invalid_input`.
 */
export async function readFileForm(request: Request, maxBytes: number): Promise<FileForm> {
  const contentType = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\s*;/i.test(contentType)) throw new AppError("malformed_request");
  const body = await readForm(request, maxBytes);
  const form = await parseForm(body, contentType);
  const file = form.get("file");
  if (!(file instanceof File)) throw new AppError("malformed_request", { details: { missing: "file" } });
  const given = Object.fromEntries(
    [...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, toStorable(value)]] : [])),
  );
  const fields = fileFields.safeParse(given);
  if (!fields.success) throw new AppError("invalid_input", { details: fieldProblems(fields.error) });
  return {
    name: file.name,
    bytes: new Uint8Array(await file.arrayBuffer()),
    clientId: fields.data.client_id,
    delaySeconds: fields.data.delay_seconds,
  };
}

async function readForm(request: Request, maxBytes: number): Promise<Uint8Array> {
  try {
    return await readBody(request, maxBytes + FORM_OVERHEAD_BYTES);
  } catch (cause) {
    const isTooLarge = cause instanceof AppError && cause.code === "body_too_large";
    throw isTooLarge ? new AppError("file_too_large", { details: { max_bytes: maxBytes } }) : cause;
  }
}

async function parseForm(body: Uint8Array, contentType: string): Promise<FormData> {
  try {
    // A copy: a view of a larger buffer is not what a body's type takes.
    return await new Response(new Uint8Array(body), { headers: { "content-type": contentType } }).formData();
  } catch (cause) {
    throw new AppError("malformed_request", { cause });
  }
}
