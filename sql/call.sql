-- Channel call: a transcript is split by its speakers, whoever brings it; what else staff writes of a call is a note, at half weight.
CREATE TEMP TABLE said (id integer, body text);
INSERT INTO said VALUES
    (1, E'Agent: Hello, how can I help you? This is terrible.\nCustomer: Great support, thank you!\nAgent: Terrible, terrible.'),
    (2, 'They are furious. The export is terrible.'),
    (3, E'Summary: terrible\nNext step: call them'),
    (4, '');
SELECT id, sentiment.has_speakers(body) FROM said ORDER BY id;
-- who writes: ann is a customer, bob of our staff, of eve nobody knows
CREATE TABLE person (email text PRIMARY KEY, is_external boolean);
INSERT INTO person VALUES ('ann', true), ('bob', false);
SELECT sentiment.dimension('contact', 'person', key => 'email', columns => '{"is_customer": "is_external"}');
CREATE TABLE by_author (id integer PRIMARY KEY, account text, at timestamptz, sender text, via text, body text);
CREATE TABLE by_column (id integer PRIMARY KEY, account text, at timestamptz, from_customer boolean, body text);
CREATE TABLE by_nobody (id integer PRIMARY KEY, account text, at timestamptz, body text);
SELECT sentiment.track('by_author', text => 'body', account => 'account', at => 'at', key => 'id', author => 'sender', channel => 'via'),
       sentiment.track('by_column', text => 'body', account => 'account', at => 'at', key => 'id', is_customer => 'from_customer', channel => 'call'),
       sentiment.track('by_nobody', text => 'body', account => 'account', at => 'at', key => 'id', channel => 'call');
INSERT INTO by_author SELECT 10 * n + id, 'acme', '2024-05-01', sender, 'call', body FROM said, (VALUES (1, 'ann'), (2, 'bob'), (3, 'eve')) v(n, sender);
INSERT INTO by_author SELECT 50 + id, 'acme', '2024-05-01', 'bob', 'chat', body FROM said;
INSERT INTO by_author SELECT 60 + id, 'acme', '2024-05-01', 'bob', NULL, body FROM said;
INSERT INTO by_column SELECT 10 * n + id, 'beta', '2024-05-01', c, body FROM said, (VALUES (1, true), (2, false), (3, NULL)) v(n, c);
INSERT INTO by_nobody SELECT id, 'gamma', '2024-05-01', body FROM said;
CREATE VIEW heard AS
    SELECT split_part(source, '.', 2) AS source, key::integer / 10 AS writer, string_agg(concat_ws(' ', key::integer % 10, channel, sentiment.label(score), CASE WHEN NOT is_customer THEN 'unread' END), ', ' ORDER BY key) AS heard
      FROM sentiment.mention WHERE topic IS NULL GROUP BY source, key::integer / 10;
SELECT * FROM heard ORDER BY source, writer;
-- refresh reads the same
CREATE TEMP TABLE by_triggers AS TABLE heard;
CALL sentiment.refresh();
SELECT source, rows_read, rows_scored, rows_moved FROM sentiment.refresh_progress ORDER BY source;
DELETE FROM sentiment.mention;
CALL sentiment.refresh();
SELECT count(*) AS differences FROM ((TABLE by_triggers EXCEPT TABLE heard) UNION ALL (TABLE heard EXCEPT TABLE by_triggers)) d;
-- a note counts half beside a transcript: (0.5 * note + transcript) / 1.5
SELECT abs(w.mean - (SELECT sum(score * CASE channel WHEN 'note' THEN 0.5 ELSE 1 END) / sum(CASE channel WHEN 'note' THEN 0.5 ELSE 1 END)
                       FROM sentiment.mention WHERE source = 'public.by_nobody' AND topic IS NULL AND score IS NOT NULL)) < 1e-9 AS weighed,
       w.mean > (SELECT avg(score) FROM sentiment.mention WHERE source = 'public.by_nobody' AND topic IS NULL) AS transcript_counts_more
  FROM sentiment.account_week w WHERE account = 'gamma';
-- text, author and channel change: a note becomes a transcript, a customer's word a note
UPDATE by_author SET body = (SELECT body FROM said WHERE id = 1) WHERE id = 22;
UPDATE by_author SET sender = 'bob' WHERE id = 12;
UPDATE by_author SET via = 'chat' WHERE id = 23;
UPDATE by_author SET account = 'delta' WHERE id = 33;
SELECT * FROM heard WHERE source = 'by_author' AND writer < 4 ORDER BY writer;
-- who is a customer is known better: from the next refresh on
INSERT INTO person VALUES ('eve', true);
CALL sentiment.refresh('by_author');
SELECT * FROM heard WHERE source = 'by_author' AND writer = 3;
SELECT rows_scored, rows_moved FROM sentiment.refresh_progress WHERE source = 'public.by_author';
SELECT sentiment.untrack('by_author'), sentiment.untrack('by_column'), sentiment.untrack('by_nobody'), sentiment.drop_dimension('public.person');
DROP VIEW heard;
DROP TABLE by_author, by_column, by_nobody, person;
DELETE FROM sentiment.contact;
DELETE FROM sentiment.config_history;
