/** The ways in which a secret could lie somewhere without standing there as it is. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  const forms = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    secret.replaceAll("\\", "\\\\"),
    encodeURIComponent(secret),
    encodeURIComponent(encodeURIComponent(secret)),
    bytes.toString("hex"),
    bytes.toString("hex").toUpperCase(),
    ...base64FormsOf(bytes),
  ];
  return [...new Set(forms)];
}

/** Base64 looks different at each of three places in what it is part of; what its neighbours change is left off. */
function base64FormsOf(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const inner = text.slice(offset === 0 ? 0 : offset + 1, -1);
    return [inner, inner.replaceAll("+", "-").replaceAll("/", "_")];
  });
}

export interface SearchResult {
  readonly found: string[];
  readonly secrets: number;
  readonly forms: number;
  readonly bytes: number;
}

/** Looks for every form of every secret in every place; `found` names the secret and the place, and shows neither. */
export function searchFor(
  secrets: Readonly<Record<string, string>>,
  places: Readonly<Record<string, string>>,
): SearchResult {
  const forms = Object.entries(secrets).map(([name, secret]) => ({ name, forms: formsOf(secret) }));
  const found = Object.entries(places).flatMap(([place, text]) =>
    forms.flatMap((one) => {
      const at = one.forms.map((form) => text.indexOf(form)).find((index) => index >= 0);
      return at === undefined
        ? []
        : [`${one.name} in ${place}, after: ${text.slice(Math.max(0, at - 120), at)}`];
    }),
  );
  return {
    found,
    secrets: forms.length,
    forms: forms.reduce((sum, one) => sum + one.forms.length, 0),
    bytes: Object.values(places).reduce((sum, text) => sum + Buffer.byteLength(text), 0),
  };
}
