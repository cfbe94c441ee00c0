-- A dump restored in any order: rows wait for those that they refer to.  pg_restore -j itself: test/t/001_dump_restore.pl
INSERT INTO sentiment.topic (name) VALUES ('shipping');
INSERT INTO sentiment.topic_term (topic, term) VALUES ('shipping', 'courier'), (NULL, 'desk');
SELECT two_rules();
INSERT INTO sentiment.alert (rule, subject, account, state, severity, owner, review, value, since, until, fired_at, due_at)
    SELECT name, 'acme ' || name, 'acme', 'firing', severity, 'lead', 'Call.', -0.1 - 1 / 3.0::float8, '2024-01-01 12:00:00.123456+00', '2024-01-02', '2024-01-02', '2024-01-03' FROM sentiment.rule;
INSERT INTO sentiment.alert_event (alert, at, edge, note) SELECT id, '2024-01-02', 'open', E'a "note", with \\ and (brackets)\n' FROM sentiment.alert;
-- each table as it is, and as it is dumped
CREATE TABLE saved (place integer, name text, all_rows text[]);
INSERT INTO saved VALUES
    (1, 'alert_event', ARRAY(SELECT t::text FROM sentiment.alert_event t ORDER BY id)),
    (2, 'alert', ARRAY(SELECT t::text FROM sentiment.alert t ORDER BY id)),
    (3, 'rule', ARRAY(SELECT t::text FROM sentiment.rule t ORDER BY name)),
    (4, 'playbook', ARRAY(SELECT t::text FROM sentiment.playbook t ORDER BY name)),
    (5, 'topic_term', ARRAY(SELECT t::text FROM sentiment.topic_term t ORDER BY term)),
    (6, 'topic', ARRAY(SELECT t::text FROM sentiment.topic t WHERE NOT is_builtin));
CREATE FUNCTION clear() RETURNS void LANGUAGE sql BEGIN ATOMIC
    DELETE FROM sentiment.alert_event; DELETE FROM sentiment.alert; DELETE FROM sentiment.rule; DELETE FROM sentiment.playbook;
    DELETE FROM sentiment.topic_term; DELETE FROM sentiment.topic WHERE NOT is_builtin;
END;
-- what is there after each table has been loaded, by the order of their places
CREATE FUNCTION load(ascending boolean) RETURNS TABLE (loaded text, waiting bigint) LANGUAGE plpgsql SET check_function_bodies = off AS $$
BEGIN
    FOR loaded IN SELECT name FROM saved ORDER BY CASE WHEN ascending THEN place ELSE -place END LOOP
        EXECUTE format('INSERT INTO sentiment.%I SELECT (r::sentiment.%1$I).* FROM saved, unnest(all_rows) r WHERE name = %1$L', loaded);
        SELECT count(*) INTO waiting FROM sentiment.restore_waiting;
        RETURN NEXT;
    END LOOP;
END $$;
-- but for the transaction of an event, its last column, which is the one that restores
CREATE FUNCTION differences() RETURNS bigint LANGUAGE sql AS $$
    SELECT count(*) FROM saved WHERE CASE name WHEN 'alert_event' THEN ARRAY(SELECT regexp_replace(r, '[0-9]+\)$', '') FROM unnest(all_rows) r) ELSE all_rows END <> CASE name
        WHEN 'alert_event' THEN ARRAY(SELECT regexp_replace(t::text, '[0-9]+\)$', '') FROM sentiment.alert_event t ORDER BY id)
        WHEN 'alert' THEN ARRAY(SELECT t::text FROM sentiment.alert t ORDER BY id)
        WHEN 'rule' THEN ARRAY(SELECT t::text FROM sentiment.rule t ORDER BY name)
        WHEN 'playbook' THEN ARRAY(SELECT t::text FROM sentiment.playbook t ORDER BY name)
        WHEN 'topic_term' THEN ARRAY(SELECT t::text FROM sentiment.topic_term t ORDER BY term)
        ELSE ARRAY(SELECT t::text FROM sentiment.topic t WHERE NOT is_builtin) END
$$;
SELECT clear();
SELECT differences();
-- children first: two events, two alerts and two rules wait for the playbooks, a term for its topic
SELECT * FROM load(true);
SELECT differences();
SELECT clear();
SELECT * FROM load(false);
SELECT differences();
SELECT clear();
-- nobody waits outside of a restore, or without the right to restore
SELECT state, message FROM error_of($$INSERT INTO sentiment.topic_term (topic, term) VALUES ('shipping', 'courier')$$);
CREATE ROLE regress_senti_admin;
SELECT sentiment.grant_access('regress_senti_admin', 'admin');
SET SESSION AUTHORIZATION regress_senti_admin;
SET check_function_bodies = off;
SELECT state, message FROM error_of($$INSERT INTO sentiment.topic_term (topic, term) VALUES ('shipping', 'courier')$$);
SELECT state, message FROM error_of('INSERT INTO sentiment.topic (name) VALUES (''shipping'')');
INSERT INTO sentiment.topic_term (topic, term) VALUES ('shipping', 'courier');
RESET SESSION AUTHORIZATION;
RESET check_function_bodies;
-- every foreign key of ours has its triggers
SELECT c.conname FROM pg_constraint c WHERE c.contype = 'f' AND c.connamespace = 'sentiment'::regnamespace
   AND (SELECT count(*) FROM pg_trigger t WHERE t.tgname = 'restore_' || c.conname AND t.tgrelid IN (c.conrelid, c.confrelid)) <> 2;
DROP OWNED BY regress_senti_admin;
DROP ROLE regress_senti_admin;
SELECT clear();
DROP FUNCTION clear(), load(boolean), differences();
DROP TABLE saved;
DELETE FROM sentiment.config_history;
