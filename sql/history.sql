-- config_history: who changed what in the tables that configure; nobody it watches can change it
DELETE FROM sentiment.config_history;
CREATE ROLE regress_senti_admin;
CREATE ROLE regress_senti_reader;
SELECT sentiment.grant_access('regress_senti_admin', 'admin'), sentiment.grant_access('regress_senti_reader', 'reader');
\pset format unaligned
\pset tuples_only on
-- the tables that it watches; all others hold data, and a new one must be decided on
SELECT tgrelid::regclass, count(*) FROM pg_trigger WHERE tgfoid = 'sentiment.history_write'::regproc GROUP BY tgrelid
 ORDER BY tgrelid::regclass::text COLLATE "C";
SELECT c.oid::regclass FROM pg_class c
 WHERE c.relnamespace = 'sentiment'::regnamespace AND c.relkind = 'r'
   AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = c.oid AND tgfoid = 'sentiment.history_write'::regproc) ORDER BY c.relname;
-- every kind of change, by a role that was set: who logged in is noted
SET SESSION AUTHORIZATION regress_senti_admin;
SELECT clock_timestamp() AS start \gset
INSERT INTO sentiment.playbook VALUES ('call', 'lead', 'Call.', '1 day');
UPDATE sentiment.playbook SET due = '2 days';
-- what changes nothing is no change
UPDATE sentiment.playbook SET due = '48 hours' WHERE name = 'nobody';
UPDATE sentiment.playbook SET due = due;
DELETE FROM sentiment.playbook;
SELECT changed_by, table_name, operation, old_row, new_row FROM sentiment.config_history ORDER BY id;
SELECT bool_and(at BETWEEN :'start' AND clock_timestamp()) AS at_the_time FROM sentiment.config_history;
-- a failed change leaves no trace, and one that is rolled back neither
SELECT state FROM error_of($$INSERT INTO sentiment.playbook VALUES ('call', '', 'Call.', '1 day')$$);
BEGIN;
INSERT INTO sentiment.playbook VALUES ('call', 'lead', 'Call.', '1 day');
ROLLBACK;
SELECT count(*) FROM sentiment.config_history;
-- rows as their own triggers leave them; terms that go with their topic, at the hands of whoever deleted it
INSERT INTO sentiment.topic (name) VALUES ('shipping');
INSERT INTO sentiment.topic_term (topic, term) VALUES ('shipping', 'Courier');
SET check_function_bodies = off;
DELETE FROM sentiment.topic WHERE name = 'shipping';
RESET check_function_bodies;
SELECT changed_by, table_name, operation, coalesce(new_row, old_row) ->> 'term' AS term FROM sentiment.config_history
 WHERE table_name LIKE 'topic%' ORDER BY table_name, id;
-- a route replaces what was there
INSERT INTO sentiment.route VALUES ('anger', 'duty manager');
SELECT operation, old_row ->> 'addressee', new_row ->> 'addressee' FROM sentiment.config_history WHERE table_name = 'route' ORDER BY id;
DELETE FROM sentiment.route WHERE emotion = 'anger';
INSERT INTO sentiment.route VALUES ('anger', 'customer success');
-- of a model's weights length and hash
SET bytea_output = escape;
INSERT INTO sentiment.model (name, weights) SELECT 'own', sentiment.fit(body, label)
  FROM (VALUES ('It gnarps.', 'negative'::sentiment.polarity), ('It thrums.', 'neutral')) v(body, label);
SELECT operation, old_row, new_row -> 'weights' = jsonb_build_object('length', length(weights), 'sha256', encode(sha256(weights), 'hex')) AS weights, pg_column_size(new_row) < 500 AS is_small
  FROM sentiment.config_history, sentiment.model WHERE table_name = 'model';
DELETE FROM sentiment.model;
RESET bytea_output;
-- a dump that is loaded brings its history; only who may write all of it can leave it out
SET check_function_bodies = off;
INSERT INTO sentiment.playbook VALUES ('call', 'lead', 'Call.', '1 day');
RESET SESSION AUTHORIZATION;
DELETE FROM sentiment.playbook;
RESET check_function_bodies;
SELECT operation, new_row FROM sentiment.config_history ORDER BY id DESC LIMIT 1;
-- TRUNCATE, by the owner
INSERT INTO sentiment.lexicon (term, valence) VALUES ('moonbeam', -2), ('starlight', 2);
TRUNCATE sentiment.lexicon;
SELECT operation, old_row ->> 'term', new_row FROM sentiment.config_history WHERE operation = 'TRUNCATE' ORDER BY id;
-- an admin can add, under the admin's own name and time, and change nothing that is there; a reader reads
SET SESSION AUTHORIZATION regress_senti_admin;
SELECT state, message FROM error_of('DELETE FROM sentiment.config_history');
SELECT state, message FROM error_of('TRUNCATE sentiment.config_history');
SELECT state, message FROM error_of('UPDATE sentiment.config_history SET new_row = NULL');
SELECT state, message FROM error_of($$INSERT INTO sentiment.config_history (table_name, operation, changed_by) VALUES ('rule', 'INSERT', 'somebody')$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.config_history (table_name, operation, at) VALUES ('rule', 'INSERT', '2000-01-01')$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.config_history (id, table_name, operation) VALUES (0, 'rule', 'INSERT')$$);
SELECT state, message FROM error_of('ALTER TABLE sentiment.rule DISABLE TRIGGER history_write');
SELECT state, message FROM error_of('SET session_replication_role = replica');
SET SESSION AUTHORIZATION regress_senti_reader;
SELECT count(*) > 0 FROM sentiment.config_history;
SELECT state, message FROM error_of($$INSERT INTO sentiment.config_history (table_name, operation) VALUES ('rule', 'INSERT')$$);
RESET SESSION AUTHORIZATION;
DELETE FROM sentiment.config_history;
DROP OWNED BY regress_senti_admin, regress_senti_reader;
DROP ROLE regress_senti_admin, regress_senti_reader;
