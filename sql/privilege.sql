-- Private by default: PUBLIC may score and aggregate; everything else is granted (access.sql: to whom), and nothing leads up.
CREATE ROLE regress_senti_app;
CREATE ROLE regress_senti_owner;
CREATE ROLE regress_senti_reader;
CREATE ROLE regress_senti_analyst;
GRANT CREATE ON SCHEMA public TO regress_senti_owner;
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
SELECT count(*) FROM two_rules();
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
-- a rule of the portfolio reads complete days, which only an admin may roll up: an analyst evaluates it all the same
RESET ROLE;
SELECT watch('all of them', 'portfolio', 'mean', '<', -0.3, 0);
ALTER TABLE sentiment.alert DISABLE TRIGGER note_role;
SET ROLE regress_senti_analyst;
CALL sentiment.evaluate(now() + interval '1 day');
SELECT rule, state FROM sentiment.open_alert WHERE rule = 'all of them';
RESET ROLE;
DELETE FROM sentiment.alert WHERE rule = 'all of them';
DELETE FROM sentiment.rule WHERE name = 'all of them';
SET ROLE regress_senti_analyst;
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
-- CALL refresh() sees to what is one's own, and says what it leaves out; a table that is named must be one's own
CREATE TABLE abacus (id integer PRIMARY KEY, account text, sent_at timestamptz, body text);
CREATE TABLE zither (LIKE abacus INCLUDING ALL);
INSERT INTO abacus VALUES (1, 'acme', now(), 'terrible');
INSERT INTO zither VALUES (1, 'acme', now(), 'terrible');
ALTER TABLE zither OWNER TO regress_senti_owner;
SELECT sentiment.track(t, text => 'body', account => 'account', at => 'sent_at', key => 'id') FROM unnest(ARRAY['abacus', 'zither']::regclass[]) t;
SET ROLE regress_senti_owner;
\set VERBOSITY terse
CALL sentiment.refresh();
\set VERBOSITY default
SELECT source, rows_scored FROM sentiment.refresh_progress ORDER BY source;
SELECT state, message FROM error_of($$CALL sentiment.refresh('abacus')$$);
RESET ROLE;
SELECT sentiment.untrack('abacus'), sentiment.untrack('zither');
DROP TABLE abacus, zither;
-- a table under row security: each reader has the quotes of those rows that its policies let through, and NULL for others
SET ROLE regress_senti_owner;
CREATE TABLE ticket_note (id integer PRIMARY KEY, account text, sent_at timestamptz, body text, secret text);
CREATE TABLE desk (reader name, account text);
INSERT INTO desk VALUES ('regress_senti_reader', 'acme'), ('regress_senti_analyst', 'beta');
ALTER TABLE ticket_note ENABLE ROW LEVEL SECURITY;
CREATE POLICY by_desk ON ticket_note USING (account IN (SELECT d.account FROM public.desk d WHERE d.reader = current_user));
SELECT sentiment.track('ticket_note', text => 'body', account => 'account', at => 'sent_at', key => 'id');
INSERT INTO ticket_note SELECT 2 * i + (account = 'beta')::integer, account, now(), 'Word ' || i || ' of ' || account || ' is bad.', 's' FROM generate_series(1, 3) i, unnest(ARRAY['acme', 'beta']) account;
GRANT SELECT (id, body) ON ticket_note TO regress_senti_reader, regress_senti_analyst;
SELECT key, sentiment.source_text(source, key, text_hash) FROM sentiment.mention WHERE topic IS NULL ORDER BY key;
-- a policy that reads what the reader may not read lets nothing through, and is no error
SET ROLE regress_senti_reader;
SELECT count(*), count(sentiment.source_text(source, key, text_hash)) FROM sentiment.mention WHERE topic IS NULL;
RESET ROLE;
GRANT SELECT ON desk TO regress_senti_reader, regress_senti_analyst;
SET ROLE regress_senti_reader;
SELECT account, key, sentiment.source_text(source, key, text_hash), sentiment.quote(source, key, 1, 6, text_hash) FROM sentiment.mention WHERE topic IS NULL ORDER BY account, key;
-- row security turned off, which fails a query of one's own, changes nothing; nor does a guess of what a row says
SET row_security = off;
SELECT count(*), count(sentiment.source_text(source, key, text_hash)) FROM sentiment.mention WHERE topic IS NULL;
RESET row_security;
SELECT sentiment.source_text('public.ticket_note', '3', hashtextextended('Word 1 of beta is bad.', 0)) IS NULL AS no_guess;
SET ROLE regress_senti_analyst;
SELECT account, key, sentiment.source_text(source, key, text_hash) FROM sentiment.mention WHERE topic IS NULL ORDER BY account, key;
SELECT account, key, body FROM sentiment.sample_for_review(6) ORDER BY account, key;
-- what cannot be read is said, not left out of the count
INSERT INTO sentiment.review_draw (source, key) SELECT source, key FROM sentiment.interaction ON CONFLICT DO NOTHING;
INSERT INTO sentiment.review (source, key, label) SELECT source, key, 'negative' FROM sentiment.interaction;
SELECT n, correct FROM sentiment.accuracy('rules');
DELETE FROM sentiment.review;
-- a policy by a setting, which not every reader has made; its expression runs as the reader, as in any SELECT of the table
SET ROLE regress_senti_owner;
CREATE FUNCTION note_reader(account text) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN
    IF account = 'acme' THEN RAISE NOTICE 'policy runs as %', current_user; END IF;
    RETURN account = current_setting('regress.account');
END $$;
DROP POLICY by_desk ON ticket_note;
CREATE POLICY by_setting ON ticket_note USING (public.note_reader(account));
SET ROLE regress_senti_reader;
SELECT sentiment.source_text(source, key, text_hash) FROM sentiment.mention WHERE topic IS NULL AND key = '2';
SET regress.account = 'acme';
SELECT sentiment.source_text(source, key, text_hash) FROM sentiment.mention WHERE topic IS NULL AND key = '2';
SELECT sentiment.source_text(source, key, text_hash) FROM sentiment.mention WHERE topic IS NULL AND key = '3';
-- without a right on the text, or on the key, no policy helps
RESET ROLE;
REVOKE SELECT (body) ON ticket_note FROM regress_senti_reader;
SET ROLE regress_senti_reader;
SELECT count(sentiment.source_text(source, key, text_hash)) FROM sentiment.mention WHERE topic IS NULL;
RESET ROLE;
GRANT SELECT (body) ON ticket_note TO regress_senti_reader;
REVOKE SELECT (id) ON ticket_note FROM regress_senti_reader;
SET ROLE regress_senti_reader;
SELECT count(sentiment.source_text(source, key, text_hash)) FROM sentiment.mention WHERE topic IS NULL;
RESET ROLE;
SELECT sentiment.untrack('ticket_note');
DROP TABLE message, other, ran_as, ticket_note, desk;
DROP FUNCTION note_reader(text);
DELETE FROM sentiment.review_draw;
DELETE FROM sentiment.alert;
DELETE FROM sentiment.rule;
DELETE FROM sentiment.playbook;
DROP OWNED BY regress_senti_app, regress_senti_owner, regress_senti_reader, regress_senti_analyst;
DROP ROLE regress_senti_app, regress_senti_owner, regress_senti_reader, regress_senti_analyst;
