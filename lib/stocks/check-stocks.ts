import type { Actor } from "../access/actor";
import { errorSentence, type Language } from "../i18n/error-sentence";
import { requireSeller } from "../sellers/change-seller";
import type { AnswerOf } from "../wire/endpoint";
import type { ErrorCode } from "../wire/error-codes";
import type { checkStocks as checkEndpoint } from "../wire/product-acts";
import { type JudgedStock, judgeStocks } from "./judge-stocks";
import { readStockCsv, type StockLine } from "./read-stock-csv";

type Answer = AnswerOf<typeof checkEndpoint>;
type CheckedLine = Answer["lines"][number];

const MOST_STOCK = 10_000_000; // the wire's

/** Tries a table of stocks: what would change, line by line. Changes nothing. Throws `not_found`, `csv_unreadable`. */
export async function checkStocks(input: {
  actor: Actor;
  sellerId: string;
  csv: string;
  language: Language;
}): Promise<Answer> {
  const { id: sellerId } = await requireSeller(input.actor, input.sellerId);
  const lines = readStockCsv(input.csv);
  const judged = await judgeStocks(
    sellerId,
    lines.map((line) => ({
      offerId: line.offerId,
      warehouse: line.warehouse === "" ? undefined : line.warehouse,
      stock: toStock(line.stock) ?? 0,
    })),
  );
  const checked = lines.flatMap((line, index) => {
    const one = judged[index];
    return one === undefined ? [] : [{ line, one, problem: problemOf(line, one) }];
  });
  const valid = checked.filter(({ problem }) => problem === null);
  const changing = valid.filter(({ one }) => one.free !== one.stock);
  return {
    lines: checked.map(({ line, one, problem }) =>
      toWireLine({ line, one, problem, language: input.language }),
    ),
    valid: valid.length,
    invalid: checked.length - valid.length,
    unchanged: valid.length - changing.length,
    large: 0,
    items: changing.map(({ one }) => ({
      offer_id: one.offerId,
      warehouse_id: one.warehouse?.id,
      stock: one.stock,
      ...(one.free === null ? {} : { expected_stock: one.free }),
    })),
  };
}

function problemOf(line: StockLine, one: JudgedStock): ErrorCode | null {
  if (line.offerId === "" || line.offerId.length > 200) return "unknown_article";
  if (one.problem !== null) return one.problem;
  return toStock(line.stock) === null ? "invalid_input" : null;
}

/** Whole pieces; spreadsheets write 5 as 5,0 and 1 000 with a space. */
function toStock(cell: string): number | null {
  const whole = cell.replace(/[\s\u00a0]/g, "").replace(/[.,]0+$/, "");
  if (!/^\d{1,8}$/.test(whole)) return null;
  return Number(whole) > MOST_STOCK ? null : Number(whole);
}

function toWireLine(given: {
  line: StockLine;
  one: JudgedStock;
  problem: ErrorCode | null;
  language: Language;
}): CheckedLine {
  const { line, one, problem } = given;
  const { free, stock, name, warehouse } = one;
  const isComparable = problem === null && free !== null && free > 0;
  return {
    line: line.line,
    offer_id: line.offerId,
    name: name === null || warehouse === null ? name : `${name} · ${warehouse.name}`,
    before: free === null ? null : String(free),
    after: problem === null ? String(stock) : line.stock,
    change: isComparable ? Math.round(((stock - free) / free) * 100) : null,
    is_large: false,
    problem: problem === null ? null : { code: problem, message: errorSentence(problem, given.language) },
  };
}
