import { expect, SESSION_FILE, test } from "./support/world";

test.use({ storageState: SESSION_FILE });

test("every page has a policy with a nonce of its own, and a script that got into it does not start", async ({
  page,
}) => {
  const policies: string[] = [];
  for (let turn = 0; turn < 2; turn += 1) {
    const answer = await page.goto("/inbox");
    const headers = (await answer?.allHeaders()) ?? {};
    policies.push(headers["content-security-policy"] ?? "");
    expect(headers["x-frame-options"]).toBe("DENY");
    expect(headers["x-content-type-options"]).toBe("nosniff");
  }
  const [first, second] = policies.map((policy) => /'nonce-(\w+)'/.exec(policy)?.[1]);
  expect(first).toBeTruthy();
  expect(second).toBeTruthy();
  expect(first).not.toBe(second);
  expect(policies[0]).toMatch(/script-src 'nonce-\w+' 'strict-dynamic';/);
});

test("what a hostile text would do, were it let into the page, is refused by the browser", async ({
  browser,
  baseURL,
}) => {
  // A context of its own: here the policy is broken on purpose.
  const context = await browser.newContext({ storageState: SESSION_FILE, baseURL });
  const page = await context.newPage();
  await page.goto("/inbox");
  const wasRun = await page.evaluate(async () => {
    const wanted = new Set(["script-src-attr", "script-src-elem", "connect-src"]);
    const allRefused = new Promise<void>((resolve) => {
      document.addEventListener("securitypolicyviolation", (event) => {
        wanted.delete(event.effectiveDirective);
        if (wanted.size === 0) resolve();
      });
    });
    const holder = document.createElement("div");
    holder.innerHTML =
      '<img src="/nothing" onerror="window.wasRun = true"><a href="javascript:window.wasRun = true">x</a>';
    document.body.append(holder);
    holder.querySelector("a")?.click();
    await fetch("https://example.org/").catch(() => undefined);
    await allRefused;
    return "wasRun" in window;
  });
  expect(wasRun).toBe(false);
  await context.close();
});
