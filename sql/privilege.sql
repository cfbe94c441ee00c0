-- Private by default: PUBLIC may score and aggregate; everything else is granted, and nothing leads up.
CREATE ROLE regress_senti_app;
CREATE ROLE regress_senti_owner;
CREATE ROLE regress_senti_reader;
CREATE ROLE regress_senti_analyst;
GRANT CREATE ON SCHEMA public TO regress_senti_owner;
-- functions that PUBLIC may not execute
SELECT p.oid::regprocedure FROM pg_proc p
 WHERE p.pronamespace = 'sentiment'::regnamespace AND NOT has_function_privilege('regress_senti_app', p.oid, 'EXECUTE') ORDER BY p.oid::regprocedure::text COLLATE "C";
-- tables and views that PUBLIC may touch: none
SELECT c.oid::regclass FROM pg_class c
 WHERE c.relnamespace = 'sentiment'::regnamespace AND c.relkind IN ('r', 'v', 'S')
   AND has_table_privilege('regress_senti_app', c.oid, 'SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER');
SET ROLE regress_senti_app;
SELECT sentiment.label('Website is not working.'), sentiment.net(0.5);
\pset format unaligned
\pset tuples_only on
SELECT state, message FROM error_of('TABLE sentiment.mention');
SELECT state, message FROM error_of('CALL sentiment.evaluate()');
SELECT state, message FROM error_of($$SELECT sentiment.grant_access('regress_senti_app', 'admin')$$);
RESET ROLE;
SELECT * FROM error_of($$SELECT sentiment.grant_access('regress_senti_app', 'king')$$);
-- an owner without rights on the store is told what is missing; only an owner may track
SET ROLE regress_senti_owner;
CREATE TABLE message (id integer PRIMARY KEY, account text, ticket text, sent_at timestamptz, body text);
GRANT INSERT ON message TO regress_senti_app;
RESET ROLE;
SELECT * FROM error_of($$SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket')$$);
SELECT sentiment.grant_access('regress_senti_owner', 'admin'), sentiment.grant_access('regress_senti_reader', 'reader'),
       sentiment.grant_access('regress_senti_analyst', 'analyst');
CREATE TABLE other (id integer, account text, sent_at timestamptz, body text);
SET ROLE regress_senti_owner;
SELECT state, message FROM error_of($$SELECT sentiment.track('other', text => 'body', account => 'account', at => 'sent_at', key => 'id')$$);
SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket');
SELECT count(*) FROM sentiment.starter_rules();
-- the application's role has no right on ours, and what it writes is scored and fires
SET ROLE regress_senti_app;
INSERT INTO message VALUES (1, 'acme', 'A-1', now(), 'Unacceptable. It crashed again and nobody answers. This is a disgrace!');
SELECT state FROM error_of('TABLE sentiment.alert');
-- a trigger of the owner's on alert runs as the owner of the tracked table: no way up
RESET ROLE;
GRANT TRIGGER ON sentiment.alert TO regress_senti_owner;
SET ROLE regress_senti_owner;
CREATE TABLE ran_as (role name);
CREATE FUNCTION note_role() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.ran_as VALUES (current_user); RETURN NEW; END $$;
CREATE TRIGGER note_role BEFORE INSERT ON sentiment.alert FOR EACH ROW EXECUTE FUNCTION note_role();
SET ROLE regress_senti_app;
INSERT INTO message VALUES (2, 'acme', 'A-2', now(), 'Unacceptable. It crashed again and nobody answers. This is a disgrace!');
RESET ROLE;
SELECT * FROM ran_as;
-- a reader sees scores and alerts, and a quote only with a right of the reader's own on the source
SET ROLE regress_senti_reader;
SELECT account, ticket, state FROM sentiment.open_alert ORDER BY ticket;
SELECT ticket, turns FROM sentiment.ticket_trajectory ORDER BY ticket;
SELECT e.key, e.quote FROM sentiment.alert a, sentiment.evidence(a.id) e ORDER BY e.key;
SELECT state, message FROM error_of('SELECT sentiment.acknowledge(1)');
SELECT state, message FROM error_of($$INSERT INTO sentiment.review (source, key, label) VALUES ('public.message', '1', 'neutral')$$);
RESET ROLE;
GRANT SELECT ON message TO regress_senti_reader;
SET ROLE regress_senti_reader;
SELECT count(*) FROM sentiment.alert a, sentiment.evidence(a.id) e WHERE e.quote <> '';
SET ROLE regress_senti_analyst;
SELECT count(sentiment.acknowledge(id)) FROM sentiment.alert;
CALL sentiment.evaluate();
SELECT state FROM error_of('DELETE FROM sentiment.mention');
-- reviews, and rules decide with the analyst's rights; when and by which role a review was written is not the analyst's to say
INSERT INTO sentiment.review (source, key, label, reviewer) VALUES ('public.message', '1', 'neutral', 'Ann');
SELECT key, label, reviewer FROM sentiment.interaction ORDER BY key;
SELECT count(*) FROM sentiment.open_alert;
SELECT state FROM error_of($$INSERT INTO sentiment.review (source, key, label, at) VALUES ('public.message', '2', 'neutral', '2000-01-01')$$);
SELECT state FROM error_of('UPDATE sentiment.review SET written_by = reviewer');
UPDATE sentiment.review SET note = 'on the phone';
DELETE FROM sentiment.review;
RESET ROLE;
SELECT sentiment.untrack('message');
DROP TRIGGER note_role ON sentiment.alert;
DROP FUNCTION note_role();
DROP TABLE message, other, ran_as;
DELETE FROM sentiment.alert;
DELETE FROM sentiment.rule;
DELETE FROM sentiment.playbook;
DROP OWNED BY regress_senti_app, regress_senti_owner, regress_senti_reader, regress_senti_analyst;
DROP ROLE regress_senti_app, regress_senti_owner, regress_senti_reader, regress_senti_analyst;
