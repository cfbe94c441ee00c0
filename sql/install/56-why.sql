-- Why an account's sentiment changed: the change, split by topic, person, ticket and channel

-- Of a member g, with M the mean before:  share_now (mean_now - M) - share_before (mean_before - M).  Shares add up to 1 and
-- deviations from M, weighted by the shares before, to 0, so contributions add up to the change, with nothing left over.  How
-- a member's words changed and how many they are is one term: apart, they need a third for both at once, and members that
-- come or go have no change of their own.  Around M, more words as good as the mean before contribute nothing; with plain
-- share * mean they would.
CREATE FUNCTION @extschema@.why(account text, since timestamptz, until timestamptz)
    RETURNS TABLE (dimension text, member text, n_before bigint, n_now bigint, mean_before float8, mean_now float8,
                   contribution float8, quote text, source text, key text, quote_start integer, quote_length integer)
    LANGUAGE plpgsql STABLE STRICT
    SET search_path = pg_catalog, pg_temp
    -- a day of "the same time before" has 24 hours
    SET timezone = 'UTC'
    -- how much of mention is the account's decides how to read it
    SET plan_cache_mode = force_custom_plan
    SET jit = off
AS $$
#variable_conflict use_column
DECLARE
    before timestamptz;
BEGIN
    IF NOT isfinite(since) OR NOT isfinite(until) OR until <= since THEN
        RAISE EXCEPTION 'a period cannot be from % to %', since, until
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = 'A period is compared with the one of the same length before it.',
                  HINT = 'Let it begin before it ends, both at finite times.';
    END IF;
    before := since - (until - since);
    RETURN QUERY
    -- numeric: sums in any order are the same; rank 1 is the worst message
    WITH message AS MATERIALIZED (
        SELECT m.source, m.key, m.author, m.ticket, m.channel, m.quote_start, m.quote_length, m.text_hash,
               m.score::numeric AS score, coalesce(w.weight, 1)::numeric AS weight, m.at >= why.since AS is_now,
               row_number() OVER (ORDER BY m.score, m.at, m.source COLLATE "C", m.key COLLATE "C") AS rank
          FROM @extschema@.judged m
          LEFT JOIN @extschema@.channel_weight w ON w.channel = m.channel
         WHERE m.account = why.account AND m.topic IS NULL AND m.is_customer AND m.score IS NOT NULL
           AND m.at >= before AND m.at < why.until
    ),
    topic AS MATERIALIZED (
        SELECT m.source, m.key, m.topic, count(*) OVER (PARTITION BY m.source, m.key) AS n
          FROM @extschema@.mention m
         WHERE m.account = why.account AND m.topic IS NOT NULL AND m.at >= before AND m.at < why.until
    ),
    part AS (
        SELECT d.place, d.dimension, d.member, m.score, m.weight, m.is_now, m.rank
          FROM message m
         CROSS JOIN LATERAL (VALUES (1, 'total', NULL), (3, 'person', m.author), (4, 'ticket', m.ticket), (5, 'channel', m.channel))
               d(place, dimension, member)
         UNION ALL
        -- of each of its topics a message is an equal part, of the whole message's score
        SELECT 2, 'topic', t.topic, m.score, m.weight / coalesce(t.n, 1), m.is_now, m.rank
          FROM message m
          LEFT JOIN topic t ON t.source = m.source AND t.key = m.key
    ),
    member AS (
        SELECT p.place, p.dimension, p.member,
               count(*) FILTER (WHERE NOT p.is_now) AS n_before,
               count(*) FILTER (WHERE p.is_now) AS n_now,
               sum(p.weight) FILTER (WHERE NOT p.is_now) AS weight_before,
               sum(p.weight) FILTER (WHERE p.is_now) AS weight_now,
               sum(p.weight * p.score) FILTER (WHERE NOT p.is_now) AS sum_before,
               sum(p.weight * p.score) FILTER (WHERE p.is_now) AS sum_now,
               min(p.rank) FILTER (WHERE p.is_now) AS worst,
               max(p.rank) FILTER (WHERE p.is_now) AS best
          FROM part p
         GROUP BY p.place, p.dimension, p.member
    ),
    -- one row, also of an account that said nothing
    total AS (
        SELECT nullif(sum(m.weight_before), 0) AS weight_before, nullif(sum(m.weight_now), 0) AS weight_now,
               sum(m.sum_before) / nullif(sum(m.weight_before), 0) AS mean_before
          FROM member m WHERE m.dimension = 'total'
    ),
    split AS (
        SELECT coalesce(m.place, 1) AS place, coalesce(m.dimension, 'total') AS dimension, m.member,
               coalesce(m.n_before, 0) AS n_before, coalesce(m.n_now, 0) AS n_now,
               m.sum_before / nullif(m.weight_before, 0) AS mean_before, m.sum_now / nullif(m.weight_now, 0) AS mean_now,
               -- share * (mean - M) = (sum - M * weight) / weight of all; what is left of a quotient's last digits is 0
               round((coalesce(m.sum_now, 0) - t.mean_before * coalesce(m.weight_now, 0)) / t.weight_now
                     - (coalesce(m.sum_before, 0) - t.mean_before * coalesce(m.weight_before, 0)) / t.weight_before, 15) AS contribution,
               m.worst, m.best
          FROM total t LEFT JOIN member m ON true
    )
    SELECT s.dimension, s.member, s.n_before, s.n_now, s.mean_before::float8, s.mean_now::float8, s.contribution::float8,
           @extschema@.quote(m.source, m.key, m.quote_start, m.quote_length, m.text_hash),
           m.source, m.key, m.quote_start, m.quote_length
      FROM split s
      LEFT JOIN message m ON m.rank = CASE WHEN s.contribution > 0 THEN s.best ELSE s.worst END
     ORDER BY s.place, s.contribution, s.member COLLATE "C";
END
$$;
COMMENT ON FUNCTION @extschema@.why(text, timestamptz, timestamptz)
    IS 'splits what an account''s mean changed by, against the period of the same length before, by topic, person, ticket and channel; each with the message that shows it';
