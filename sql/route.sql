-- Routes: four come with the extension, and are the customer's to change; each message with an emotion has its addressee.
SELECT * FROM sentiment.route ORDER BY emotion;
CREATE TABLE message (id integer PRIMARY KEY, account text, sent_at timestamptz DEFAULT now(), body text);
SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id');
INSERT INTO message (id, account, body) VALUES
    (1, 'acme', 'We are furious about the outage.'),
    (2, 'acme', 'I am confused by the new invoice.'),
    (3, 'acme', 'We are disappointed by the release.'),
    (4, 'acme', 'This is so frustrating.'),
    (5, 'acme', 'Thank you so much for the quick help!'),
    (6, 'acme', 'The meeting is on Tuesday.');
SELECT key, emotion, addressee FROM sentiment.routed ORDER BY key;
-- a route is changed, replaced, added, taken out
UPDATE sentiment.route SET addressee = 'duty manager' WHERE emotion = 'anger';
INSERT INTO sentiment.route VALUES ('confusion', 'documentation'), ('gratitude', 'marketing');
UPDATE sentiment.route SET addressee = NULL WHERE emotion = 'disappointment';
SELECT key, emotion, addressee FROM sentiment.routed ORDER BY key;
INSERT INTO sentiment.route VALUES ('gratitude', 'sales') ON CONFLICT (emotion) DO UPDATE SET addressee = EXCLUDED.addressee;
SELECT * FROM sentiment.route ORDER BY emotion;
-- a person's word of the emotion goes to another desk
INSERT INTO sentiment.review (source, key, label, emotion, reviewer) VALUES
    ('public.message', '4', 'negative', 'anger', 'Ann'), ('public.message', '2', 'neutral', 'none', 'Ann');
SELECT key, emotion, addressee FROM sentiment.routed WHERE key IN ('2', '4') ORDER BY key;
\pset format unaligned
\pset tuples_only on
SELECT state, message FROM error_of($$INSERT INTO sentiment.route VALUES ('grief', 'chaplain')$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.route VALUES ('joy', '')$$);
\pset format aligned
\pset tuples_only off
DELETE FROM sentiment.review;
DELETE FROM sentiment.route;
INSERT INTO sentiment.route VALUES ('anger', 'customer success'), ('confusion', 'product'), ('disappointment', 'account executive'), ('frustration', 'support lead');
SELECT sentiment.untrack('message');
DROP TABLE message;
