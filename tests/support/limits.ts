import type { SandboxClient } from "../../sandbox/client";
import type { TestDatabase } from "./database";

/**
 * For tests that are not about pace: every permit is given at once in this test's database, and the sandbox does not
 * refuse what comes too fast. What a 429 does is then up to the test's own faults.
 */
export async function liftLimits(database: TestDatabase, sandbox: SandboxClient): Promise<void> {
  await database.query(`
    CREATE OR REPLACE FUNCTION take_permits(
      p_rank integer, p_waits text[], p_shut text[],
      p_keys text[], p_interval_ms double precision[], p_tolerance_ms double precision[],
      p_place_keys text[], p_place_counts integer[], p_place_window_ms double precision[], p_lease_ms double precision,
      OUT wait double precision, OUT taken integer[], OUT until text
    ) LANGUAGE sql AS $$ SELECT 0::double precision, '{}'::integer[], NULL::text $$`);
  await sandbox.setLimits({ enforced: false });
}
