import { verifyChain } from "@/lib/audit/verify-chain";
import { route } from "@/lib/http/route";
import { verifyAudit } from "@/lib/wire/audit";

export const POST = route(verifyAudit, async () => {
  const { isIntact, entries, unsealed, head, brokenAt } = await verifyChain();
  return {
    is_intact: isIntact,
    entries,
    unsealed,
    head,
    broken_at: brokenAt === null ? null : { place: brokenAt.place, at: brokenAt.at?.toISOString() ?? null },
  };
});
