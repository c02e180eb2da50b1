/** One line of a scripted dialogue; `{product}`, `{order}`, `{city}` and `{name}` are filled in. */
export interface Line {
  from: "buyer" | "seller";
  text: string;
  /** The name of the picture or document that the buyer sends with it. */
  file: string | null;
}

/** A conversation a buyer has with a shop, line by line. */
export interface Dialogue {
  topic: string;
  /** The product it is about; any of the shop's without it. */
  offerId?: string;
  lines: Line[];
}

/** The words of a buyer. */
export function buyer(text: string): Line {
  return { from: "buyer", text, file: null };
}

/** A buyer's picture, with or without words. */
export function photo(text = ""): Line {
  return { from: "buyer", text, file: "photo.png" };
}

/** A buyer's document, with or without words. */
export function paper(file: string, text = ""): Line {
  return { from: "buyer", text, file };
}

/** The words of the shop: used for the history only, since from now on an operator answers. */
export function seller(text: string): Line {
  return { from: "seller", text, file: null };
}
