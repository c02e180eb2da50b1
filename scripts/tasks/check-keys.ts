import { stopDb } from "@/lib/db/client";
import { checkKeys } from "@/lib/sellers/credentials";
import { makeAdminFromSettings } from "@/lib/team/admin-from-settings";

/** Before anything starts: do the configured keys open what is stored? Exit code 3 and one sentence when not. */
const verdict = await checkKeys();
if (verdict === "wrong") {
  process.stderr.write(
    "ENCRYPTION_KEYS does not open the secrets stored in this database: start with the keys they were stored under.\n",
  );
  await stopDb();
  process.exit(3);
}
await makeAdminFromSettings();
await stopDb();
