import { stopDb } from "@/lib/db/client";
import { reencryptAll } from "@/lib/sellers/credentials";

/** Re-encrypts every stored secret under the newest key; may be run again at any time. */
const { total, changed } = await reencryptAll();
await stopDb();
process.stdout.write(`${total} secrets stored, ${changed} encrypted anew under the newest key.\n`);
