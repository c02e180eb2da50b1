-- Leave for one request under all its limits at once, on the database's clock.
-- p_rank: 0 reply, 1 poll, 2 backfill, 3 broadcast. p_waits: marks that a reply, a poll waits; lower lanes stand back.
-- p_shut: keys that say "silence until".
-- p_keys[i]: a pace (generic cell rate): granted when it is free within p_tolerance_ms[i], then moves on by p_interval_ms[i].
-- p_place_keys[i]: a limit of p_place_counts[i] requests in p_place_window_ms[i], held by places: the one taken is kept
-- for p_lease_ms and freed by the caller, one window after the answer.
-- wait: 0 when granted, else the milliseconds before asking again. taken, until: the places, and what they were marked with.
CREATE FUNCTION take_permits(
  p_rank integer, p_waits text[], p_shut text[],
  p_keys text[], p_interval_ms double precision[], p_tolerance_ms double precision[],
  p_place_keys text[], p_place_counts integer[], p_place_window_ms double precision[], p_lease_ms double precision,
  OUT wait double precision, OUT taken integer[], OUT until text
) LANGUAGE plpgsql AS $$
DECLARE
  v_now timestamptz;
  v_until timestamptz;
  v_free timestamptz;
  v_place integer;
  v_ms double precision;
  i integer;
BEGIN
  wait := 0;
  taken := '{}';
  -- A key's first use must be lockable too; keys are made and locked in one order, so that no two callers deadlock.
  INSERT INTO permits (key, free_at) SELECT k, 'epoch' FROM unnest(p_keys) AS k ORDER BY k ON CONFLICT DO NOTHING;
  INSERT INTO permit_places (key, free_at)
    SELECT n.key, array_fill('epoch'::timestamptz, ARRAY[n.places]) FROM unnest(p_place_keys, p_place_counts) AS n (key, places)
     ORDER BY n.key ON CONFLICT DO NOTHING;
  PERFORM 1 FROM permits WHERE key = ANY (p_keys) ORDER BY key FOR UPDATE;
  PERFORM 1 FROM permit_places WHERE key = ANY (p_place_keys) ORDER BY key FOR UPDATE;
  v_now := clock_timestamp();
  SELECT coalesce(max(extract(epoch FROM free_at - v_now) * 1000), 0) INTO wait
    FROM permits WHERE key = ANY (p_shut) AND free_at > v_now;
  IF EXISTS (SELECT 1 FROM permits WHERE key = ANY (p_waits[1:least(p_rank, 2)]) AND free_at > v_now) THEN
    wait := greatest(wait, 50);
  END IF;
  FOR i IN 1 .. coalesce(array_length(p_keys, 1), 0) LOOP
    SELECT free_at INTO v_free FROM permits WHERE key = p_keys[i];
    wait := greatest(wait, extract(epoch FROM v_free - v_now) * 1000 - p_tolerance_ms[i]);
  END LOOP;
  FOR i IN 1 .. coalesce(array_length(p_place_keys, 1), 0) LOOP
    SELECT place, free_at INTO v_place, v_free
      FROM (SELECT n.place, n.free_at FROM permit_places p, unnest(p.free_at) WITH ORDINALITY AS n (free_at, place)
             WHERE p.key = p_place_keys[i]) AS places
     WHERE place <= p_place_counts[i] ORDER BY free_at LIMIT 1;
    taken := taken || v_place;
    v_ms := extract(epoch FROM v_free - v_now) * 1000;
    -- Further away than a window: all are on their way, and free one window after whenever they are answered.
    wait := greatest(wait, CASE WHEN v_ms > p_place_window_ms[i] THEN least(25, p_place_window_ms[i]) ELSE v_ms END);
  END LOOP;
  IF wait > 0 THEN
    taken := '{}';
    -- Who waits long (its chat's own pace, a closed method) does not need the others to stand back yet.
    IF p_rank < 2 AND wait <= 2000 THEN
      INSERT INTO permits (key, free_at) VALUES (p_waits[p_rank + 1], v_now + interval '2 seconds')
        ON CONFLICT (key) DO UPDATE SET free_at = excluded.free_at;
    END IF;
    RETURN;
  END IF;
  FOR i IN 1 .. coalesce(array_length(p_keys, 1), 0) LOOP
    UPDATE permits SET free_at = greatest(free_at, v_now) + make_interval(secs => p_interval_ms[i] / 1000)
      WHERE key = p_keys[i];
  END LOOP;
  v_until := v_now + make_interval(secs => p_lease_ms / 1000);
  FOR i IN 1 .. coalesce(array_length(p_place_keys, 1), 0) LOOP
    UPDATE permit_places SET free_at[taken[i]] = v_until WHERE key = p_place_keys[i];
  END LOOP;
  IF p_rank < 2 THEN
    DELETE FROM permits WHERE key = p_waits[p_rank + 1];
  END IF;
  -- With its microseconds, so that the place is known again when it is given back.
  until := to_char(v_until AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
END $$;

-- Gives places back: free again p_after_ms from now (one window after the answer; at once when nothing was sent). Only
-- what is still marked as it was taken: a lease that ran out may be another's by now.
CREATE FUNCTION free_places(p_keys text[], p_taken integer[], p_until timestamptz, p_after_ms double precision[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM permit_places WHERE key = ANY (p_keys) ORDER BY key FOR UPDATE;
  FOR i IN 1 .. coalesce(array_length(p_keys, 1), 0) LOOP
    UPDATE permit_places SET free_at[p_taken[i]] = clock_timestamp() + make_interval(secs => p_after_ms[i] / 1000)
      WHERE key = p_keys[i] AND free_at[p_taken[i]] = p_until;
  END LOOP;
END $$;

DROP FUNCTION take_permit(boolean, text, text[], text[], double precision[], double precision[]);
