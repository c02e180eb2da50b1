-- DropIndex
DROP INDEX "audit_log_actor_id_id_idx";

-- CreateIndex
CREATE INDEX "audit_log_actor_id_at_id_idx" ON "audit_log"("actor_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_log_seller_id_at_id_idx" ON "audit_log"("seller_id", "at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "audit_log_action_at_id_idx" ON "audit_log"("action", "at" DESC, "id" DESC);

-- CreateTable
CREATE TABLE "audit_chain" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "anchor_place" BIGINT NOT NULL DEFAULT 0,
    "anchor_hash" TEXT NOT NULL,
    "head_place" BIGINT NOT NULL DEFAULT 0,
    "head_hash" TEXT NOT NULL,

    CONSTRAINT "audit_chain_pkey" PRIMARY KEY ("id")
);

-- In SQL only. One chain; it begins with zeros.
ALTER TABLE audit_chain ADD CONSTRAINT audit_chain_one CHECK (id = 1 AND anchor_place <= head_place);
INSERT INTO audit_chain (anchor_hash, head_hash) VALUES (repeat('0', 64), repeat('0', 64));

-- The log is only ever added to: a seal is given once, and what goes lies at or before the anchor, which
-- forget_audit moves. Whoever owns the database can get around a trigger; that is what the chain is for.
CREATE FUNCTION audit_log_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  unsealed audit_log;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF OLD.place IS NULL AND OLD.hash IS NULL AND NEW.place IS NOT NULL AND NEW.hash IS NOT NULL THEN
      unsealed := NEW;
      unsealed.place := NULL;
      unsealed.hash := NULL;
      IF unsealed IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
      END IF;
    END IF;
  ELSIF TG_OP = 'DELETE' THEN
    IF OLD.place <= (SELECT anchor_place FROM audit_chain) THEN
      RETURN OLD;
    END IF;
  END IF;
  RAISE EXCEPTION 'the audit log is only ever added to' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_log_kept BEFORE UPDATE OR DELETE ON audit_log
  FOR EACH ROW EXECUTE FUNCTION audit_log_guard();
CREATE TRIGGER audit_log_not_emptied BEFORE TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION audit_log_guard();
CREATE TRIGGER audit_log_unsealed_at_first BEFORE INSERT ON audit_log
  FOR EACH ROW WHEN (NEW.place IS NOT NULL OR NEW.hash IS NOT NULL) EXECUTE FUNCTION audit_log_guard();

CREATE FUNCTION audit_chain_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.anchor_place >= OLD.anchor_place AND NEW.head_place >= OLD.head_place THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the audit chain only ever moves on' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_chain_kept BEFORE UPDATE OR DELETE ON audit_chain
  FOR EACH ROW EXECUTE FUNCTION audit_chain_guard();
CREATE TRIGGER audit_chain_not_emptied BEFORE TRUNCATE ON audit_chain
  FOR EACH STATEMENT EXECUTE FUNCTION audit_chain_guard();

-- A field so that no two rows give the same text: its length in bytes before it, "-" for null.
CREATE FUNCTION audit_field(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN CASE WHEN value IS NULL THEN '-,' ELSE octet_length(value)::text || ':' || value || ',' END;

-- What an entry's hash is over. lib/audit/entry-text.ts says the same in another language; both stay as they are.
CREATE FUNCTION audit_text(entry audit_log, place bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
  RETURN audit_field(place::text) || audit_field((entry).id::text)
    || audit_field((extract(epoch FROM (entry).at) * 1000)::bigint::text)
    || audit_field((entry).actor_type) || audit_field((entry).actor_id) || audit_field((entry).action)
    || audit_field((entry).subject_type) || audit_field((entry).subject_id) || audit_field((entry).seller_id::text)
    || audit_field((entry).details::text) || audit_field((entry).request_id) || audit_field((entry).ip)
    || audit_field((entry).user_agent);

-- Gives places and hashes to entries whose transaction is over, `most` at a time; one sealer at once (the chain's row
-- is the lock, and whoever finds it taken does nothing). An entry of a lower id that commits later just comes later.
CREATE FUNCTION seal_audit(most int) RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  chain audit_chain;
  entry audit_log;
  ids bigint[] := '{}';
  places bigint[] := '{}';
  hashes text[] := '{}';
BEGIN
  SELECT * INTO chain FROM audit_chain FOR UPDATE SKIP LOCKED;
  IF NOT FOUND THEN
    RETURN 0;
  END IF;
  -- index audit_log_unsealed
  FOR entry IN SELECT * FROM audit_log WHERE place IS NULL ORDER BY id LIMIT most LOOP
    chain.head_place := chain.head_place + 1;
    chain.head_hash := encode(
      sha256(convert_to(chain.head_hash || E'\n' || audit_text(entry, chain.head_place), 'UTF8')), 'hex');
    ids := ids || entry.id;
    places := places || chain.head_place;
    hashes := hashes || chain.head_hash;
  END LOOP;
  IF cardinality(ids) = 0 THEN
    RETURN 0;
  END IF;
  UPDATE audit_log a SET place = s.place, hash = s.hash
    FROM unnest(ids, places, hashes) AS s (id, place, hash) WHERE a.id = s.id;
  UPDATE audit_chain SET head_place = chain.head_place, head_hash = chain.head_hash;
  RETURN cardinality(ids);
END $$;

-- Up to which place everything is older than `before`, looking at the `most` oldest (null: at all).
CREATE FUNCTION audit_old_until(before timestamptz, most int) RETURNS bigint LANGUAGE sql STABLE
  RETURN (SELECT coalesce(min(o.place) FILTER (WHERE o.at >= before) - 1, max(o.place))
            FROM (SELECT a.place, a.at FROM audit_log a
                   WHERE a.place > (SELECT anchor_place FROM audit_chain) ORDER BY a.place LIMIT most) o);

-- Retention's one way to delete: the oldest entries in one piece, and the chain then begins at the last one removed.
CREATE FUNCTION forget_audit(before timestamptz, most int, OUT removed bigint, OUT last_place bigint, OUT last_hash text)
LANGUAGE plpgsql AS $$
DECLARE
  chain audit_chain;
BEGIN
  SELECT * INTO chain FROM audit_chain FOR UPDATE;
  last_place := coalesce(audit_old_until(before, most), chain.anchor_place);
  removed := last_place - chain.anchor_place;
  IF removed <= 0 THEN
    removed := 0;
    last_place := chain.anchor_place;
    last_hash := chain.anchor_hash;
    RETURN;
  END IF;
  SELECT hash INTO STRICT last_hash FROM audit_log WHERE place = last_place;
  UPDATE audit_chain SET anchor_place = last_place, anchor_hash = last_hash;
  DELETE FROM audit_log WHERE place > chain.anchor_place AND place <= last_place;
END $$;
