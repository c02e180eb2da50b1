/** Addresses of pictures as typed, one a line. */
export interface PictureList {
  readonly addresses: readonly string[];
  /** What is no address of a picture on the web. */
  readonly wrong: readonly string[];
}

/** Reads addresses parted by lines or spaces; each once. */
export function readAddresses(typed: string): PictureList {
  const words = [...new Set(typed.split(/\s+/).filter((word) => word !== ""))];
  const isAddress = (word: string) => /^https?:\/\/[^\s/]+\.[^\s]+/.test(word) && word.length <= 2000;
  return {
    addresses: words.filter(isAddress),
    wrong: words.filter((word) => !isAddress(word)),
  };
}
