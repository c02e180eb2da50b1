import { now } from "../clock";
import { db } from "../db/client";
import { log } from "../log";

/**
 * For the sweep: says the chain's head once a day. Whoever keeps logs elsewhere can find out later even a chain that
 * was worked out anew as a whole: `npm run audit:verify -- --head <hash>`.
 */
export async function noteAuditHead(): Promise<void> {
  const today = now().toISOString().slice(0, 10);
  // Of several processes the one whose row it becomes says it.
  const taken = await db().$executeRaw`
    INSERT INTO settings (name, value, updated_at) VALUES ('audit_head_noted', to_jsonb(${today}::text), now())
    ON CONFLICT (name) DO UPDATE SET value = excluded.value, updated_at = now()
      WHERE settings.value <> excluded.value`;
  if (taken === 0) return;
  const chain = await db().auditChain.findFirstOrThrow();
  log().info({ place: Number(chain.headPlace), hash: chain.headHash }, "head of the audit log's chain");
}
