import { z } from "zod";
import { download } from "../download";
import { MarketplaceError } from "../errors";
import { exchange, type HttpAnswer, type HttpTuning, type Judgement } from "../http";
import { writeJson } from "../json";
import type { OpenedFile } from "../opened-file";
import type { AdapterContext, AdapterLog } from "../ports";
import { toRefusal, toUnexpected } from "./errors";
import { judgeDocumentAddress, judgeFileAddress } from "./file-hosts";
import { rulesFor } from "./limits";
import { type Dialect, paths } from "./paths";
import { isPictureAddress } from "./picture-hosts";
import { productPaths } from "./product-paths";

export interface OzonCall<T> {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> | FormData;
  /** What the answer must look like as a whole; items of lists are read one by one by the caller. */
  readonly schema: z.ZodType<T>;
  /** True: repeating changes nothing. */
  readonly isRepeatable: boolean;
  readonly chatExternalId?: string;
  readonly tries?: number;
  /** For requests that carry much; the transport's own without it. */
  readonly deadlineMs?: number;
}

export interface OzonAnswer<T> {
  readonly body: T;
  /** The marketplace's own clock when it answered (HTTP `Date`), ours where it does not tell. */
  readonly answeredAt: Date;
}

/** One seller's line to Ozon: headers, limits, error mapping and envelope checks in one place. */
export interface OzonClient {
  readonly dialect: Dialect;
  /** Which account at which address this is, for what is remembered of it in memory. */
  readonly account: string;
  readonly baseUrl: string;
  readonly now: () => Date;
  readonly log: AdapterLog;
  /** Throws MarketplaceError; `not_found` also for a path this account does not know. */
  post<T>(call: OzonCall<T>): Promise<OzonAnswer<T>>;
  /** Asks for a PDF that the answer itself is, bare or wrapped in JSON. Throws MarketplaceError. */
  postForPdf(call: { path: string; body: OzonCall<unknown>["body"] }): Promise<Uint8Array>;
  /** Opens a document that the marketplace made, at the address it answered. Throws MarketplaceError. */
  downloadDocument(address: string): Promise<OpenedFile>;
  /** Opens a file of a chat. Throws MarketplaceError, also for an address that is not the marketplace's. */
  download(address: string): Promise<OpenedFile>;
  /** Opens a product's picture, without the seller's key. Throws MarketplaceError, also for an address of others. */
  downloadPicture(address: string): Promise<OpenedFile>;
}

/** Labels of 20 postings and acts are far smaller. */
const MAX_PDF_BYTES = 20 * 1024 * 1024;
/** What every PDF begins with. */
const PDF = Buffer.from("%PDF-");
const isPdf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, PDF.length)).equals(PDF);
/** The bytes themselves, or `file_content` as Ozon's specification draws it. */
const pdfAnswer = z.union([
  z.instanceof(Uint8Array).refine(isPdf),
  z
    .object({ file_content: z.string() })
    .transform(({ file_content }): Uint8Array => Buffer.from(file_content, "base64"))
    .refine(isPdf),
]);

/** Makes the line; no request leaves before the first `post`. Credentials: `clientId`, `apiKey`. */
export function createOzonClient(context: AdapterContext, dialect: Dialect, tuning: HttpTuning): OzonClient {
  const baseUrl = context.baseUrl.replace(/\/+$/, "");
  const clientId = context.credentials.clientId ?? "";
  const apiKey = context.credentials.apiKey ?? "";
  const post = <T>(call: OzonCall<T>, fileType?: string): Promise<OzonAnswer<T>> => {
    requireHeaderText(call.path, [clientId, apiKey]);
    const { tries: maxTries = tuning.maxTries, deadlineMs = tuning.deadlineMs } = call;
    return exchange(
      context,
      {
        ...tuning,
        maxTries,
        deadlineMs,
        maxAnswerBytes: fileType === undefined ? tuning.maxAnswerBytes : MAX_PDF_BYTES,
      },
      {
        method: call.path,
        url: baseUrl + call.path,
        headers: { "Client-Id": clientId, "Api-Key": apiKey },
        body: call.body instanceof FormData ? call.body : writeJson(call.body),
        rules: rulesFor(dialect, call.path),
        chatExternalId: call.chatExternalId ?? null,
        isRepeatable: call.isRepeatable,
        ...(fileType === undefined ? {} : { fileType }),
        judge: (answer) => judge(answer, call, { dialect, apiKey, now: context.now() }),
      },
    );
  };
  return {
    dialect,
    account: `${baseUrl} ${clientId}`,
    baseUrl,
    now: context.now,
    log: context.log,
    post: async (call) => post(call),
    postForPdf: async (call) =>
      (await post({ ...call, schema: pdfAnswer, isRepeatable: true }, "application/pdf")).body,
    download: async (address) => {
      requireHeaderText(paths.chatFile, [clientId, apiKey]);
      return download(context, tuning, {
        method: paths.chatFile,
        url: address,
        headersFor: (url): Record<string, string> | null => {
          const judged = judgeFileAddress(url, baseUrl);
          if (judged === null) return null;
          return judged === "keyed" ? { "Client-Id": clientId, "Api-Key": apiKey } : {};
        },
        rules: rulesFor(dialect, paths.chatFile),
        refuse: (answer) => {
          const about = { dialect, path: paths.chatFile, isRepeatable: true, secrets: [apiKey] };
          return toRefusal({ ...about, answer, now: context.now() });
        },
      });
    },
    downloadDocument: async (address) => {
      requireHeaderText(paths.orderDocument, [clientId, apiKey]);
      return download(context, tuning, {
        method: paths.orderDocument,
        url: address,
        headersFor: (url): Record<string, string> | null => {
          const judged = judgeDocumentAddress(url, baseUrl);
          if (judged === null) return null;
          return judged === "keyed" ? { "Client-Id": clientId, "Api-Key": apiKey } : {};
        },
        rules: rulesFor(dialect, paths.orderDocument),
        refuse: (answer) => {
          const about = { dialect, path: paths.orderDocument, isRepeatable: true, secrets: [apiKey] };
          return toRefusal({ ...about, answer, now: context.now() });
        },
      });
    },
    downloadPicture: async (address) =>
      download(context, tuning, {
        method: productPaths.picture,
        url: address,
        headersFor: (url) => (isPictureAddress(url, baseUrl) ? {} : null),
        rules: rulesFor(dialect, productPaths.picture),
        refuse: (answer) => {
          const about = { dialect, path: productPaths.picture, isRepeatable: true, secrets: [apiKey] };
          return toRefusal({ ...about, answer, now: context.now() });
        },
      }),
  };
}

function judge<T>(
  answer: HttpAnswer,
  call: OzonCall<T>,
  about: { dialect: Dialect; apiKey: string; now: Date },
): Judgement<OzonAnswer<T>> {
  const { path, isRepeatable } = call;
  if (answer.status < 200 || answer.status > 299) {
    const { dialect, now } = about;
    return { refusal: toRefusal({ dialect, path, answer, isRepeatable, secrets: [about.apiKey], now }) };
  }
  const parsed = call.schema.safeParse(answer.bytes ?? answer.json);
  if (!parsed.success) return { refusal: toUnexpected(path, answer, isRepeatable) };
  const stamped = Date.parse(answer.headers.get("date") ?? "");
  return { value: { body: parsed.data, answeredAt: Number.isNaN(stamped) ? about.now : new Date(stamped) } };
}

/** A key with a line break or a Cyrillic letter cannot even be sent as a header: it is a wrong key. */
function requireHeaderText(method: string, values: readonly string[]): void {
  if (values.every((value) => /^[\x21-\x7e]{1,500}$/.test(value))) return;
  throw new MarketplaceError({ kind: "credentials_rejected", effect: "none", method, keyProblem: "wrong" });
}
