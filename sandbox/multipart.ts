/** One part of a multipart/form-data body. */
export interface FormPart {
  name: string;
  fileName: string | null;
  bytes: Buffer;
}

/** Splits a multipart/form-data body (RFC 7578); null when it is none. */
export function parseMultipart(body: Buffer, contentType: string): FormPart[] | null {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  if (!contentType.toLowerCase().startsWith("multipart/form-data") || boundary === null) return null;
  const delimiter = Buffer.from(`--${boundary[1] ?? boundary[2]}`);
  const parts: FormPart[] = [];
  let start = body.indexOf(delimiter);
  while (start >= 0) {
    const end = body.indexOf(delimiter, start + delimiter.length);
    if (end < 0) break;
    // Between two delimiters: CRLF, headers, empty line, content, CRLF.
    const part = parsePart(body.subarray(start + delimiter.length + 2, end - 2));
    if (part !== null) parts.push(part);
    start = end;
  }
  return parts;
}

function parsePart(raw: Buffer): FormPart | null {
  const gap = raw.indexOf("\r\n\r\n");
  if (gap < 0) return null;
  const headers = raw.subarray(0, gap).toString("utf8");
  const name = /name="([^"]*)"/i.exec(headers.replace(/filename\*?=("[^"]*"|\S+)/gi, ""));
  if (name === null) return null;
  const fileName = /filename="([^"]*)"/i.exec(headers);
  return { name: name[1] ?? "", fileName: fileName?.[1] ?? null, bytes: raw.subarray(gap + 4) };
}
