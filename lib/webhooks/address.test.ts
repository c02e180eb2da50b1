import { expect, test } from "vitest";
import { findUrlProblem } from "./address";

test.each([
  ["https://desk.example.ru/api", null],
  ["http://desk.example.ru/api", "not_https"],
  ["http://localhost:3000/api", "not_public"],
  ["https://127.0.0.1/api", "not_public"],
  ["https://192.168.1.5/api", "not_public"],
  ["https://[::1]/api", "not_public"],
  ["https://[::ffff:10.0.0.1]/api", "not_public"],
  ["https://desk/api", "not_public"],
  ["https://8.8.8.8/api", null],
] as const)("%s can be called from the internet, or why not: %s", (url, problem) => {
  expect(findUrlProblem(url, false)).toBe(problem);
  expect(findUrlProblem(url, true)).toBeNull();
});
