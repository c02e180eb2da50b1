/** What a person can put right, as one sentence; the command then ends with exit code 1. */
export class Refusal extends Error {
  constructor(sentence: string, options?: { cause?: unknown }) {
    super(sentence, options);
    this.name = "Refusal";
  }
}

const sentences: Readonly<Record<string, string>> = {
  ENOSPC: "The disk is full: make room, or name another place",
  EDQUOT: "The disk quota is used up: make room, or name another place",
  EACCES: "The place may not be read or written by this account",
  EPERM: "The place may not be read or written by this account",
  EROFS: "The place cannot be written to",
  EFBIG: "The disk takes no file of this size",
  "53100": "The database's disk is full: make room there",
  "42501": "The database's user lacks a right that this needs (it has to own the database's tables)",
  "57014": "The database cancelled the work",
  "57P01": "The database was shut down in the middle of the work",
  "28P01": "The database refuses the password",
  ECONNREFUSED: "The database cannot be reached",
  ECONNRESET: "The database broke off the connection",
};

/** The one sentence for anything thrown; null when it is nobody's fault but ours, and its stack should be seen. */
export function sentenceOf(thrown: unknown): string | null {
  if (thrown instanceof Refusal) return thrown.message;
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
  const known = sentences[code];
  if (known !== undefined && thrown instanceof Error) return `${known} (${firstLine(thrown.message)}).`;
  if (thrown instanceof Error && /Connection terminated|connection timeout/i.test(thrown.message))
    return `The database broke off the connection (${firstLine(thrown.message)}).`;
  return null;
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}
