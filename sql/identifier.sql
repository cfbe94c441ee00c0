-- Keys, accounts, tickets and authors of more than 500 bytes, which no index of ours need hold, whether they compress or not: whatever way they
-- come, the customer's statement goes on, the other rows are read, and it is known what is missing.
CREATE FUNCTION name_of(bytes integer, seed text) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN (SELECT left(string_agg(md5(seed || i), ''), bytes) FROM generate_series(1, 100) i);
CREATE TABLE by_statement (n integer, id text UNIQUE, account text, ticket text, author text, sent_at timestamptz, body text);
CREATE TABLE by_row (LIKE by_statement INCLUDING ALL);
SELECT sentiment.track(relation, text => 'body', account => 'account', at => 'sent_at', key => 'id', ticket => 'ticket', author => 'author', fire => fire)
  FROM (VALUES ('by_statement'::regclass, 'statement'), ('by_row', 'row')) t(relation, fire);
CREATE TABLE letter (LIKE by_statement);
INSERT INTO letter VALUES
    (1, name_of(500, 'a'), name_of(500, 'b'), name_of(500, 'c'), name_of(500, 'd')),
    (2, name_of(501, 'a'), 'acme', 'T-1', 'ann'),
    (3, name_of(2680, 'a'), 'acme', 'T-1', 'ann'),
    (4, repeat('x', 3200), 'acme', 'T-1', 'ann'),
    (5, 'e', name_of(501, 'b'), 'T-1', 'ann'),
    (6, 'f', name_of(3200, 'b'), 'T-1', 'ann'),
    (7, 'g', repeat('x', 3200), 'T-1', 'ann'),
    (8, 'h', 'acme', name_of(501, 'c'), 'ann'),
    (9, 'i', 'acme', name_of(3200, 'c'), 'ann'),
    (10, 'j', 'acme', repeat('x', 3200), 'ann'),
    (11, 'k', 'acme', 'T-1', name_of(501, 'd')),
    (12, 'l', 'acme', 'T-1', name_of(3200, 'd')),
    (13, 'm', 'acme', 'T-1', repeat('x', 3200)),
    (14, 'n', 'acme', 'T-1', 'ann');
UPDATE letter SET sent_at = '2024-05-01 10:00+00', body = 'The export is broken.';
CREATE VIEW seen AS SELECT split_part(m.source, '.', 2) AS source, n, sentiment.label(score)
    FROM sentiment.mention m JOIN letter ON id = key WHERE topic IS NULL ORDER BY 1 DESC, 2;
CREATE VIEW problem AS SELECT split_part(source, '.', 2) AS source, problem, detail, sum(n) AS n FROM sentiment.source_problem GROUP BY 1, 2, 3 ORDER BY 1 DESC, 3;
\set VERBOSITY terse
-- from a table in which they lie compressed, or apart from their row
INSERT INTO by_statement TABLE letter;
SET client_min_messages = error;
INSERT INTO by_row TABLE letter;
RESET client_min_messages;
TABLE seen;
TABLE problem;
-- unchanged by an UPDATE of the text, or of an attribute; as literals they come in one piece
DELETE FROM sentiment.source_problem;
UPDATE by_statement SET body = 'Excellent support, thank you!';
UPDATE by_statement SET sent_at = sent_at + interval '1 hour';
UPDATE by_statement SET id = id || 'x', account = name_of(3200, 'e') WHERE n = 14;
SET client_min_messages = error;
UPDATE by_row SET body = 'Excellent support, thank you!';
UPDATE by_row SET sent_at = sent_at + interval '1 hour';
UPDATE by_row SET id = id || 'x', account = name_of(3200, 'e') WHERE n = 14;
RESET client_min_messages;
TABLE seen;
TABLE problem;
UPDATE by_statement SET id = 'n', account = 'acme' WHERE n = 14;
SELECT n FROM seen WHERE source = 'by_statement';
-- refresh() finds the same, warns, and counts them, too; what was stored of a row whose ticket grew meanwhile goes
ALTER TABLE by_statement DISABLE TRIGGER USER;
TRUNCATE by_statement;
INSERT INTO by_statement TABLE letter;
UPDATE by_statement SET ticket = name_of(3200, 'c') WHERE n = 14;
DELETE FROM sentiment.source_problem;
\set VERBOSITY default
CALL sentiment.refresh('by_statement');
SELECT source, n FROM seen WHERE source = 'by_statement';
TABLE problem;
SELECT key FROM sentiment.source_problem;
SELECT sentiment.untrack('by_statement'), sentiment.untrack('by_row');
-- dimensions: such a key is not copied, such an account is not known; the other rows of a statement are copied, and refresh() goes on
CREATE TABLE desk (id numeric PRIMARY KEY, company text, kind text);
CREATE TABLE person (email text PRIMARY KEY, company text, job text);
CREATE TABLE message (id integer PRIMARY KEY, issue numeric, sender text, sent_at timestamptz, body text);
CREATE VIEW known AS SELECT ticket, account, ticket_type AS attribute FROM sentiment.ticket UNION ALL SELECT contact, account, contact_role FROM sentiment.contact;
CREATE VIEW read AS SELECT key, ticket, account, ticket_type, contact_role FROM sentiment.mention WHERE topic IS NULL ORDER BY key;
INSERT INTO desk VALUES (1, name_of(3200, 'a'), 'incident');
SELECT sentiment.dimension('ticket', 'desk', key => 'id', columns => '{"account": "company", "ticket_type": "kind"}');
SELECT sentiment.dimension('contact', 'person', key => 'email', columns => '{"account": "company", "contact_role": "job"}');
SELECT sentiment.track('message', text => 'body', at => 'sent_at', key => 'id', ticket => 'issue', author => 'sender');
INSERT INTO message SELECT i, i, 'ann', '2024-05-01 10:00+00', 'The export is broken.' FROM generate_series(1, 4) i;
INSERT INTO desk VALUES (2, repeat('x', 3200), 'question'), (3, 'acme', 'outage'), (10::numeric ^ 5000, 'acme', 'outage');
INSERT INTO person VALUES ('ann', name_of(501, 'a'), 'user'), (name_of(501, 'b'), 'acme', 'user'), ('bob', 'beta', 'buyer');
SELECT left(ticket, 20) AS name, account, attribute FROM known ORDER BY 1;
TABLE read;
UPDATE desk SET company = CASE id WHEN 3 THEN name_of(3200, 'c') ELSE 'gamma' END WHERE id IN (1, 3);
UPDATE person SET company = 'beta' WHERE email = 'ann';
TABLE read;
CALL sentiment.refresh('message');
TABLE read;
SELECT source, texts, without_account, problems FROM sentiment.source_health;
SELECT sentiment.untrack('message'), sentiment.drop_dimension('public.desk'), sentiment.drop_dimension('public.person');
DELETE FROM sentiment.ticket;
DELETE FROM sentiment.contact;
DROP VIEW seen, problem, known, read;
DROP TABLE by_statement, by_row, letter, desk, person, message;
DROP FUNCTION name_of;
