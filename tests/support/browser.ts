import { type Answer, type Api, openApi } from "./api";
import type { TestDatabase } from "./database";
import type { Person } from "./factories";

/** A person's browser without a screen: keeps every cookie it is given. */
export interface Browser {
  /** Speaks with the cookies of this moment. */
  api(): Api;
  /** The same, and takes the cookies of the answer. */
  ask(method: "get" | "post", path: string, body?: unknown): Promise<Answer>;
  /** The first step alone; with a second factor there is no session yet. */
  enterPassword(who: Pick<Person, "email" | "password">): Promise<Answer>;
  /** The second step. */
  enterCode(code: string): Promise<Answer>;
  enterRecoveryCode(code: string): Promise<Answer>;
}

/** Opens one; `userAgent` as it names itself. */
export function openBrowser(baseUrl: string, userAgent = "Test browser"): Browser {
  const cookies = new Map<string, string>();
  const api = () =>
    openApi(baseUrl, {
      origin: baseUrl,
      "user-agent": userAgent,
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    });
  const take = (answer: Answer) => {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      if (/max-age=0/i.test(line) || at === pair.length - 1) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  };
  const ask: Browser["ask"] = async (method, path, body) =>
    take(method === "get" ? await api().get(path) : await api().post(path, body ?? {}));
  return {
    api,
    ask,
    enterPassword: ({ email, password }) => ask("post", "/api/auth/sign-in/email", { email, password }),
    enterCode: (code) => ask("post", "/api/auth/two-factor/verify-totp", { code }),
    enterRecoveryCode: (code) => ask("post", "/api/auth/two-factor/verify-backup-code", { code }),
  };
}

/** A browser in which somebody without a second factor is signed in; throws when that is refused. */
export async function openSignedIn(
  baseUrl: string,
  who: Pick<Person, "email" | "password">,
  userAgent?: string,
): Promise<Browser> {
  const browser = openBrowser(baseUrl, userAgent);
  const answer = await browser.enterPassword(who);
  if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${answer.text}`);
  return browser;
}

/** Attempts are counted by address, and every test's is the same: before each test, the counts begin anew. */
export async function forgetAttempts(database: Pick<TestDatabase, "query">): Promise<void> {
  await database.query("DELETE FROM sign_in_attempts");
  await database.query("DELETE FROM request_counts");
}
