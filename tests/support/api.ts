import type { Person } from "./factories";

/** An answer with its body parsed; `text` is exactly what came. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Null where there is no JSON. Tests know what they asked for. */
  // biome-ignore lint/suspicious/noExplicitAny: a test names the fields it expects and fails where they are missing
  readonly body: any;
}

export interface Ask {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A browser without a screen: keeps its cookie, names its Origin on writes. */
export interface Api {
  readonly baseUrl: string;
  /** Headers it signs its requests with. */
  readonly headers: Readonly<Record<string, string>>;
  get(path: string, ask?: Ask): Promise<Answer>;
  post(path: string, body?: unknown, ask?: Ask): Promise<Answer>;
  patch(path: string, body: unknown, ask?: Ask): Promise<Answer>;
  put(path: string, body: unknown, ask?: Ask): Promise<Answer>;
  delete(path: string, ask?: Ask): Promise<Answer>;
}

/** Speaks to the API with these headers on every request; every text that comes back is handed to `overhear`. */
export function openApi(
  baseUrl: string,
  headers: Readonly<Record<string, string>> = {},
  overhear: (text: string) => void = () => undefined,
): Api {
  const call = async (method: string, path: string, { body, headers: more }: Ask = {}): Promise<Answer> => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      redirect: "manual",
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
        ...more,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    overhear(text);
    return { status: response.status, headers: response.headers, text, body: parseJson(text) };
  };
  return {
    baseUrl,
    headers,
    get: (path, ask) => call("GET", path, ask),
    post: (path, body, ask) => call("POST", path, { ...ask, body }),
    patch: (path, body, ask) => call("PATCH", path, { ...ask, body }),
    put: (path, body, ask) => call("PUT", path, { ...ask, body }),
    delete: (path, ask) => call("DELETE", path, ask),
  };
}

/** Signs in as a person would; throws when it is refused. */
export async function signIn(
  baseUrl: string,
  { email, password }: Pick<Person, "email" | "password">,
  overhear?: (text: string) => void,
): Promise<Api> {
  const origin = { origin: baseUrl };
  const answer = await openApi(baseUrl, origin).post("/api/auth/sign-in/email", { email, password });
  if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${answer.text}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0] ?? "")
    .join("; ");
  return openApi(baseUrl, { ...origin, cookie }, overhear);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // a page, a stream, nothing: the test looks at `text` then
  }
}
