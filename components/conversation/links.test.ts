import { describe, expect, test } from "vitest";
import { judgeLink, saysItsHost, splitLinks } from "./links";

const hrefOf = (written: string) => judgeLink(written, "ozon").href;
const linksOf = (text: string) => splitLinks(text).flatMap((part) => (part.isLink ? [part.text] : []));

describe("what may be opened", () => {
  test("the marketplace's own pages, over https", () => {
    expect(hrefOf("https://www.ozon.ru/product/123/?a=1")).toBe("https://www.ozon.ru/product/123/?a=1");
    expect(hrefOf("https://ozon.ru")).toBe("https://ozon.ru/");
    expect(hrefOf("ozon.ru/t/abc")).toBe("https://ozon.ru/t/abc");
    expect(hrefOf("HTTPS://Seller.OZON.ru/app")).toBe("https://seller.ozon.ru/app");
  });
  test.each([
    "http://ozon.ru/product/1",
    "https://ozon.ru.evil.com/",
    "https://evil-ozon.ru/",
    "https://notozon.ru/",
    "https://ozon.ru@evil.com/",
    "https://ozon.ru:pass@evil.com/",
    "https://evil.com@ozon.ru/",
    "https://ozon.ru:8443/",
    "https://evil.com/ozon.ru",
    "https://evil.com#ozon.ru",
    "https://evil.com?https://ozon.ru",
    "https://ozon.ru\\.evil.com/",
    "https://ozon。ru.evil.com/",
    "https://оzon.ru/", // a Cyrillic о
    "https://ozοn.ru/", // a Greek ο
    "https://\u202Eur.nozo.evil.com/",
    "javascript:alert(1)//ozon.ru",
    "data:text/html,https://ozon.ru",
    "java\u200Bscript:alert(1)",
    "ftp://ozon.ru/",
    "//evil.com/ozon.ru",
    "https:///evil.com",
    "https://xn--zon-red.ru/",
    "",
    " ",
  ])("%s stays text", (written) => {
    expect(hrefOf(written)).toBeNull();
  });
  test("another marketplace's page is not this one's", () => {
    expect(judgeLink("https://ozon.ru/", "wildberries").href).toBeNull();
    expect(judgeLink("https://ozon.ru/", "constructor").href).toBeNull();
  });
});

describe("what is told of an address", () => {
  test("a look-alike in other letters stands in ASCII", () => {
    expect(judgeLink("https://оzon.ru/", "ozon")).toMatchObject({ host: "xn--zon-red.ru", href: null });
    expect(saysItsHost("https://оzon.ru/", "xn--zon-red.ru")).toBe(false);
  });
  test("marks that turn the text are taken out", () => {
    expect(judgeLink("https://evil.com/\u202Egpj.exe", "ozon").address).toBe("https://evil.com/gpj.exe");
  });
  test("words that name another host, or none, do not say where it leads", () => {
    expect(saysItsHost("https://ozon.ru", "evil.com")).toBe(false);
    expect(saysItsHost("нажмите сюда", "evil.com")).toBe(false);
    expect(saysItsHost("https://evil.com/path", "evil.com")).toBe(true);
    expect(saysItsHost("ozon.ru evil.com", "evil.com")).toBe(false);
  });
});

describe("addresses in plain text", () => {
  test("are found with a scheme, with www and by name and path", () => {
    expect(linksOf("см. https://a.ru/x, www.b.com и c.рф/d.")).toEqual([
      "https://a.ru/x",
      "www.b.com",
      "c.рф/d",
    ]);
  });
  test("end where the sentence ends", () => {
    expect(linksOf("(https://a.ru/x)")).toEqual(["https://a.ru/x"]);
    expect(linksOf("https://a.ru/x_(y)!")).toEqual(["https://a.ru/x_(y)"]);
    expect(linksOf("«https://a.ru/x»…")).toEqual(["https://a.ru/x"]);
  });
  test("what only looks a little like one stays words", () => {
    expect(linksOf("10.5 шт, и/или, т.е. так, почта a@b.ru, 20.11.2026")).toEqual([]);
  });
  test("no sign of the text is lost", () => {
    const text = "Вот: https://a.ru/x, и ещё (www.b.com)! конец";
    expect(
      splitLinks(text)
        .map((part) => part.text)
        .join(""),
    ).toBe(text);
  });
  test("a hostile text costs no time to speak of", () => {
    expect(linksOf("a.".repeat(20_000))).toEqual([]);
    expect(linksOf("-".repeat(50_000))).toEqual([]);
    expect(linksOf(`https://a.ru/${")".repeat(3000)}`)).toHaveLength(1);
  });
});
