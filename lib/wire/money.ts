import { z } from "zod";

/** An amount of money as text: digits and a point, never a float. */
export const amount = z.string().regex(/^-?\d{1,12}(\.\d{1,4})?$/);

/**
 * An amount that a person or program gives, not negative, at most two places after the point; a number is taken too, as
 * the documents write prices. Comes out as text with two places.
 */
export const givenAmount = z
  .union([z.string().trim(), z.number()])
  .transform((given) => String(given).replace(",", "."))
  .refine((text) => /^\d{1,10}(\.\d{1,2})?$/.test(text), "a decimal number with at most two places")
  .transform((text) => {
    const [whole = "0", part = ""] = text.split(".");
    return `${whole.replace(/^0+(?=\d)/, "")}.${part.padEnd(2, "0")}`;
  });

/** Three letters, such as RUB. */
export const currency = z.string().min(1).max(10);
