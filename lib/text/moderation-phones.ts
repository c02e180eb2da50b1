import { findPhoneNumbersInText } from "libphonenumber-js/min";

/** Numbers that look like phones and are none: orders and postings (12345678-0001-1), dates, sums. */
const NO_PHONE = [
  /\d{5,}-\d{4}(?:-\d{1,3})?/g,
  /(?<!\d[\s-]?)(?:0?[1-9]|[12]\d|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:\d{4}|\d{2})(?![\d-])/g,
  /\d{4}-\d{2}-\d{2}/g,
  /\d[\d\s\u00a0\u202f]*(?:[.,]\d{1,2})?\s?(?:₽|руб|р\.|коп|тг|шт|кг|гр|мл|мм|см)/giu,
];
/** Right before a number these say what it is. */
const NAMES_A_THING =
  /(?:заказ|артикул|арт|sku|скю|трек|отправлени|постинг|штрих|код|накладн|инн|огрн|счёт|счет|карт)[\p{L}.]{0,8}(?:[\s:№#-]|номер\p{L}?)*$/iu;
const NAMES_A_PHONE =
  /(?:тел|звон|позвон|набер|моб|сот|whats|ватс|вотс|viber|вайб|смс|sms)[\p{L}.]*[\s:,—-]{0,4}(?:(?:по|на|номер\p{L}?|нам|мне)[\s:]{0,2}){0,3}$/iu;
/** Said digit by digit: "8 9 1 2 3 4 5 6 7 8 9". */
const DIGIT_BY_DIGIT = /(?<!\d\s?)(?:\+\s?)?[78](?:[\s.-]\d){10}(?!\s?\d)/g;
const LOOK_BACK_CHARS = 32;

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Phone numbers of any country, Russian ones without their country code too. Never numbers of orders or postings, sums,
 * dates, tracking numbers; ten bare digits only where the words before them speak of a call.
 */
export function findPhones(text: string): readonly Range[] {
  const others = NO_PHONE.flatMap((pattern) => [...text.matchAll(pattern)].map(toRange));
  const found = findPhoneNumbersInText(text, "RU").map((match) => ({
    start: match.startsAt,
    end: match.endsAt,
  }));
  return [...found, ...[...text.matchAll(DIGIT_BY_DIGIT)].map(toRange)]
    .filter((range) => !others.some((other) => range.start < other.end && other.start < range.end))
    .filter((range) => isPhone(text, range));
}

function toRange(match: RegExpExecArray): Range {
  return { start: match.index, end: match.index + match[0].length };
}

function isPhone(text: string, { start, end }: Range): boolean {
  const before = text.slice(Math.max(0, start - LOOK_BACK_CHARS), start);
  const written = text.slice(start, end);
  if (/[\p{L}\p{N}_-]$/u.test(before) || /^[\p{L}\p{N}_]/u.test(text.slice(end))) return false;
  if (written.startsWith("+")) return true;
  if (NAMES_A_THING.test(before)) return false;
  const isBare = /^\d+$/.test(written);
  if (!isBare) return true;
  const isMobileWithCode = written.length === 11 && /^[78][3489]/.test(written);
  return isMobileWithCode || NAMES_A_PHONE.test(before);
}
