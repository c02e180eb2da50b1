import { describe, expect, test } from "vitest";
import { AppError } from "../errors";
import { readSellerCsv } from "./read-seller-csv";

const expected = { line: 2, name: "Дом; и уют", clientId: "123", apiKey: "k-1", webhookMode: "" };

describe("a table of sellers", () => {
  test.each([
    ["commas and quotes", 'name,client_id,api_key\n"Дом; и уют",123,k-1\n'],
    [
      "semicolons, a byte order mark, line ends of Windows",
      '\uFEFFname;Client-Id;API-ключ\r\n"Дом; и уют";123;k-1\r\n',
    ],
    ["tabs, another order, spaces around", "api_key\tНазвание\tclient id\n k-1 \t Дом; и уют \t123"],
    ["columns it does not know", "№,name,client_id,api_key\n1,Дом; и уют,123,k-1"],
  ])("with %s", (_, csv) => {
    expect(readSellerCsv(csv)).toEqual([expected]);
  });

  test("counts lines of the file, empty ones and those within quotes too", () => {
    const csv = 'name,client_id,api_key\n"А\nБ",1,k\n\n,,\nВ,2,k\n';
    expect(readSellerCsv(csv).map(({ line, clientId }) => [line, clientId])).toEqual([
      [3, "1"],
      [6, "2"],
    ]);
  });

  test("short lines have empty cells", () => {
    expect(readSellerCsv("name,client_id,api_key\nА")).toMatchObject([
      { name: "А", clientId: "", apiKey: "" },
    ]);
  });

  const refusal = (csv: string) => {
    try {
      return readSellerCsv(csv);
    } catch (error) {
      return error;
    }
  };

  test("what is no such table is refused, and the refusal repeats none of it", () => {
    const secret = "9b1d-secret-key";
    for (const csv of ["", "\n\n", `имя,пароль\n1,${secret}`, `name,client_id,api_key\n"А,1,${secret}`]) {
      const error = refusal(csv);
      expect(error).toBeInstanceOf(AppError);
      expect(error).toMatchObject({ code: "csv_unreadable", cause: undefined });
      expect(JSON.stringify(error)).not.toContain(secret);
    }
  });

  test("says which columns are missing, and when there are too many lines", () => {
    expect(refusal("название,ключ\nА,k")).toMatchObject({ details: { missing: ["clientId"] } });
    const many = `name,client_id,api_key\n${"А,1,k\n".repeat(201)}`;
    expect(refusal(many)).toMatchObject({ details: { most_lines: 200, lines: 201 } });
  });
});
