import { describe, expect, test } from "vitest";
import { judgePassword } from "./password-strength";

describe("while a password is typed, one hears", () => {
  test("how many signs are missing", () => {
    expect(judgePassword("")).toEqual({ kind: "empty" });
    expect(judgePassword("кот12")).toEqual({ kind: "short", missing: 3 });
  });

  test.each(["12345678", "qwerty12", "aaaaaaaa", "20261121", "Password1", "йцукен12", "пароль12"])(
    "that %j is easy to guess",
    (password) => expect(judgePassword(password)).toEqual({ kind: "plain" }),
  );

  test("that the own name or address is in it, unless enough stands beside it", () => {
    const about = ["Анна Смирнова", "anna.s@shop.example"];
    expect(judgePassword("смирнова7", about)).toEqual({ kind: "personal" });
    expect(judgePassword("anna2026!", about)).toEqual({ kind: "personal" });
    expect(judgePassword("смирнова ходит по крыше", about)).toEqual({ kind: "good" });
  });

  test("that length or variety makes it good", () => {
    expect(judgePassword("дождь4окна")).toEqual({ kind: "fair" });
    expect(judgePassword("три кота на крыше")).toEqual({ kind: "good" });
    expect(judgePassword("Xv7-kuna-Lo")).toEqual({ kind: "good" });
  });
});
