/** Endings that hardly any first name has; those that many have ("-ин", "-ина") are left out on purpose. */
const FAMILY = /\p{L}{2}(?:[оеё]в|[оеё]ва|ск(?:ий|ая|ой)|цк(?:ий|ая|ой)|енко|[иы]х|ян|дзе|швили)$/u;
const PATRONYMIC = /(?:ович|евич|ьич|ична|овна|евна|инична|оглы|кызы)$/u;
/** First names that look like family names all the same. */
const NAMES_LIKE_FAMILIES = new Set([
  "яков",
  "иов",
  "ян",
  "севастьян",
  "касьян",
  "лукьян",
  "демьян",
  "емельян",
]);
/** What stands where a name is wanted and is none. */
const NO_NAMES = new Set([
  ...[
    "покупатель",
    "покупательница",
    "клиент",
    "пользователь",
    "получатель",
    "аноним",
    "гость",
    "имя",
    "нет",
  ],
  ...[
    "buyer",
    "customer",
    "user",
    "guest",
    "client",
    "anonymous",
    "name",
    "test",
    "ozon",
    "null",
    "none",
    "озон",
  ],
]);
const WORD = /^\p{L}[\p{L}\p{M}’'-]*\p{L}$/u;
const MOST_CHARS = 30;

/**
 * The first name to greet somebody by, out of what a marketplace or a parcel calls them: "Иван П." is "Иван", "Петров
 * Иван Сергеевич" too. Null when it cannot be told: no name is better than a family name ("Здравствуйте, Петров!") or
 * somebody's login.
 */
export function firstNameOf(fullName: string | null | undefined): string | null {
  const words = (fullName ?? "").trim().split(/\s+/);
  const full = words.filter((word) => WORD.test(word));
  // A word with digits, an address or stars in it: a login, or a name that was hidden.
  if (words.some((word) => !WORD.test(word) && !isInitials(word))) return null;
  const name = choose(full, words);
  if (name === null || name.length > MOST_CHARS || NO_NAMES.has(name.toLowerCase())) return null;
  return capitalise(name);
}

/** "П.", "П", "П.С." */
function isInitials(word: string): boolean {
  return /^(?:\p{L}\.?){1,2}$/u.test(word);
}

function choose(full: readonly string[], words: readonly string[]): string | null {
  const patronymic = full.findIndex((word) => PATRONYMIC.test(word.toLowerCase()));
  if (patronymic > 0) return full[patronymic - 1] ?? null;
  const names = full.filter((word) => !isFamily(word) && !PATRONYMIC.test(word.toLowerCase()));
  const [name] = names;
  if (name === undefined) return null;
  // "И. Кузнец": whose first name is an initial has only their family name written out.
  return words.length > 1 && isInitials(words[0] ?? "") ? null : name;
}

function isFamily(word: string): boolean {
  const lower = word.toLowerCase();
  return FAMILY.test(lower) && !NAMES_LIKE_FAMILIES.has(lower);
}

/** "ИВАН" and "иван" are "Иван", "анна-мария" is "Анна-Мария"; "McKay" stays. */
function capitalise(name: string): string {
  const isPlain = name === name.toLowerCase() || name === name.toUpperCase();
  if (!isPlain) return name;
  return name
    .toLowerCase()
    .replace(/(^|-)(\p{L})/gu, (_, dash: string, letter: string) => dash + letter.toUpperCase());
}
