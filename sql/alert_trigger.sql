-- A user's own trigger on alert flags the helpdesk's ticket: by a message and by evaluate(), with which rights, and when it fails.
CREATE TABLE desk (id bigint PRIMARY KEY, company text, is_flagged boolean NOT NULL DEFAULT false, queue text NOT NULL DEFAULT 'support');
CREATE TABLE message (id integer PRIMARY KEY, ticket bigint, sent_at timestamptz, body text);
SELECT sentiment.dimension('ticket', 'desk', key => 'id', columns => '{"account": "company"}');
SELECT sentiment.track('message', text => 'body', at => 'sent_at', key => 'id', ticket => 'ticket');
INSERT INTO sentiment.playbook (name, owner, review, due) VALUES ('calm', 'agent', 'Answer the quote first.', '4 hours');
INSERT INTO sentiment.rule (name, audience, scope, metric, op, threshold, clear, max_gap, severity, playbook)
    VALUES ('hostile', 'agent', 'ticket', 'score', '<', -0.7, -0.15, '14 days', 'warning', 'calm');
INSERT INTO desk (id, company) VALUES (1, 'acme'), (2, 'acme'), (3, 'beta');
CREATE TABLE said (name text, body text);
INSERT INTO said VALUES ('hostile', 'Unacceptable. It crashed again and nobody answers. This is a disgrace!'), ('thanks', 'It works perfectly again, thank you so much, excellent support!');
CREATE PROCEDURE say(id integer, ticket bigint, what text) LANGUAGE sql
    BEGIN ATOMIC INSERT INTO message SELECT say.id, say.ticket, clock_timestamp(), body FROM said WHERE name = what; END;

-- notes who runs it, and what it sees; at first it has no rights of its own
CREATE TABLE run (n integer GENERATED ALWAYS AS IDENTITY, as_role name, path text, state text);
CREATE FUNCTION flag_ticket() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_open CONSTANT boolean := EXISTS (SELECT FROM sentiment.open_alert a WHERE a.ticket = NEW.ticket);
BEGIN
    INSERT INTO public.run (as_role, path, state) VALUES (current_user, current_setting('search_path'), NEW.state);
    UPDATE public.desk SET is_flagged = is_open, queue = CASE WHEN is_open THEN 'escalations' ELSE 'support' END
     WHERE id = NEW.ticket::bigint;
    RETURN NULL;
END
$$;
CREATE TRIGGER flag_ticket AFTER INSERT OR UPDATE OF state ON sentiment.alert
    FOR EACH ROW WHEN (NEW.source = 'public.message') EXECUTE FUNCTION flag_ticket();

-- 1. By a message: the ticket is flagged with it, again when it turns again, and is not when the customer is glad.
CALL say(1, 1, 'hostile');
CALL say(2, 2, 'thanks');
SELECT * FROM desk ORDER BY id;
CALL say(3, 1, 'thanks');
SELECT * FROM desk WHERE id = 1;
CALL say(4, 1, 'hostile');
SELECT * FROM desk WHERE id = 1;
SELECT state, path FROM run ORDER BY n;
-- a rolled-back message leaves no flag
BEGIN;
CALL say(5, 2, 'hostile');
SELECT * FROM desk WHERE id = 2;
ROLLBACK;
SELECT * FROM desk WHERE id = 2;
-- acknowledging leaves it flagged, resolving does not
SELECT sentiment.acknowledge(id, NULL) FROM sentiment.open_alert;
SELECT * FROM desk WHERE id = 1;
SELECT sentiment.resolve(id, 'called') FROM sentiment.open_alert;
SELECT * FROM desk WHERE id = 1;

-- 2. By evaluate(): what the trigger of the table has not seen is flagged, and silence takes the flag away.
ALTER TABLE message DISABLE TRIGGER USER;
CALL say(6, 2, 'hostile');
CALL sentiment.refresh('message');
SELECT * FROM desk WHERE id = 2;
CALL sentiment.evaluate();
SELECT * FROM desk WHERE id = 2;
CALL sentiment.evaluate(now() + interval '16 days');
SELECT * FROM desk WHERE id = 2;
ALTER TABLE message ENABLE ALWAYS TRIGGER sentiment_insert;
DELETE FROM sentiment.alert;

-- 3. Rights: it runs as the owner of the tracked table, or as who calls evaluate(); SECURITY DEFINER makes that the owner of the function.
CREATE ROLE regress_senti_desk;
CREATE ROLE regress_senti_app;
CREATE ROLE regress_senti_jobs;
GRANT INSERT ON message TO regress_senti_app;
GRANT SELECT ON said TO regress_senti_app;
GRANT INSERT ON run TO PUBLIC;
GRANT SELECT, UPDATE ON desk TO regress_senti_desk;
SELECT sentiment.grant_access(role, 'admin') FROM unnest(ARRAY['regress_senti_desk', 'regress_senti_jobs']::name[]) role;
GRANT CREATE ON SCHEMA public TO regress_senti_desk;
ALTER TABLE message OWNER TO regress_senti_desk;
DELETE FROM run;
SET ROLE regress_senti_app;
CALL say(10, 3, 'hostile');
RESET ROLE;
SELECT as_role, state FROM run ORDER BY n;
SELECT * FROM desk WHERE id = 3;
-- an admin who may not change the helpdesk's table gets nowhere, ...
DELETE FROM run;
\set VERBOSITY terse
SET ROLE regress_senti_jobs;
SELECT state, message FROM error_of('UPDATE desk SET is_flagged = false');
CALL sentiment.evaluate(now() + interval '16 days');
RESET ROLE;
\set VERBOSITY default
SELECT * FROM desk WHERE id = 3;
-- ... until the function brings the rights of its owner
ALTER FUNCTION flag_ticket() SECURITY DEFINER SET search_path = pg_catalog, pg_temp;
ALTER FUNCTION flag_ticket() OWNER TO regress_senti_desk;
SET ROLE regress_senti_jobs;
CALL sentiment.evaluate(now() + interval '16 days');
RESET ROLE;
SELECT as_role, state FROM run ORDER BY n;
SELECT * FROM desk WHERE id = 3;
-- whoever makes a trigger on alert makes others run it: no level of access allows it
SET ROLE regress_senti_jobs;
SELECT state, message FROM error_of('CREATE TRIGGER mine AFTER INSERT ON sentiment.alert FOR EACH ROW EXECUTE FUNCTION flag_ticket()');
RESET ROLE;
DELETE FROM sentiment.alert;

-- 4. It fails: the customer's message is in and scored, a warning says so, and evaluate() opens the alert once the trigger works.
ALTER TABLE desk ADD CONSTRAINT no_escalations CHECK (queue <> 'escalations');
\set VERBOSITY terse
SET ROLE regress_senti_app;
CALL say(20, 3, 'hostile');
RESET ROLE;
\set VERBOSITY default
SELECT count(*) AS messages, (SELECT count(*) FROM sentiment.interaction WHERE key = '20') AS interactions,
       (SELECT count(*) FROM sentiment.alert WHERE ticket = '3') AS alerts FROM message WHERE id = 20;
ALTER TABLE desk DROP CONSTRAINT no_escalations;
CALL sentiment.evaluate();
SELECT state FROM sentiment.alert WHERE ticket = '3';
SELECT * FROM desk WHERE id = 3;

-- 5. Where replication writes the messages, it has to be one that always fires.
DELETE FROM sentiment.alert;
UPDATE desk SET is_flagged = false, queue = 'support';
SET session_replication_role = replica;
CALL say(30, 1, 'hostile');
SELECT count(*) AS alerts, (SELECT is_flagged FROM desk WHERE id = 1) FROM sentiment.alert;
ALTER TABLE sentiment.alert ENABLE ALWAYS TRIGGER flag_ticket;
CALL say(31, 2, 'hostile');
SELECT count(*) AS alerts, (SELECT is_flagged FROM desk WHERE id = 2) FROM sentiment.alert;
RESET session_replication_role;

DROP TRIGGER flag_ticket ON sentiment.alert;
SELECT sentiment.untrack('message');
SELECT sentiment.drop_dimension('public.desk');
DELETE FROM sentiment.ticket;
DELETE FROM sentiment.alert;
DELETE FROM sentiment.rule;
DELETE FROM sentiment.playbook;
DROP FUNCTION flag_ticket();
DROP PROCEDURE say(integer, bigint, text);
DROP TABLE desk, message, said, run;
SELECT sentiment.revoke_access(role) FROM unnest(ARRAY['regress_senti_desk', 'regress_senti_jobs']::name[]) role;
REVOKE CREATE ON SCHEMA public FROM regress_senti_desk;
DROP ROLE regress_senti_app;
DROP ROLE regress_senti_jobs;
DROP ROLE regress_senti_desk;
