-- What word lists get wrong: label, and the words that carry it.
\pset format unaligned
\pset tuples_only on
CREATE TEMP TABLE said (n serial, expected text, carries text, body text);
INSERT INTO said (expected, carries, body) VALUES
    ('negative', 'no update',       'great, another week with no update'),
    ('negative', 'down',            'great, now my entire production environment is down'),
    ('negative', 'not the behavior','This is not the behavior we expected.'),
    ('negative', 'not working',     'Website is not working.'),
    ('negative', 'not fix',         'The fix did not fix anything.'),
    ('negative', 'Still waiting',   'Still waiting.'),
    ('negative', 'evaluating',      'We are evaluating alternatives.'),
    ('negative', 'not going to renew', 'I''m not going to renew if this continues.'),
    ('neutral',  NULL,              'Kindly provide the logs.'),
    ('neutral',  NULL,              'Please kill the stuck process and abort the fatal job; the error log is attached.'),
    ('neutral',  NULL,              'kill the child process, it hit a fatal error'),
    ('negative', 'don''t like',     'I don''t like it'),
    ('negative', 'don’t like',      'I don’t like it'),
    ('positive', 'not bad',         'not bad at all'),
    ('positive', 'no complaints',   'no complaints'),
    ('positive', 'resolved',        'Things are resolved, thank you!');
-- nothing below may come back
SELECT n, body, sentiment.score(body), (sentiment.analyze(body)).quote
  FROM said
 WHERE sentiment.label(body)::text <> expected
    OR (carries IS NOT NULL AND position(carries IN (sentiment.analyze(body)).quote) = 0)
    OR (expected = 'neutral' AND (sentiment.analyze(body)).quote IS NOT NULL);
SELECT 'polite hostility is not praise', sentiment.score('As per my last email, please advise.') <= 0.15;
SELECT 'a wish is not praise', sentiment.score('It would be great if exports were faster') <= 0.15;
SELECT 'requests are exactly 0', sentiment.score('Kindly provide the logs.') = 0,
       sentiment.score('Please kill the stuck process and abort the fatal job; the error log is attached.') = 0;
SELECT 'apostrophes are equal', sentiment.score('I don''t like it') = sentiment.score('I don’t like it');
SELECT 'mildly', sentiment.score('not bad at all') < sentiment.score('excellent, we love it');
-- absent is not neutral
SELECT 'null', sentiment.score(NULL) IS NULL;
SELECT 'empty', sentiment.score('') IS NULL, sentiment.score(E' \n\t ') IS NULL, sentiment.score('?!') IS NULL;
SELECT 'only code', sentiment.score(E'```\nERROR terrible crash\n```') IS NULL;
SELECT 'only a quote', sentiment.score(E'> this is terrible\n> really awful') IS NULL;
SELECT 'read and neutral', sentiment.score('The meeting is on Tuesday.') = 0;
-- whose voice: what others wrote does not count
SELECT 'quoted reply', sentiment.score(E'The meeting is on Tuesday.\n\nOn 3 May 2024, Joanna wrote:\n> This is terrible, awful service.') = 0;
SELECT 'signature', sentiment.score(E'The meeting is on Tuesday.\n-- \nTerrible Ltd, worst of all') = 0;
SELECT 'own words after a quote', sentiment.score(E'> when will it be ready?\nThis is terrible.') < -0.15;
-- the whole text counts, whatever its length
SELECT 'at the end of a megabyte', sentiment.score(repeat('The meeting is on Tuesday. ', 40000) || 'The export crashed again and we lost data.') < -0.15;
SELECT 'one endless word', sentiment.score(repeat('a', 3000000)) = 0;
-- cancellable: making the text takes a tenth of this, scoring it several times as long
SET statement_timeout = '500ms';
\set VERBOSITY sqlstate
SELECT sentiment.score(repeat('The export is not working. ', 4000000));
\set VERBOSITY default
RESET statement_timeout;
-- score and score_builtin agree, and the latter may be stored
SELECT 'builtin', sentiment.score_builtin('no complaints') = sentiment.score('no complaints', 'builtin');
CREATE TEMP TABLE stored (body text, score float8 GENERATED ALWAYS AS (sentiment.score_builtin(body)) STORED);
INSERT INTO stored VALUES ('Website is not working.');
SELECT 'generated column', score < -0.15 FROM stored;
CREATE INDEX ON stored (sentiment.score_builtin(body));
