/** A receipt of one page, the same every time for one name. Latin letters only: the fonts every reader has know no others. */
export function drawPdf(name: string): Buffer {
  const seed = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 900_000, 7);
  const price = 990 + (seed % 60) * 100;
  const lines = [
    "OZON   CHEK / RECEIPT",
    `No ${100_000 + seed}`,
    "",
    `${`1 x item ${seed % 9973}`.padEnd(34, ".")} ${price}.00 RUB`,
    `${"Delivery".padEnd(34, ".")} 0.00 RUB`,
    "",
    `${"Total".padEnd(34, ".")} ${price}.00 RUB`,
    "Paid by card",
  ];
  const words = lines.map((line) => `(${line.replace(/[\\()]/g, "\\$&")}) Tj T*`).join("\n");
  const content = [
    "0.93 0.95 0.98 rg 40 360 340 190 re f", // the sheet
    "0 0.36 1 rg 40 544 340 6 re f", // a blue edge
    `0.1 0.12 0.16 rg BT /F1 11 Tf 18 TL 56 516 Td\n${words}\nET`,
  ].join("\n");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 420 595] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
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
