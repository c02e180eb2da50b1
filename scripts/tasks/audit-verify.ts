import { verifyChain } from "@/lib/audit/verify-chain";
import { stopDb } from "@/lib/db/client";

/** Works the audit log's chain out anew and says what it found; exit code 1 when something does not fit. */
const notedHead = process.argv[2];
const verdict = await verifyChain({ notedHead });
await stopDb();

const lines = [
  `Entries:  ${verdict.entries} sealed, ${verdict.unsealed} not sealed yet`,
  `Head:     ${verdict.head ?? "none"}`,
];
if (verdict.isIntact && verdict.missingIds > 0)
  lines.push(
    `Numbers:  ${verdict.missingIds} never used (acts that were rolled back leave such holes; so would entries taken away in the seconds before they were sealed)`,
  );
if (notedHead !== undefined)
  lines.push(
    verdict.notedPlace === null
      ? `Noted:    ${notedHead} is NOT in the chain: it was worked out anew since, or retention removed that part`
      : `Noted:    is in the chain at place ${verdict.notedPlace}`,
  );
if (verdict.brokenAt !== null) {
  const at = verdict.brokenAt.at === null ? "" : ` (entry of ${verdict.brokenAt.at.toISOString()})`;
  lines.push(`BROKEN:   at place ${verdict.brokenAt.place}${at}: changed, taken out or put in there`);
}
const isFine = verdict.isIntact && (notedHead === undefined || verdict.notedPlace !== null);
if (isFine) lines.push("ok");
process.stdout.write(`${lines.join("\n")}\n`);
process.exitCode = isFine ? 0 : 1;
