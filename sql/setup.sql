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
    UPDATE sentiment.rule SET period = NULL, min_n = 1, max_gap = '4 days' WHERE period IS NOT NULL;
    SELECT name FROM sentiment.rule ORDER BY name COLLATE "C" DESC;
$$;
-- For stories whose numbers are worked out by hand: what is left of a message, as if it had been scored so; with a topic, and of
-- the topic the same; what a rule needs to be one; and each alert's edges, with their day.
CREATE TABLE said_by_hand (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, account text, ticket text, is_customer boolean, sent_at timestamptz, body text);
CREATE FUNCTION hear(account text, at timestamptz, score float8, ticket text DEFAULT NULL, author text DEFAULT NULL, contact_role text DEFAULT NULL,
                     topic text DEFAULT NULL, emotion text DEFAULT NULL, is_customer boolean DEFAULT true) RETURNS text LANGUAGE sql AS $$
    WITH message AS (INSERT INTO said_by_hand (account) VALUES (account) RETURNING id)
    INSERT INTO sentiment.mention (source, key, account, ticket, author, contact_role, is_customer, at, topic, score, emotion, text_hash, model, scored_at)
    SELECT 'public.said_by_hand', message.id, account, ticket, author, contact_role, is_customer, hear.at, part.topic, score, emotion, 0, 'by hand', now()
      FROM message, (SELECT NULL UNION SELECT hear.topic) part (topic);
    SELECT 'heard';
$$;
CREATE FUNCTION watch(name text, scope text, metric text, op text, threshold float8, clear float8, period interval DEFAULT NULL, hold interval DEFAULT '0',
                      max_gap interval DEFAULT '14 days', emotion text[] DEFAULT NULL) RETURNS text LANGUAGE sql AS $$
    INSERT INTO sentiment.playbook (name, owner, review, due) VALUES ('call', 'support lead', 'Call the account.', '48 hours') ON CONFLICT DO NOTHING;
    INSERT INTO sentiment.rule (name, audience, scope, emotion, metric, op, threshold, clear, period, hold, max_gap, playbook)
    VALUES (name, 'lead', scope, emotion, metric, op, threshold, clear, period, hold, max_gap, 'call')
    RETURNING name;
$$;
CREATE VIEW told AS
    SELECT to_char(e.at AT TIME ZONE 'UTC', 'Mon DD') AS day, a.rule, a.subject, e.edge, round(e.value::numeric, 4) AS value
      FROM sentiment.alert_event e JOIN sentiment.alert a ON a.id = e.alert ORDER BY e.at, a.rule COLLATE "C", a.subject COLLATE "C", e.id;
CREATE PROCEDURE new_story() LANGUAGE sql AS $$
    DELETE FROM sentiment.alert;
    DELETE FROM sentiment.rule;
    DELETE FROM sentiment.playbook;
    DELETE FROM sentiment.silence;
    DELETE FROM sentiment.mention;
    DELETE FROM sentiment.evaluation;
    DELETE FROM sentiment.account;
    DELETE FROM sentiment.ticket;
    DELETE FROM sentiment.review;
$$;
