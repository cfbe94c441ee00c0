-- Erasure: what goes when an account asks to be forgotten, and when time is up

CREATE FUNCTION @extschema@.forget(account text) RETURNS TABLE (table_name text, deleted bigint)
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    still_there text;
BEGIN
    IF forget.account IS NULL THEN
        RAISE EXCEPTION 'account to forget must not be NULL' USING ERRCODE = 'invalid_parameter_value',
            HINT = 'For example: SELECT * FROM sentiment.forget(''acme'');';
    END IF;
    -- evaluate() must not open meanwhile what goes
    PERFORM FROM @extschema@.alert_lock WHERE n = 0 FOR UPDATE;
    -- their triggers would have deleted what was read from them
    SELECT string_agg(s.name, ', ' ORDER BY s.name COLLATE "C") INTO still_there
      FROM @extschema@.source s
     WHERE EXISTS (SELECT FROM @extschema@.mention m WHERE m.account = forget.account AND m.source = s.name);
    -- roll_up() must not store meanwhile what goes
    PERFORM FROM @extschema@.rollup_state FOR UPDATE;
    -- One statement: the triggers of review, which evaluate rules, find no mention any more.
    RETURN QUERY
    WITH message AS MATERIALIZED (
        SELECT DISTINCT m.source, m.key FROM @extschema@.mention m WHERE m.account = forget.account
    ),
    -- a message belongs to the account that its mention names; where that is gone, to the one noted
    reviewed AS (
        DELETE FROM @extschema@.review r
         WHERE EXISTS (SELECT FROM message m WHERE m.source = r.source AND m.key = r.key)
            OR (r.account = forget.account AND NOT EXISTS (SELECT FROM @extschema@.mention m WHERE m.source = r.source AND m.key = r.key))
        RETURNING 1
    ),
    drawn AS (
        DELETE FROM @extschema@.review_draw d
         WHERE EXISTS (SELECT FROM message m WHERE m.source = d.source AND m.key = d.key)
            OR (d.account = forget.account AND NOT EXISTS (SELECT FROM @extschema@.mention m WHERE m.source = d.source AND m.key = d.key))
        RETURNING 1
    ),
    mentioned AS (
        DELETE FROM @extschema@.mention m WHERE m.account = forget.account RETURNING 1
    ),
    problem AS (
        DELETE FROM @extschema@.source_problem p WHERE EXISTS (SELECT FROM message m WHERE m.source = p.source AND m.key = p.key) RETURNING 1
    ),
    known AS (
        DELETE FROM @extschema@.account a WHERE a.account = forget.account RETURNING 1
    ),
    known_contact AS (
        DELETE FROM @extschema@.contact c WHERE c.account = forget.account RETURNING 1
    ),
    known_ticket AS (
        DELETE FROM @extschema@.ticket t WHERE t.account = forget.account RETURNING 1
    ),
    -- theirs alone, also where their messages are gone already
    own_ticket AS MATERIALIZED (
        SELECT t.ticket
          FROM (SELECT a.ticket FROM @extschema@.alert a WHERE a.account = forget.account
                 UNION
                SELECT k.ticket FROM @extschema@.ticket k WHERE k.account = forget.account
                 UNION
                SELECT m.ticket FROM @extschema@.mention m WHERE m.account = forget.account) t
         WHERE NOT EXISTS (SELECT FROM @extschema@.mention o WHERE o.ticket = t.ticket AND o.topic IS NULL AND o.account <> forget.account)
    ),
    silenced AS (
        DELETE FROM @extschema@.silence s WHERE s.account = forget.account OR s.ticket IN (TABLE own_ticket) RETURNING 1
    ),
    came_of AS (
        DELETE FROM @extschema@.outcome o WHERE o.account = forget.account RETURNING 1
    ),
    -- events, and what waits to be delivered of them, go with their alert
    alerted AS (
        DELETE FROM @extschema@.alert a WHERE a.account = forget.account OR (a.account IS NULL AND a.ticket IN (TABLE own_ticket)) RETURNING id
    )
    SELECT 'mention', count(*) FROM mentioned
     UNION ALL
    SELECT 'source_problem', count(*) FROM problem
     UNION ALL
    SELECT 'account', count(*) FROM known
     UNION ALL
    SELECT 'contact', count(*) FROM known_contact
     UNION ALL
    SELECT 'ticket', count(*) FROM known_ticket
     UNION ALL
    SELECT 'review', count(*) FROM reviewed
     UNION ALL
    SELECT 'review_draw', count(*) FROM drawn
     UNION ALL
    SELECT 'silence', count(*) FROM silenced
     UNION ALL
    SELECT 'outcome', count(*) FROM came_of
     UNION ALL
    SELECT 'alert', count(*) FROM alerted
     UNION ALL
    SELECT 'alert_event', count(*) FROM @extschema@.alert_event e JOIN alerted a ON a.id = e.alert;
    -- with the marks that the deletions made; a mention that cannot be seen is in no rollup, and needs none
    RETURN QUERY
    WITH stored AS (
        DELETE FROM @extschema@.rollup_day d WHERE d.account = forget.account RETURNING 1
    ),
    marked AS (
        DELETE FROM @extschema@.rollup_stale s
         WHERE s.account = forget.account
            OR (s.key IS NOT NULL AND NOT EXISTS (SELECT FROM @extschema@.mention m WHERE m.source = s.source AND m.key = s.key))
        RETURNING 1
    )
    SELECT 'rollup_day', count(*) FROM stored
     UNION ALL
    SELECT 'rollup_stale', count(*) FROM marked;
    IF still_there IS NOT NULL THEN
        RAISE WARNING 'account "%" still has messages in %', forget.account, still_there
            USING DETAIL = 'sentiment.refresh() would read them again.',
                  HINT = 'Delete them there, which deletes what was read from them, and forget the account again.';
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@.forget(text)
    IS 'deletes all that was stored of an account, and says how many rows of which table; delete its messages in your own table first';

CREATE FUNCTION @extschema@.retain(keep interval) RETURNS TABLE (table_name text, deleted bigint)
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, pg_temp
    -- a day of the time to keep has 24 hours
    SET timezone = 'UTC'
AS $$
#variable_conflict use_column
DECLARE
    horizon CONSTANT timestamptz := now() - keep;
BEGIN
    IF keep IS NULL OR keep <= interval '0' THEN
        RAISE EXCEPTION 'time to keep must be longer than nothing, not %', coalesce(keep::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value',
                  HINT = 'For example: SELECT * FROM sentiment.retain(''2 years'');';
    END IF;
    -- roll_up() must not store meanwhile what goes
    PERFORM FROM @extschema@.rollup_state FOR UPDATE;
    RETURN QUERY
    WITH mentioned AS (
        DELETE FROM @extschema@.mention m WHERE m.at < horizon RETURNING 1
    ),
    problem AS (
        DELETE FROM @extschema@.source_problem p WHERE p.at < horizon RETURNING 1
    ),
    reviewed AS (
        DELETE FROM @extschema@.review r WHERE r.at < horizon RETURNING 1
    ),
    drawn AS (
        DELETE FROM @extschema@.review_draw d WHERE d.drawn_at < horizon RETURNING 1
    ),
    -- events go with their alert
    alerted AS (
        DELETE FROM @extschema@.alert a WHERE a.state IN ('resolved', 'stale') AND a.closed_at < horizon RETURNING id
    )
    SELECT 'mention', count(*) FROM mentioned
     UNION ALL
    SELECT 'source_problem', count(*) FROM problem
     UNION ALL
    SELECT 'review', count(*) FROM reviewed
     UNION ALL
    SELECT 'review_draw', count(*) FROM drawn
     UNION ALL
    SELECT 'alert', count(*) FROM alerted
     UNION ALL
    SELECT 'alert_event', count(*) FROM @extschema@.alert_event e JOIN alerted a ON a.id = e.alert;
    -- of a day that goes in part the rest is read again
    RETURN QUERY
    WITH stored AS (
        DELETE FROM @extschema@.rollup_day d WHERE d.day < @extschema@.day(horizon) RETURNING 1
    ),
    marked AS (
        DELETE FROM @extschema@.rollup_stale s
         WHERE s.day < @extschema@.day(horizon)
            OR (s.key IS NOT NULL AND NOT EXISTS (SELECT FROM @extschema@.mention m WHERE m.source = s.source AND m.key = s.key))
        RETURNING 1
    )
    SELECT 'rollup_day', count(*) FROM stored
     UNION ALL
    SELECT 'rollup_stale', count(*) FROM marked;
END
$$;
COMMENT ON FUNCTION @extschema@.retain(interval)
    IS 'deletes mentions, reviews and closed alerts that are older, and says how many rows of which table; open alerts stay; made for a scheduler';
