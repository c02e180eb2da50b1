import { createHash } from "node:crypto";
import { db } from "../db/client";
import { type EntryColumns, entryText } from "./entry-text";

/** What a chain begins with that nothing was removed from yet. */
const ZEROS = "0".repeat(64);
const ENTRIES_AT_ONCE = 2_000;
/** Retention may take entries away while they are looked at: then it begins anew behind them. */
const TRIES = 5;

export interface ChainVerdict {
  readonly isIntact: boolean;
  /** Sealed entries there should be. */
  readonly entries: number;
  readonly unsealed: number;
  /** Ids between the first and the last that no entry has: rolled-back acts leave such holes, and so would entries taken away before they were sealed. */
  readonly missingIds: number;
  readonly head: string | null;
  /** The first place that does not fit. */
  readonly brokenAt: { readonly place: number; readonly at: Date | null } | null;
  /** The place of the head that was asked for; null: it is nowhere in the chain. */
  readonly notedPlace: number | null;
}

interface Chain {
  readonly anchorPlace: bigint;
  readonly anchorHash: string;
  readonly headPlace: bigint;
  readonly headHash: string;
  /** The highest and lowest places that entries have. */
  readonly last: bigint | null;
  readonly first: bigint | null;
  readonly unsealed: bigint;
  /** An entry of the log says that retention removed everything up to the anchor. */
  readonly isAnchorTold: boolean;
}

/**
 * Works the whole chain out anew, by itself: none of the database's own functions take part. Reads page by page, so the
 * log may be of any length, and goes on while entries are written. `notedHead`: a hash noted down earlier.
 */
export async function verifyChain({ notedHead }: { notedHead?: string } = {}): Promise<ChainVerdict> {
  for (let attempt = 1; ; attempt++) {
    const chain = await readChain();
    const verdict = await walk(chain, notedHead);
    if (verdict.isIntact || attempt === TRIES) return verdict;
    const after = await readChain();
    if (after.anchorPlace === chain.anchorPlace) return verdict;
  }
}

async function readChain(): Promise<Chain> {
  // indexes audit_log_place_key, audit_log_unsealed, audit_log_action_at_id_idx
  const [chain] = await db().$queryRaw<Chain[]>`
    SELECT anchor_place AS "anchorPlace", anchor_hash AS "anchorHash", head_place AS "headPlace", head_hash AS "headHash",
           (SELECT max(place) FROM audit_log) AS last, (SELECT min(place) FROM audit_log) AS first,
           (SELECT count(*) FROM audit_log WHERE place IS NULL) AS unsealed,
           EXISTS (SELECT 1 FROM audit_log a WHERE a.action = 'audit.shortened'
                      AND a.details ->> 'hash' = anchor_hash
                      AND a.details ->> 'place' = anchor_place::text) AS "isAnchorTold"
      FROM audit_chain`;
  if (chain === undefined) throw new Error("the audit log's chain has no row");
  return chain;
}

type Entry = EntryColumns & { readonly hash: string | null; readonly at: Date };

async function walk(chain: Chain, notedHead: string | undefined): Promise<ChainVerdict> {
  const entries = Number(chain.headPlace - chain.anchorPlace);
  const facts = {
    entries,
    unsealed: Number(chain.unsealed),
    head: chain.headPlace === 0n ? null : chain.headHash,
  };
  let notedPlace = notedHead === chain.anchorHash ? Number(chain.anchorPlace) : null;
  const ids = { first: 0n, last: 0n, count: 0n };
  const broken = (place: bigint, at: Date | null): ChainVerdict => {
    return { ...facts, isIntact: false, missingIds: 0, notedPlace, brokenAt: { place: Number(place), at } };
  };
  const isBeginningTold = chain.anchorPlace === 0n ? chain.anchorHash === ZEROS : chain.isAnchorTold;
  if (!isBeginningTold) return broken(chain.anchorPlace, null);
  if (chain.first !== null && chain.first <= chain.anchorPlace) return broken(chain.first, null);
  let place = chain.anchorPlace;
  let hash = chain.anchorHash;
  while (place < chain.headPlace) {
    const page = await readPage({ after: place, until: chain.headPlace });
    if (page.length === 0) return broken(place + 1n, null);
    for (const entry of page) {
      place += 1n;
      const id = BigInt(entry.id);
      if (entry.place !== String(place)) return broken(place, null);
      hash = createHash("sha256")
        .update(`${hash}\n${entryText(entry)}`)
        .digest("hex");
      if (entry.hash !== hash) return broken(place, entry.at);
      if (hash === notedHead) notedPlace = Number(place);
      ids.first = ids.count === 0n || id < ids.first ? id : ids.first;
      ids.last = id > ids.last ? id : ids.last;
      ids.count += 1n;
    }
  }
  if (hash !== chain.headHash) return broken(place, null);
  if (chain.last !== null && chain.last > chain.headPlace) return broken(chain.headPlace + 1n, null);
  const missingIds = ids.count === 0n ? 0 : Number(ids.last - ids.first + 1n - ids.count);
  return { ...facts, isIntact: true, missingIds, notedPlace, brokenAt: null };
}

async function readPage({ after, until }: { after: bigint; until: bigint }): Promise<Entry[]> {
  // index audit_log_place_key
  return db().$queryRaw<Entry[]>`
    SELECT place::text AS place, id::text AS id, (extract(epoch FROM at) * 1000)::bigint::text AS "atMs", at,
           actor_type AS "actorType", actor_id AS "actorId", action, subject_type AS "subjectType",
           subject_id AS "subjectId", seller_id::text AS "sellerId", details::text AS details,
           request_id AS "requestId", ip, user_agent AS "userAgent", hash
      FROM audit_log a WHERE a.place > ${after} AND a.place <= ${until} ORDER BY a.place LIMIT ${ENTRIES_AT_ONCE}`;
}
