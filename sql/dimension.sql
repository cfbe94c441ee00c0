-- dimension(): what other tables know of tickets, accounts and contacts reaches what is tracked, before and after.
CREATE TYPE tier AS ENUM ('free', 'gold');
CREATE TABLE company (id integer PRIMARY KEY, name text, tier tier, arr numeric(12, 2), renews date, health text, usage real, nps smallint);
CREATE TABLE person (email text PRIMARY KEY, company integer, role text, is_external boolean);
CREATE TABLE issue (no integer PRIMARY KEY, company integer, kind text, tier text, opened timestamp, closed timestamp);
CREATE TABLE reply (id bigint PRIMARY KEY, issue integer, sender text, at timestamptz, body text, via text, module text);
-- without a dimension nobody knows the account
SELECT state, message, detail, hint FROM error_of($$SELECT sentiment.track('reply', text => 'body', at => 'at', key => 'id', ticket => 'issue', author => 'sender')$$);
INSERT INTO issue VALUES (1, 7, 'incident', 'gold', '2024-05-01 08:00', NULL);
INSERT INTO person VALUES ('ann@acme.example', 7, 'champion', true), ('bob@vendor.example', NULL, 'agent', false);
SELECT sentiment.dimension('ticket', 'issue', key => 'no', columns => '{"account": "company", "ticket_type": "kind", "ticket_tier": "tier", "opened_at": "opened", "resolved_at": "closed"}');
SELECT sentiment.dimension('contact', 'person', key => 'email', columns => '{"account": "company", "contact_role": "role", "is_customer": "is_external"}');
SELECT sentiment.dimension('account', 'company', key => 'id', columns => '{"account_name": "name", "account_tier": "tier", "arr": "arr", "renewal_at": "renews", "health": "health", "usage": "usage", "nps": "nps"}');
SELECT sentiment.track('reply', text => 'body', at => 'at', key => 'id', ticket => 'issue', author => 'sender', channel => 'via', product => 'module');
-- what was there is copied; times without a zone are UTC, whatever the session's
SET timezone = 'Asia/Tokyo';
INSERT INTO company VALUES (7, 'Acme', 'gold', 120000, '2025-01-01', 'green', 0.9, 40);
RESET timezone;
SELECT ticket, account, ticket_type, opened_at AT TIME ZONE 'UTC' AS opened_at, resolved_at, agent FROM sentiment.ticket;
SELECT account, account_name, account_tier, arr, renewal_at AT TIME ZONE 'UTC' AS renewal_at, health, usage, nps, manager FROM sentiment.account;
SELECT contact, account, contact_role, is_customer FROM sentiment.contact ORDER BY contact;
-- account by the ticket, else by the author; role and voice by the author; a note by staff is the customer's voice
INSERT INTO reply VALUES
    (1, 1, 'ann@acme.example', '2024-05-01 09:00+00', 'The export is broken.', 'chat', 'billing'),
    (2, 1, 'bob@vendor.example', '2024-05-01 10:00+00', 'Sorry, this is terrible.', 'chat', NULL),
    (3, 2, 'ann@acme.example', '2024-05-01 11:00+00', 'The export is broken.', NULL, NULL),
    (4, 1, 'bob@vendor.example', '2024-05-01 12:00+00', 'They said the export is broken.', 'note', NULL),
    (5, 9, 'eve@new.example', '2024-05-01 13:00+00', 'The export is broken.', 'chat', NULL);
CREATE VIEW seen AS SELECT key, account, ticket, contact_role, channel, product, ticket_type, is_customer, score IS NOT NULL AS is_scored FROM sentiment.mention WHERE topic IS NULL;
SELECT * FROM seen ORDER BY key;
SELECT state, texts, unscored, without_account, unknown_authors FROM sentiment.source_health;
-- whoever's people say who is a customer tells agents from customers: two messages before an answer are one turn
INSERT INTO issue VALUES (10, 7, 'incident', 'gold', '2024-05-01 14:00', NULL);
INSERT INTO reply VALUES
    (10, 10, 'ann@acme.example', '2024-05-01 14:00+00', 'The export is broken.', 'chat', NULL),
    (11, 10, 'ann@acme.example', '2024-05-01 14:01+00', 'It is terrible.', 'chat', NULL),
    (12, 10, 'bob@vendor.example', '2024-05-01 14:02+00', 'We are looking into it.', 'chat', NULL),
    (13, 10, 'ann@acme.example', '2024-05-01 14:30+00', 'Excellent, thank you!', 'chat', NULL);
SELECT turn, messages FROM sentiment.ticket_turn WHERE ticket = '10' ORDER BY turn;
SELECT watch('shift', 'ticket', 'first_shift', '>=', 0.5, 0);
SELECT abs(o.value - ((SELECT score FROM sentiment.ticket_turn WHERE ticket = '10' AND turn = 2) - (SELECT score FROM sentiment.ticket_turn WHERE ticket = '10' AND turn = 1))) < 1e-9 AS rules_agree
  FROM sentiment.observe('2024-05-01 15:00+00', '{}', '{10}', false, false) o;
DELETE FROM sentiment.rule;
DELETE FROM reply WHERE id >= 10;
DELETE FROM issue WHERE no = 10;
-- later changes reach them: an unknown ticket, a merged account, a new role, the type of a ticket; nothing is scored again
SELECT max(scored_at) AS scored_at FROM sentiment.mention \gset
INSERT INTO issue VALUES (9, 8, 'question', 'free', '2024-05-01 08:00', NULL);
UPDATE issue SET company = 70, kind = 'outage', closed = '2024-05-02 00:00' WHERE no = 1;
INSERT INTO person VALUES ('eve@new.example', 5, 'user', true);
UPDATE person SET role = 'executive', company = 71 WHERE email LIKE 'ann%';
SELECT * FROM seen ORDER BY key;
SELECT max(scored_at) = :'scored_at' AS nothing_scored FROM sentiment.mention;
SELECT ticket, resolved_at AT TIME ZONE 'UTC' AS resolved_at FROM sentiment.ticket ORDER BY ticket;
-- who is a customer decides what is scored: from the next refresh on
UPDATE person SET is_external = true WHERE email LIKE 'bob%';
SELECT key, is_customer FROM seen WHERE key = '2';
CALL sentiment.refresh('reply');
SELECT key, is_customer, is_scored FROM seen WHERE key = '2';
-- refresh copies what the triggers of a dimension have not seen
ALTER TABLE person DISABLE TRIGGER USER;
UPDATE person SET role = 'admin' WHERE email LIKE 'eve%';
ALTER TABLE person ENABLE TRIGGER USER;
SELECT contact_role FROM seen WHERE key = '5';
CALL sentiment.refresh('reply');
SELECT contact_role FROM seen WHERE key = '5';
-- the same by refresh as by the triggers
CREATE TEMP TABLE by_triggers AS TABLE seen;
CALL sentiment.refresh('reply');
SELECT count(*) AS differences FROM ((TABLE by_triggers EXCEPT TABLE seen) UNION ALL (TABLE seen EXCEPT TABLE by_triggers)) d;
-- a note by staff counts half in what is summed up; another weight counts at once
CREATE VIEW weighing AS
    SELECT w.account, abs(w.mean - b.mean) < 1e-12 AS as_weighted
      FROM sentiment.account_week w
      JOIN (SELECT account, sum(score * weight) / sum(weight) AS mean FROM sentiment.mention
              LEFT JOIN (VALUES ('chat', 1.0), ('note', current_setting('test.note')::numeric)) v(channel, weight) USING (channel)
             WHERE topic IS NULL AND account = '70' GROUP BY account) b USING (account);
SET test.note = 0.5;
TABLE weighing;
UPDATE sentiment.channel_weight SET weight = 2 WHERE channel = 'note';
TABLE weighing;
SET test.note = 2;
TABLE weighing;
UPDATE sentiment.channel_weight SET weight = 0.5 WHERE channel = 'note';
DROP VIEW weighing;
-- a changed key, a row that goes; what is known of a ticket that is gone goes, what was read of it stays
UPDATE issue SET no = 10 WHERE no = 9;
DELETE FROM issue WHERE no = 1;
SELECT ticket FROM sentiment.ticket ORDER BY ticket;
SELECT key, account, ticket_type FROM seen WHERE ticket IN ('1', '9') ORDER BY key;
-- the application needs no right on ours, and none of its operators is used
CREATE ROLE regress_senti_helpdesk;
GRANT INSERT, UPDATE ON issue TO regress_senti_helpdesk;
GRANT SELECT ON issue TO regress_senti_helpdesk;
CREATE SCHEMA trap AUTHORIZATION regress_senti_helpdesk;
SET ROLE regress_senti_helpdesk;
CREATE FUNCTION trap.equal(integer, integer) RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped as %', current_user; END $$;
CREATE OPERATOR trap.= (LEFTARG = integer, RIGHTARG = integer, FUNCTION = trap.equal);
SET search_path = trap, pg_catalog, public;
INSERT INTO issue VALUES (20, 7, 'incident', 'gold', '2024-05-01 08:00', NULL);
UPDATE issue SET kind = 'question' WHERE kind = 'incident';
RESET search_path;
RESET ROLE;
SELECT ticket, ticket_type FROM sentiment.ticket WHERE ticket = '20';
DROP SCHEMA trap CASCADE;
REVOKE ALL ON issue FROM regress_senti_helpdesk;
DROP ROLE regress_senti_helpdesk;
-- a failure of ours warns, and the helpdesk's row is in
ALTER TABLE issue RENAME COLUMN kind TO sort;
INSERT INTO issue VALUES (21, 7, 'incident', 'gold', '2024-05-01 08:00', NULL);
SELECT count(*) FROM issue WHERE no = 21;
ALTER TABLE issue RENAME COLUMN sort TO kind;
UPDATE issue SET tier = 'silver' WHERE no = 21;
SELECT sentiment.drop_dimension('public.issue');
INSERT INTO issue VALUES (22, 7, 'incident', 'gold', '2024-05-01 08:00', NULL);
SELECT ticket FROM sentiment.ticket ORDER BY ticket;
-- a partitioned dimension: a partition that is attached later is read directly once refresh() has seen it
CREATE TABLE desk (no integer, year integer, company integer, PRIMARY KEY (no, year)) PARTITION BY LIST (year);
CREATE TABLE desk_2023 PARTITION OF desk FOR VALUES IN (2023);
SELECT sentiment.dimension('ticket', 'desk', key => 'no', columns => '{"account": "company"}');
CREATE TABLE desk_2024 (LIKE desk INCLUDING ALL);
INSERT INTO desk_2024 VALUES (301, 2024, 7);
ALTER TABLE desk ATTACH PARTITION desk_2024 FOR VALUES IN (2024);
INSERT INTO desk_2023 VALUES (300, 2023, 7);
INSERT INTO desk VALUES (302, 2024, 7);
CREATE VIEW known AS SELECT string_agg(ticket, ' ' ORDER BY ticket) AS tickets FROM sentiment.ticket WHERE ticket LIKE '3__';
TABLE known;
CALL sentiment.refresh('reply');
TABLE known;
INSERT INTO desk_2024 VALUES (303, 2024, 7), (304, 2024, 7);
UPDATE desk_2024 SET no = 305 WHERE no = 304;
DELETE FROM desk_2024 WHERE no = 301;
TABLE known;
SELECT tgrelid::regclass, count(*) FROM pg_trigger WHERE tgfoid = 'sentiment.dimension_change'::regproc AND tgrelid::regclass::text LIKE 'desk%' GROUP BY tgrelid ORDER BY tgrelid::regclass::text;
-- TRUNCATE of a partition, and of the whole, by whoever may; others' copies stay
CREATE ROLE regress_senti_helpdesk;
GRANT TRUNCATE ON desk, desk_2023, desk_2024 TO regress_senti_helpdesk;
SET ROLE regress_senti_helpdesk;
BEGIN;
TRUNCATE desk_2024;
RESET ROLE;
TABLE known;
ROLLBACK;
RESET ROLE;
TABLE known;
SET ROLE regress_senti_helpdesk;
TRUNCATE desk;
RESET ROLE;
TABLE known;
SELECT count(*) > 0 AS others FROM sentiment.ticket;
SELECT key, account FROM seen WHERE account IS NOT NULL ORDER BY key LIMIT 1;
REVOKE ALL ON desk, desk_2023, desk_2024 FROM regress_senti_helpdesk;
DROP ROLE regress_senti_helpdesk;
SELECT sentiment.drop_dimension('public.desk');
SELECT count(*) AS triggers FROM pg_trigger WHERE tgrelid::regclass::text LIKE 'desk%' AND NOT tgisinternal;
DROP VIEW known;
DROP TABLE desk;
-- misuse: state, message, detail, hint
\pset format unaligned
\pset tuples_only on
CREATE TABLE nothing (id integer, at time);
CREATE VIEW view AS TABLE issue;
SELECT * FROM error_of($$SELECT sentiment.dimension('mood', 'issue', key => 'no', columns => '{"account": "company"}')$$);
SELECT * FROM error_of($$SELECT sentiment.dimension('ticket', 'issue', key => 'no', columns => '{}')$$);
SELECT * FROM error_of($$SELECT sentiment.dimension('ticket', 'issue', key => 'no', columns => '{"colour": "company"}')$$);
SELECT * FROM error_of($$SELECT sentiment.dimension('ticket', 'issue', key => 'no', columns => '{"ticket": "company"}')$$);
SELECT * FROM error_of($$SELECT sentiment.dimension('ticket', 'issue', key => 'no', columns => '{"account": "firm"}')$$);
SELECT * FROM error_of($$SELECT sentiment.dimension('ticket', 'issue', key => 'no', columns => '{"opened_at": "company"}')$$);
SELECT * FROM error_of($$SELECT sentiment.dimension('ticket', 'nothing', key => 'id', columns => '{"account": "id"}')$$);
SELECT * FROM error_of($$SELECT sentiment.dimension('ticket', 'view', key => 'no', columns => '{"account": "company"}')$$);
SELECT * FROM error_of($$SELECT sentiment.dimension('contact', 'person', key => 'email', columns => '{"account": "company"}')$$);
SELECT * FROM error_of($$SELECT sentiment.drop_dimension('issue')$$);
SELECT * FROM error_of($$SELECT sentiment.track('issue', text => 'kind', account => 'company', at => 'opened', key => 'no', channel => 'smoke')$$);
SELECT * FROM error_of($$SELECT sentiment.track('issue', text => 'kind', account => 'company', at => 'opened', key => 'no', fire => 'twice')$$);
SELECT sentiment.untrack('reply'), sentiment.drop_dimension('public.person'), sentiment.drop_dimension('public.company');
DROP VIEW seen, view;
DROP TABLE company, person, issue, reply, nothing;
DROP TYPE tier;
DELETE FROM sentiment.ticket;
DELETE FROM sentiment.account;
DELETE FROM sentiment.contact;
