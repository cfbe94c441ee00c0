-- Whose voice: clean keeps the customer's own words, segments shows whose the others are.
CREATE TEMP TABLE body (n serial, t text);
INSERT INTO body (t) VALUES
    ('The meeting is on Tuesday.'),
    ('Love the product, but still no reply from support (really).'),
    (E'Café — naïve “quotes”: the export isn’t working 😡 and we lost data.\r\n\r\n> is it great?\r\n> we love it\r\n\r\nNo. It is terrible!\r\n'),
    (E'It fails:\n```\nkill -9 great\n\nwonderful\n```\nPlease help\nus, we are stuck.\n\n\n\nWho is on it?\n-- \nGreat Wonderful Ltd'),
    (E'> only\n> a quote'),
    (E'   \n\t\n'),
    (''),
    ('?!'),
    (E'2024-05-02T09:11:40Z ERROR boom\nIt is down and it hurts that nobody in your team has told us so since then\n[INFO] fine\nat all, we had to find out.'),
    (E'"Fine", they said.Then it crashed—great! (Not.)\n\n:(');
SELECT n, replace(sentiment.clean(t), E'\r', '') AS clean FROM body ORDER BY n;
SELECT sentiment.clean(NULL) IS NULL AS null_is_null;
-- nothing below may come back: clean is idempotent and leaves the score as it is
SELECT n FROM body WHERE sentiment.clean(sentiment.clean(t)) <> sentiment.clean(t);
SELECT n FROM body WHERE sentiment.score(sentiment.clean(t)) IS DISTINCT FROM sentiment.score(t);
-- segments
SELECT n, start, length, quote, kind, label FROM sentiment.segments(E'Love the product, but still no reply from support (really).\n\n> why?\n> why not?\n-- \nGreat Ltd') ORDER BY n;
SELECT kind, quote FROM sentiment.segments(E'Hi\n```\nselect 1;\n```\n[ERROR] disk\nOn 3 May 2024, Jo Doe wrote:\n> great') ORDER BY n;
SELECT count(*) FROM sentiment.segments(NULL);
SELECT count(*) FROM sentiment.segments(E' \n\t');
-- nothing below may come back: they are numbered, in order, and cover all but white space
SELECT n FROM body LEFT JOIN LATERAL (
    SELECT string_agg(s.quote, '' ORDER BY s.n) AS quotes, bool_and(substring(t FROM s.start FOR s.length) = s.quote) AS is_in_text,
           bool_and(s.n = s.expected_n AND s.start > s.previous_end) AS is_ordered
      FROM (SELECT *, row_number() OVER (ORDER BY start) AS expected_n, lag(start + length, 1, 0) OVER (ORDER BY start) - 1 AS previous_end
              FROM sentiment.segments(t)) AS s) AS all_segments ON true
 WHERE regexp_replace(coalesce(quotes, ''), '\s', '', 'g') <> regexp_replace(t, '\s', '', 'g') OR NOT is_in_text OR NOT is_ordered;
-- only the customer's words have a score, and a label to it; a clause alone has the text's
SELECT body.n, s.n FROM body, sentiment.segments(t) AS s
 WHERE (s.kind = 'customer' AND sentiment.score(t) IS NOT NULL) <> (s.score IS NOT NULL) OR s.label IS DISTINCT FROM sentiment.label(s.score);
SELECT s.score = sentiment.score(t) AS same FROM (VALUES ('The export is not working.'), ('Great support!'), ('The nightly export failed.')) AS v (t), sentiment.segments(t) AS s;
-- what the whole text says counts in each clause: thanks are worth less beside a live problem
SELECT (SELECT score FROM sentiment.segments('Thank you. The export is not working.') WHERE n = 1) <
       (SELECT score FROM sentiment.segments('Thank you. The export is on Tuesday.') WHERE n = 1) AS less;
-- a transcript: staff and the lines of the machine are told, not scored
CREATE TEMP TABLE talk (n serial, t text);
INSERT INTO talk (t) VALUES
    (E'Agent: Hello, how can I help you?\nCustomer: The invoice is wrong again.\nAgent: Great, our wonderful portal will fix it!\n\nNever again.'),
    (E'Chat started: 10:01\r\n[10:02:13] Dana (Acme Support) - Hi, what can I do for you?\r\n[10:02:40] Jo - The export is broken.\r\n[10:03:00] Dana - Wonderful!\r\n'),
    (E'Error: wonderful\nSupport: great, I love you\nError: great');
SELECT n, replace(sentiment.clean(t), E'\r', '') AS clean FROM talk ORDER BY n;
SELECT talk.n, s.start, s.quote FROM talk, sentiment.segments(t) AS s WHERE kind = 'staff' ORDER BY talk.n, s.n;
SELECT n FROM talk WHERE sentiment.clean(sentiment.clean(t)) <> sentiment.clean(t) OR sentiment.score(sentiment.clean(t)) IS DISTINCT FROM sentiment.score(t);
SELECT talk.n, e.quote FROM talk, sentiment.explain(t) AS e WHERE e.quote ~* 'great|wonderful' ORDER BY talk.n, e.start;
SELECT DISTINCT talk.n, p.topic, p.label FROM talk, sentiment.topics(t) AS p WHERE talk.n < 3 ORDER BY talk.n, p.topic;
SELECT sentiment.highlight(E'Agent: Can I help you?\nCustomer: It is terrible.\nAgent: Wonderful!', 'StartNeg=[, StopNeg=], StartPos=<, StopPos=>');
SELECT sentiment.score(E'Agent: How are you?\nBot (Agent): Wonderful!\nAgent: Great!') IS NULL AS nobody_else_speaks;
-- many
SELECT count(*) AS segments, count(*) FILTER (WHERE kind = 'quoted') AS quoted FROM sentiment.segments(repeat(E'It is broken, but we wait.\n> when?\n', 5000));
SELECT length(sentiment.clean(repeat(E'It is broken.\n> when?\n', 5000))) AS length;
-- any server encoding: offsets count characters of the text as it is stored
SELECT current_database() AS here \gset
CREATE DATABASE regress_voice_latin1 ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0;
\c regress_voice_latin1
SET client_encoding = 'UTF8';
CREATE EXTENSION sentiment;
SET sentiment.model = 'rules';
SELECT n, start, length, substring(t FROM start FOR length) = quote AS is_in_text, quote, kind
  FROM (VALUES (E'Zoë: das Café öffnet, but it is broken.\n> né\nGrüße')) AS v (t), sentiment.segments(t) ORDER BY n;
SELECT sentiment.clean(E'Grüße\n> né\nétage') = E'Grüße\n\nétage' AS clean;
SELECT sentiment.highlight('Der Café-Export: terrible, Zoë!'), sentiment.highlight('Zoë: terrible', 'StartNeg=«, StopNeg=»');
\c :here
DROP DATABASE regress_voice_latin1;
