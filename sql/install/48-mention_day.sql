-- The rollup mention_day: summaries by account, day and further dimensions, of which roll_up() stores what is new

-- What lies in rollup_day is of the transactions that a snapshot had seen as finished.  Whether a mention is in it is
-- a matter of its xid alone, so whoever was in flight then is never skipped, and nobody is counted twice.
CREATE TABLE @extschema@.rollup_state (
    snapshot pg_snapshot NOT NULL
);
COMMENT ON TABLE @extschema@.rollup_state IS 'one row: rollup_day holds the mentions whose xid is visible in this snapshot';
CREATE UNIQUE INDEX rollup_state_is_one_row ON @extschema@.rollup_state ((true));
-- in which nothing is visible
INSERT INTO @extschema@.rollup_state VALUES ('1:1:');

CREATE TABLE @extschema@.rollup_stale (
    account text,
    day     date,
    source  text,
    key     text,
    CONSTRAINT rollup_stale_is_a_day_or_a_message CHECK ((num_nulls(account, day), num_nulls(source, key)) IN ((0, 2), (2, 0)))
);
COMMENT ON TABLE @extschema@.rollup_stale IS 'what roll_up() must read again: an account''s day from which mentions went, or a message whose review changed';

-- What a reader asks for is planned each time, which takes longer than reading it.  So what can be is behind functions in
-- PL/pgSQL, which keeps plans.  Those without SET, which would take as long again, use no operator.

-- A function also tells the planner how few mentions are younger; dear, so that it is called once, for the index.
CREATE FUNCTION @extschema@.rolled_until() RETURNS xid8
    LANGUAGE plpgsql STABLE PARALLEL SAFE COST 1000
AS $$
BEGIN
    RETURN (SELECT pg_catalog.pg_snapshot_xmin(s.snapshot) FROM @extschema@.rollup_state s);
END
$$;
COMMENT ON FUNCTION @extschema@.rolled_until() IS 'mentions of older transactions are all in the rollup';

-- A message's day is looked up as late as here: it may have arrived, or moved, after its review was written.
CREATE VIEW @extschema@.rollup_stale_day AS
    SELECT account, day FROM @extschema@.rollup_stale WHERE account IS NOT NULL
    UNION
    SELECT m.account, @extschema@.day(m.at) FROM @extschema@.rollup_stale s JOIN @extschema@.mention m ON m.source = s.source AND m.key = s.key
     WHERE m.account IS NOT NULL;
COMMENT ON VIEW @extschema@.rollup_stale_day IS 'days of accounts that must be read from mention, whatever the rollup holds';

CREATE FUNCTION @extschema@.rollup_stale_days() RETURNS TABLE (account text, day date)
    LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 1
AS $$
BEGIN
    IF EXISTS (SELECT FROM @extschema@.rollup_stale) THEN
        RETURN QUERY TABLE @extschema@.rollup_stale_day;
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@.rollup_stale_days() IS 'rollup_stale_day, for views';

-- The one place where a dimension is added; all that is not score, at or xid is one.
CREATE VIEW @extschema@.rollup_row AS
    SELECT account, @extschema@.day(at) AS day, source, topic, channel, contact_role, product, ticket_type, ticket_tier, model,
           score, at, xid
      FROM @extschema@.judged
     WHERE is_customer AND account IS NOT NULL;
COMMENT ON VIEW @extschema@.rollup_row IS 'what is summed up in mention_day, row by row';

CREATE FUNCTION @extschema@.rollup_stale_row(account text, day date) RETURNS SETOF @extschema@.rollup_row
    LANGUAGE plpgsql STABLE PARALLEL SAFE ROWS 100
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN QUERY
    SELECT * FROM @extschema@.rollup_row r
     WHERE r.account = rollup_stale_row.account AND r.day = rollup_stale_row.day
       -- for the index, within what any zone makes of that day
       AND r.at >= (rollup_stale_row.day - 1)::timestamp AT TIME ZONE 'UTC' AND r.at < (rollup_stale_row.day + 2)::timestamp AT TIME ZONE 'UTC'
       AND pg_visible_in_snapshot(r.xid, (SELECT s.snapshot FROM @extschema@.rollup_state s));
END
$$;
COMMENT ON FUNCTION @extschema@.rollup_stale_row(text, date) IS 'mentions of a stale day that the rollup has seen';

DO $do$
DECLARE
    dimensions CONSTANT text := (
        SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
         WHERE attrelid = '@extschema@.rollup_row'::regclass AND attnum > 0 AND attname NOT IN ('score', 'at', 'xid'));
    others CONSTANT text := regexp_replace(dimensions, '^account, day, ', '');
    command text;
BEGIN
    FOREACH command IN ARRAY ARRAY[
-- account and day of the list, so that a condition on them chooses from it
$view$
CREATE VIEW @extschema@.rollup_fresh_row AS
    SELECT {dimensions}, score, at, xid FROM @extschema@.rollup_row
     WHERE xid >= @extschema@.rolled_until() AND NOT pg_visible_in_snapshot(xid, (SELECT snapshot FROM @extschema@.rollup_state))
    UNION ALL
    SELECT {dimensions}, score, at, xid
      FROM @extschema@.rollup_stale_days() s
     CROSS JOIN LATERAL @extschema@.rollup_stale_row(s.account, s.day) r (the_account, the_day, {others}, score, at, xid)
$view$,
$view$
CREATE VIEW @extschema@.rollup_fresh AS
    SELECT {dimensions}, @extschema@.tally(score, at) AS tally FROM @extschema@.rollup_fresh_row GROUP BY {dimensions}
$view$,
$table$
CREATE TABLE @extschema@.rollup_day AS TABLE @extschema@.rollup_fresh WITH NO DATA
$table$,
$view$
CREATE VIEW @extschema@.mention_day AS
    SELECT {dimensions}, tally
      FROM (SELECT *, true AS is_stored FROM @extschema@.rollup_day
            UNION ALL
            SELECT *, false FROM @extschema@.rollup_fresh) part
     -- from outside, because the planner appends a table that has no condition of its own without a step for each row
     WHERE NOT (is_stored AND (account, day) IN (SELECT s.account, s.day FROM @extschema@.rollup_stale_days() s))
$view$,
$procedure$
CREATE PROCEDURE @extschema@.roll_up()
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- in the order of TRUNCATE, which then asks for rollup_state
    LOCK TABLE @extschema@.mention, @extschema@.review IN ACCESS SHARE MODE;
    -- with nothing to do, nothing is written or locked
    IF NOT EXISTS (SELECT FROM @extschema@.rollup_stale)
       AND NOT EXISTS (SELECT FROM @extschema@.mention
                        WHERE xid >= @extschema@.rolled_until() AND NOT pg_visible_in_snapshot(xid, (SELECT snapshot FROM @extschema@.rollup_state))
                          AND xid IS DISTINCT FROM pg_current_xact_id_if_assigned()) THEN
        RETURN;
    END IF;
    -- one at a time, and nobody waits: who does it now does it for all
    PERFORM FROM @extschema@.rollup_state FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    -- one statement, so that rows, reviews, marks and the snapshot that says what was read are of one moment
    -- the function, because the planner then takes them for few and finds what is replaced by index
    WITH stale AS MATERIALIZED (SELECT * FROM @extschema@.rollup_stale_days()),
         -- this transaction may write more: what it wrote stays fresh
         fresh AS MATERIALIZED (
             SELECT {dimensions}, @extschema@.tally(score, at) AS tally FROM @extschema@.rollup_fresh_row
              WHERE xid <> pg_current_xact_id() GROUP BY {dimensions}),
         touched AS MATERIALIZED (TABLE stale UNION SELECT account, day FROM fresh),
         handled AS (DELETE FROM @extschema@.rollup_stale),
         replaced AS (
             DELETE FROM @extschema@.rollup_day d USING touched t WHERE d.account = t.account AND d.day = t.day RETURNING d.*),
         rolled AS (
             INSERT INTO @extschema@.rollup_day
             SELECT {dimensions}, @extschema@.rollup(tally)
               FROM (TABLE fresh
                     UNION ALL
                     -- IN is hashed, however few the planner takes them for
                     SELECT r.* FROM replaced r WHERE (r.account, r.day) NOT IN (SELECT s.account, s.day FROM stale s)) part
              GROUP BY {dimensions}
              ORDER BY account, day)
    UPDATE @extschema@.rollup_state
       SET snapshot = (SELECT format('%s:%s:%s', pg_snapshot_xmin(now), pg_snapshot_xmax(now),
                                     (SELECT string_agg(xid::text, ',' ORDER BY xid)
                                        FROM (SELECT pg_snapshot_xip(now)
                                              UNION
                                              SELECT pg_current_xact_id() WHERE pg_current_xact_id() < pg_snapshot_xmax(now)) running (xid)))::pg_snapshot
                         FROM pg_current_snapshot() now);
END
$$
$procedure$]
    LOOP
        EXECUTE replace(replace(command, '{dimensions}', dimensions), '{others}', others);
    END LOOP;
END
$do$;
COMMENT ON VIEW @extschema@.rollup_fresh_row IS 'mentions that are not in the rollup, and those of stale days';
COMMENT ON VIEW @extschema@.rollup_fresh IS 'rollup_fresh_row, summed up';
COMMENT ON TABLE @extschema@.rollup_day IS 'the stored part of mention_day; written by roll_up() only';
COMMENT ON VIEW @extschema@.mention_day
    IS 'summary of what customers wrote by account, day, source, topic (NULL: whole texts), channel, contact_role, product, ticket_type, ticket_tier and model; always up to date; a group may have a row of what was stored and one of what came since: use rollup(tally); tally NULL: nothing was scored';
COMMENT ON PROCEDURE @extschema@.roll_up()
    IS 'stores what is new in mention_day, so that it need not be read from mention again; changes no result; made for a scheduler';
CREATE INDEX rollup_day_account_idx ON @extschema@.rollup_day (account text_pattern_ops, day);
CREATE INDEX rollup_day_day_idx ON @extschema@.rollup_day (day);

-- Who deletes or changes mentions marks their days; those of one's own transaction are in no rollup yet.
CREATE FUNCTION @extschema@.rollup_mention_gone() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO @extschema@.rollup_stale (account, day)
    SELECT DISTINCT account, @extschema@.day(at) FROM gone WHERE is_customer AND account IS NOT NULL AND xid <> pg_current_xact_id();
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION @extschema@.rollup_mention_gone() IS 'trigger: marks the days of deleted and changed mentions as stale';
CREATE TRIGGER rollup_mention_deleted AFTER DELETE ON @extschema@.mention REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.rollup_mention_gone();
CREATE TRIGGER rollup_mention_updated AFTER UPDATE ON @extschema@.mention REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.rollup_mention_gone();

CREATE FUNCTION @extschema@.rollup_review_changed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    INSERT INTO @extschema@.rollup_stale (source, key)
    SELECT DISTINCT source, key FROM changed WHERE kind = 'person';
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION @extschema@.rollup_review_changed() IS 'trigger: marks messages whose reviews changed as stale';
CREATE TRIGGER rollup_review_inserted AFTER INSERT ON @extschema@.review REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.rollup_review_changed();
CREATE TRIGGER rollup_review_updated_from AFTER UPDATE ON @extschema@.review REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.rollup_review_changed();
CREATE TRIGGER rollup_review_updated_to AFTER UPDATE ON @extschema@.review REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.rollup_review_changed();
CREATE TRIGGER rollup_review_deleted AFTER DELETE ON @extschema@.review REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.rollup_review_changed();

CREATE FUNCTION @extschema@.rollup_truncated() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE @extschema@.rollup_state SET snapshot = '1:1:';
    DELETE FROM @extschema@.rollup_day;
    DELETE FROM @extschema@.rollup_stale;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION @extschema@.rollup_truncated() IS 'trigger: forgets the rollup, of which roll_up() then makes a new one';
CREATE TRIGGER rollup_mention_truncated AFTER TRUNCATE ON @extschema@.mention
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.rollup_truncated();
CREATE TRIGGER rollup_review_truncated AFTER TRUNCATE ON @extschema@.review
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.rollup_truncated();

-- Days of another zone are other days.  Who is marking days of the old one ends first; later ones see the new zone.
CREATE FUNCTION @extschema@.rollup_zone_changed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    -- in the order of forget() and retain()
    UPDATE @extschema@.rollup_state SET snapshot = '1:1:';
    LOCK TABLE @extschema@.mention IN SHARE MODE;
    DELETE FROM @extschema@.rollup_day;
    DELETE FROM @extschema@.rollup_stale;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION @extschema@.rollup_zone_changed() IS 'trigger: forgets the rollup, of which roll_up() then makes one by days of the new zone';
CREATE TRIGGER rollup_zone_set AFTER INSERT OR DELETE ON @extschema@.setting
    FOR EACH ROW EXECUTE FUNCTION @extschema@.rollup_zone_changed();
CREATE TRIGGER rollup_zone_updated AFTER UPDATE ON @extschema@.setting
    FOR EACH ROW WHEN (OLD.zone IS DISTINCT FROM NEW.zone) EXECUTE FUNCTION @extschema@.rollup_zone_changed();
CREATE TRIGGER rollup_zone_truncated AFTER TRUNCATE ON @extschema@.setting
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.rollup_zone_changed();

-- also where rows come by replication
DO $$
DECLARE
    fired record;
BEGIN
    FOR fired IN SELECT tgrelid::regclass AS relation, tgname AS name FROM pg_trigger
                  WHERE tgrelid IN ('@extschema@.mention'::regclass, '@extschema@.review'::regclass, '@extschema@.setting'::regclass) AND starts_with(tgname, 'rollup_') LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', fired.relation, fired.name);
    END LOOP;
END
$$;
