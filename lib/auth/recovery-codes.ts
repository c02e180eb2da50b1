import { randomInt } from "node:crypto";

const COUNT = 10;
/** Letters and digits that cannot be taken for one another on paper: 31 to the power of 10, about 50 bits a code. */
const SIGNS = "abcdefghjkmnpqrstuvwxyz23456789";
const HALF = 5;

/** Codes for the day the phone is lost, each good for one sign-in. */
export function makeRecoveryCodes(): string[] {
  return Array.from({ length: COUNT }, () => `${half()}-${half()}`);
}

/** As it was shown, however it was copied from paper: capitals, spaces, without its dash. */
export function tidyRecoveryCode(given: string): string {
  const signs = given.toLowerCase().replace(/[^a-z0-9]/g, "");
  return `${signs.slice(0, HALF)}-${signs.slice(HALF)}`;
}

function half(): string {
  return Array.from({ length: HALF }, () => SIGNS[randomInt(SIGNS.length)] ?? "").join("");
}
