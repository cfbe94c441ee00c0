-- The extension is there, in its own schema, and C and control file agree on the version.
CREATE EXTENSION sentiment;
SELECT n.nspname AS schema, e.extrelocatable AS relocatable
  FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE extname = 'sentiment';
SELECT sentiment.model_version() LIKE 'builtin-' || extversion || '-%' AS same_version
  FROM pg_extension WHERE extname = 'sentiment';
-- the other tests expect what lexicon and rules say, which can be worked out by hand
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET sentiment.model = ''rules''', current_database()); END $$;
-- everything has a comment
SELECT p.oid::regprocedure FROM pg_proc p
 WHERE p.pronamespace = 'sentiment'::regnamespace AND obj_description(p.oid, 'pg_proc') IS NULL;
SELECT c.oid::regclass FROM pg_class c
 WHERE c.relnamespace = 'sentiment'::regnamespace AND c.relkind IN ('r', 'v') AND obj_description(c.oid, 'pg_class') IS NULL;
-- for the other tests: what an error says, without the line of C that says it
CREATE FUNCTION error_of(query text, OUT state text, OUT message text, OUT detail text, OUT hint text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE query;
    message := 'no error';
EXCEPTION WHEN OTHERS THEN
    GET STACKED DIAGNOSTICS state = RETURNED_SQLSTATE, message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
END $$;
-- and two rules whose stories are easily told: a ticket's latest turn, of whatever stage, and an account's days
CREATE FUNCTION two_rules() RETURNS SETOF text LANGUAGE sql AS $$
    SELECT sentiment.starter_rules();
    DELETE FROM sentiment.rule WHERE name NOT IN ('ticket turned hostile', 'support below -0.3 for 14 days');
    UPDATE sentiment.rule SET stage = NULL WHERE stage IS NOT NULL;
    SELECT name FROM sentiment.rule ORDER BY name COLLATE "C" DESC;
$$;
