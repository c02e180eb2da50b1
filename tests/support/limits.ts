import type { SandboxClient } from "../../sandbox/client";
import type { TestDatabase } from "./database";

/**
 * For tests that are not about pace: every permit is given at once in this test's database, and the sandbox does not
 * refuse what comes too fast. What a 429 does is then up to the test's own faults.
 */
export async function liftLimits(database: TestDatabase, sandbox: SandboxClient): Promise<void> {
  await database.query(`
    CREATE OR REPLACE FUNCTION take_permit(
      p_is_reply boolean, p_reply_key text, p_shut text[],
      p_keys text[], p_interval_ms double precision[], p_tolerance_ms double precision[]
    ) RETURNS double precision LANGUAGE sql AS 'SELECT 0::double precision'`);
  await sandbox.setLimits({ enforced: false });
}
