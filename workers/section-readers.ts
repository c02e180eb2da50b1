import type { SectionReader } from "@/lib/sync/section";
import type { SectionName } from "@/lib/wire/sections";

/** How each section is taken in. */
const readers: readonly SectionReader[] = [];

const byName = new Map<string, SectionReader>(readers.map((reader) => [reader.section, reader]));

/** Null: this version does not know it. */
export function readerOf(section: SectionName | string): SectionReader | null {
  return byName.get(section) ?? null;
}
