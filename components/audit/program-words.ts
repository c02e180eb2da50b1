const browsers: ReadonlyArray<readonly [RegExp, string]> = [
  [/YaBrowser\//, "Yandex Browser"],
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];

const systems: ReadonlyArray<readonly [RegExp, string]> = [
  [/iPhone|iPad/, "iOS"],
  [/Android/, "Android"],
  [/Windows/, "Windows"],
  [/Mac OS X|Macintosh/, "macOS"],
  [/Linux/, "Linux"],
];

const find = (table: ReadonlyArray<readonly [RegExp, string]>, text: string) =>
  table.find(([pattern]) => pattern.test(text))?.[1];

/** "Firefox, Windows"; a program that is no browser by the first word it says of itself. */
export function programWords(userAgent: string): string {
  const browser = find(browsers, userAgent);
  if (browser === undefined) return userAgent.split(/[\s/]/)[0]?.slice(0, 40) ?? "";
  const system = find(systems, userAgent);
  return system === undefined ? browser : `${browser}, ${system}`;
}
