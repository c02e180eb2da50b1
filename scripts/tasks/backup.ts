import { rmSync } from "node:fs";
import { sentenceOf } from "./archive/refusal";
import { draftOf, writeArchive } from "./archive/write-archive";

/** Writes an archive to the file named on the command line. Exit code 1 and one sentence when it cannot. */
const [file = "", productVersion = ""] = process.argv.slice(2);
const began = Date.now();
const env = process.env;
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    rmSync(draftOf(file), { force: true });
    process.exit(1);
  });
}
try {
  const { tables, sizeBytes, keys } = await writeArchive({
    databaseUrl: env.DATABASE_URL ?? "",
    file,
    productVersion,
    encryptionKeys: env.ENCRYPTION_KEYS ?? "",
    authSecret: env.AUTH_SECRET ?? "",
    say: (line) => console.log(line),
  });
  const rows = tables.reduce((sum, table) => sum + table.rows, 0).toLocaleString("en-US");
  const size = (sizeBytes / 1_000_000).toFixed(1);
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${file}\n${rows} rows of ${tables.length} tables, ${size} MB, ${seconds} s\n\n${keys.notice}`);
} catch (error) {
  const sentence = sentenceOf(error);
  if (sentence === null) console.error(error);
  else console.error(sentence);
  process.exit(1);
}
process.exit();
