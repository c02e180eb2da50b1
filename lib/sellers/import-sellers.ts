import type { Actor } from "../access/actor";
import { AppError } from "../errors";
import type { Language } from "../i18n/error-sentence";
import { type ImportProblem, importProblem } from "../i18n/import-problem";
import { log } from "../log";
import type { ImportedLine, KeyFacts } from "../wire/seller-keys";
import { addSeller as addSellerEndpoint } from "../wire/sellers";
import { addSeller, type NewSeller } from "./add-seller";
import { previewKey } from "./preview-key";
import { readSellerCsv, type SellerLine } from "./read-seller-csv";

/** Lines tried at the same time: a person waits, and each is another account with limits of its own. */
const AT_ONCE = 5;
/** Lines whose turn does not come within this time are given back untried, in milliseconds. */
const PATIENCE_MS = 120_000;

/**
 * Connects many sellers, each line by itself: one that is refused stops no other, and what was added stays, whatever
 * happens later. `isDryRun` only tries the keys. Throws `csv_unreadable`.
 */
export async function importSellers(input: {
  actor: Actor;
  csv: string;
  isDryRun: boolean;
  language: Language;
}): Promise<ImportedLine[]> {
  const lines = readSellerCsv(input.csv);
  const firstLines = new Map<string, number>();
  const results: ImportedLine[] = [];
  const waiting = lines.map((line, place) => {
    const first = firstLines.get(line.clientId);
    if (first === undefined) firstLines.set(line.clientId, line.line);
    return { line, place, repeats: first ?? null };
  });
  const endsAt = performance.now() + PATIENCE_MS;
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const isLate = performance.now() > endsAt;
      results[next.place] = await importLine({ ...input, ...next, isLate });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
}

interface LineWork {
  readonly actor: Actor;
  readonly isDryRun: boolean;
  readonly language: Language;
  readonly line: SellerLine;
  /** Line of the file that names the same account before this one. */
  readonly repeats: number | null;
  readonly isLate: boolean;
}

async function importLine(work: LineWork): Promise<ImportedLine> {
  const { line, language } = work;
  // What is no account's number is not repeated: with two columns mistaken for each other it is the key.
  const { success: isNumber, data: clientId } = addSellerEndpoint.body.shape.client_id.safeParse(
    line.clientId,
  );
  const told = { line: line.line, name: line.name.slice(0, 100), client_id: isNumber ? clientId : "" };
  const refuse = (code: ImportProblem, values: Record<string, string | number> = {}): ImportedLine => {
    const error = { code, message: importProblem(code, language, values) };
    return { ...told, outcome: "refused", seller_id: null, error };
  };
  const given = toNewSeller(line);
  if (typeof given === "string") return refuse(given);
  if (work.repeats !== null) return refuse("line_repeated", { line: work.repeats });
  if (work.isLate) return refuse("not_tried");
  try {
    if (work.isDryRun) {
      const error = lackOf(await previewKey(given), language);
      return { ...told, outcome: "fine", seller_id: null, error };
    }
    const { seller } = await addSeller({ actor: work.actor, given });
    return { ...told, outcome: "added", seller_id: seller.id, error: lackOf(seller, language) };
  } catch (error) {
    if (error instanceof AppError) return refuse(problemOf(error));
    log().error({ err: error, line: line.line }, "a line of an import failed for a reason of ours");
    return refuse("internal");
  }
}

function lackOf({ chat_access: access }: Pick<KeyFacts, "chat_access">, language: Language) {
  if (access === null || access === "ok") return null;
  return { code: access, message: importProblem(access, language) };
}

/** The line as a person's own request would have it, or what is wrong with it. */
function toNewSeller(line: SellerLine): NewSeller | ImportProblem {
  const { shape } = addSellerEndpoint.body;
  const name = shape.name.safeParse(line.name);
  if (!name.success) return line.name === "" ? "name_missing" : "name_too_long";
  const clientId = shape.client_id.safeParse(line.clientId);
  if (!clientId.success) return "client_id_wrong";
  const apiKey = shape.api_key.safeParse(line.apiKey);
  if (!apiKey.success) return line.apiKey === "" ? "api_key_missing" : "credentials_rejected";
  const mode = toWebhookMode(line.webhookMode);
  if (mode === null) return "webhook_mode_unknown";
  return {
    name: name.data,
    marketplace: "ozon",
    client_id: clientId.data,
    api_key: apiKey.data,
    api_version: "auto",
    webhook_mode: mode === "none" ? undefined : mode,
  };
}

/** Empty means what the form has chosen at first. */
function toWebhookMode(word: string): "push" | "signed" | "none" | null {
  if (word === "") return "push";
  const known = word.toLowerCase();
  if (known === "нет") return "none";
  return known === "push" || known === "signed" || known === "none" ? known : null;
}

function problemOf(error: AppError): ImportProblem {
  switch (error.code) {
    case "credentials_rejected":
      return isAbout(error.details, "ended")
        ? "key_ended"
        : isAbout(error.details, "address_not_allowed")
          ? "address_not_allowed"
          : isAbout(error.details, "account_blocked")
            ? "account_blocked"
            : "credentials_rejected";
    case "seller_exists":
    case "role_missing":
    case "subscription_missing":
    case "marketplace_unavailable":
    case "marketplace_refused":
    case "unexpected_answer":
      return error.code;
    default:
      return "internal";
  }
}

function isAbout(details: unknown, reason: string): boolean {
  return typeof details === "object" && details !== null && "reason" in details && details.reason === reason;
}
