/** A receipt of one page, the same every time for one name. Latin letters only: the fonts every reader has know no others. */
export function drawPdf(name: string): Buffer {
  const seed = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 900_000, 7);
  const price = 990 + (seed % 60) * 100;
  return drawSheets([
    [
      "OZON   CHEK / RECEIPT",
      `No ${100_000 + seed}`,
      "",
      `${`1 x item ${seed % 9973}`.padEnd(34, ".")} ${price}.00 RUB`,
      `${"Delivery".padEnd(34, ".")} 0.00 RUB`,
      "",
      `${"Total".padEnd(34, ".")} ${price}.00 RUB`,
      "Paid by card",
    ],
  ]);
}

const FONT = 3;

/** A document of so many pages, each with these lines on a sheet with a blue edge. */
export function drawSheets(sheets: readonly (readonly string[])[]): Buffer {
  const kids = sheets.map((_, index) => `${4 + index * 2} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [${kids}] /Count ${sheets.length} >>`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
    ...sheets.flatMap((lines, index) => {
      const content = contentOf(lines);
      const page = `/Contents ${5 + index * 2} 0 R /Resources << /Font << /F1 ${FONT} 0 R >> >>`;
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] ${page} >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  let file = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  file += places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(file, "latin1");
}

function contentOf(lines: readonly string[]): string {
  const words = lines.map((line) => `(${line.replace(/[\\()]/g, "\\$&")}) Tj T*`).join("\n");
  const height = Math.max(190, lines.length * 18 + 46);
  return [
    `0.93 0.95 0.98 rg 40 ${550 - height} 340 ${height} re f`, // the sheet
    "0 0.36 1 rg 40 544 340 6 re f", // a blue edge
    `0.1 0.12 0.16 rg BT /F1 11 Tf 18 TL 56 516 Td\n${words}\nET`,
  ].join("\n");
}
