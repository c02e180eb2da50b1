-- Read notices, until the sweep forgets them.
CREATE INDEX notices_read ON notices (created_at) WHERE read_at IS NOT NULL;

-- Where nobody ever works (every day empty), a deadline is looked for in no day instead of a year of them: 2 ms a chat
-- otherwise, and a seller has thousands that wait.
CREATE OR REPLACE FUNCTION business_deadline(
  p_from timestamptz, p_minutes integer, p_zone text, p_hours jsonb, p_holidays date[]
) RETURNS timestamptz LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  v_left interval := make_interval(mins => p_minutes);
  v_day date;
  v_span jsonb;
  v_begin timestamptz;
  v_end timestamptz;
BEGIN
  IF p_from IS NULL OR p_minutes IS NULL THEN
    RETURN NULL;
  END IF;
  IF p_hours IS NULL AND cardinality(coalesce(p_holidays, '{}')) = 0 THEN
    RETURN p_from + v_left;
  END IF;
  IF p_hours IS NOT NULL AND NOT jsonb_path_exists(p_hours, '$.*[*]') THEN
    RETURN NULL;
  END IF;
  v_day := (p_from AT TIME ZONE p_zone)::date;
  -- A year without a working hour is no business at all.
  FOR i IN 0 .. 366 LOOP
    IF NOT (v_day + i = ANY (coalesce(p_holidays, '{}'))) THEN
      FOR v_span IN SELECT * FROM jsonb_array_elements(
          CASE WHEN p_hours IS NULL THEN '[["00:00","24:00"]]'::jsonb
               ELSE coalesce(p_hours -> extract(isodow FROM v_day + i)::text, '[]'::jsonb) END) LOOP
        v_begin := greatest(p_from, ((v_day + i) + (v_span ->> 0)::interval) AT TIME ZONE p_zone);
        v_end := ((v_day + i) + (v_span ->> 1)::interval) AT TIME ZONE p_zone;
        IF v_end > v_begin THEN
          IF v_left <= v_end - v_begin THEN
            RETURN v_begin + v_left;
          END IF;
          v_left := v_left - (v_end - v_begin);
        END IF;
      END LOOP;
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
