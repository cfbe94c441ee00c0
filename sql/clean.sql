-- sentiment.clean: off takes the whole text for the customer's; what is stored follows its source, not the session
CREATE TABLE answer (id integer PRIMARY KEY, company text, at timestamptz, body text);
-- great is +, terrible is -: quoted mail, a signature, a log line, code and staff's words, each of which decides when it counts
CREATE TEMP TABLE body (n serial, t text);
INSERT INTO body (t) VALUES
    (E'The export is terrible.\n> It is great!\n> It is great!\n> It is great!\n> It is great!'),
    (E'The meeting is on Tuesday.\n-- \nGreat Support Ltd'),
    (E'[ERROR] terrible\nThe meeting is on Tuesday.'),
    (E'> only terrible'),
    (E'Agent: How can I help you? Great!\nCustomer: The meeting is on Tuesday.\nAgent: Great! Is it great?'),
    (E'It is terrible.'),
    (E'  \n'),
    ('');
CREATE VIEW pg_temp.scored AS
    SELECT n, sentiment.label(sentiment.score(t)) AS label, sentiment.label(t) AS of_text, sentiment.label(sentiment.score_builtin(t)) AS builtin,
           (a).label AS analyzed, (a).reason, (SELECT string_agg(DISTINCT kind, ' ' ORDER BY kind) FROM sentiment.segments(t)) AS kinds
      FROM body, sentiment.analyze(t) a;
SELECT * FROM scored ORDER BY n;
SELECT n, t LIKE '%' || sentiment.clean(t) AS is_kept FROM body ORDER BY n;
SET sentiment.clean = off;
SELECT * FROM scored ORDER BY n;
-- clean() cleans, and what is built in does not look at the setting
SELECT n, t LIKE '%' || sentiment.clean(t) AS is_kept FROM body ORDER BY n;
-- every reading agrees: nothing below may come back
SELECT n FROM body WHERE (SELECT round(sum(contribution)::numeric, 4) FROM sentiment.explain(t)) <> round(sentiment.score(t)::numeric, 4);
SELECT n FROM body, sentiment.preview(t, 'zorkmid', 1) p WHERE p.before IS DISTINCT FROM sentiment.score(t);
SELECT n FROM body, sentiment.mentions(t, true) m WHERE m.topic IS NULL AND m.score IS DISTINCT FROM sentiment.score(t);
SELECT n FROM body, LATERAL (VALUES (true), (false)) v (c) WHERE sentiment.score(t, 'rules', c) IS DISTINCT FROM (SELECT m.score FROM sentiment.mentions(t, true, 'rules', c) m WHERE m.topic IS NULL);
SELECT n FROM body WHERE sentiment.score(t, 'rules', false) IS DISTINCT FROM sentiment.score(t, 'rules');
SELECT n FROM body WHERE sentiment.score(t, 'rules', true) IS DISTINCT FROM sentiment.score(sentiment.clean(t), 'rules', false);
-- an aggregate learns the same
SELECT md5(sentiment.fit(t, l)) AS weights FROM (VALUES (E'It gnarps.\n> It thrums.', 'negative'::sentiment.polarity), ('It thrums.', 'neutral')) v(t, l) \gset
RESET sentiment.clean;
SELECT md5(sentiment.fit(t, l)) = :'weights' AS same FROM (VALUES (E'It gnarps.\n> It thrums.', 'negative'::sentiment.polarity), ('It thrums.', 'neutral')) v(t, l);
-- two readings never have one stamp
SELECT sentiment.config_fingerprint() = sentiment.config_fingerprint('rules', true) AS on_is_on,
       sentiment.config_fingerprint('rules', false) = sentiment.config_fingerprint('rules', true) || '-whole' AS off_is_another,
       (SELECT model FROM sentiment.analyze('It is terrible.')) = sentiment.config_fingerprint() AS analyzed;
SET sentiment.clean = off;
SELECT sentiment.config_fingerprint() = sentiment.config_fingerprint('rules', false) AS of_setting, (SELECT model FROM sentiment.analyze('It is terrible.')) = sentiment.config_fingerprint() AS analyzed,
       sentiment.model_version() LIKE '%whole' AS built_in;
RESET sentiment.clean;
-- a source keeps what it was tracked with, whatever writes into it
SELECT sentiment.track('answer', text => 'body', account => 'company', at => 'at', key => 'id', channel => 'survey', clean => false);
SELECT clean FROM sentiment.source;
CREATE VIEW stored AS
    SELECT key::integer AS n, sentiment.label(score) AS label, reason, model = sentiment.config_fingerprint('rules', false) AS is_whole FROM sentiment.mention WHERE topic IS NULL;
INSERT INTO answer SELECT n, 'acme', '2024-05-06', t FROM body WHERE n < 4;
SET sentiment.clean = on;
INSERT INTO answer SELECT n, 'acme', '2024-05-06', t FROM body WHERE n >= 4;
SELECT * FROM stored ORDER BY n;
CALL sentiment.refresh('answer');
SELECT rows_read, rows_scored, rows_moved FROM sentiment.refresh_progress;
-- rows that the triggers have not seen
ALTER TABLE answer DISABLE TRIGGER ALL;
UPDATE answer SET body = E'Hello.\n> It is terrible.' WHERE id = 6;
ALTER TABLE answer ENABLE TRIGGER ALL;
CALL sentiment.refresh('answer');
SELECT * FROM stored WHERE n = 6;
-- the other way for the source: all is scored again, and health says so until it is
UPDATE sentiment.source SET clean = true;
SELECT state FROM sentiment.source_health;
CALL sentiment.refresh('answer');
SELECT rows_scored FROM sentiment.refresh_progress;
SELECT * FROM stored ORDER BY n;
SELECT state FROM sentiment.source_health;
INSERT INTO answer SELECT 9, 'acme', '2024-05-06', t FROM body WHERE n = 1;
SELECT label, is_whole FROM stored WHERE n = 9;
SELECT sentiment.untrack('answer');
-- by default that of the session
SET sentiment.clean = off;
SELECT sentiment.track('answer', text => 'body', account => 'company', at => 'at', key => 'id');
SELECT clean FROM sentiment.source;
RESET sentiment.clean;
SELECT sentiment.untrack('answer');
-- score_update() does not look at the setting
CREATE TABLE reply (id integer PRIMARY KEY, body text, score float8);
CREATE TRIGGER score BEFORE INSERT ON reply FOR EACH ROW EXECUTE FUNCTION sentiment.score_update('score', 'body', 'rules');
SET sentiment.clean = off;
INSERT INTO reply SELECT n, t FROM body;
RESET sentiment.clean;
SELECT id FROM reply WHERE score IS DISTINCT FROM sentiment.score(body);
DROP VIEW stored;
DROP TABLE answer, reply;
DELETE FROM sentiment.config_history;
