-- The site's own topics: they change what a text is about, never how it feels.
SELECT name FROM sentiment.topic WHERE is_builtin ORDER BY name;
CREATE TEMP TABLE body (id integer PRIMARY KEY, t text);
INSERT INTO body VALUES
    (1, 'The delivery was horrible, but the dashboard is excellent.'),
    (2, 'Horrible courier! The hotline is excellent.'),
    (3, 'Our driver lost the pallet. He was horrible.'),
    (4, 'Where is the pick up point?'),
    (5, 'See you on Tuesday.');
CREATE TEMP TABLE feeling AS SELECT id, sentiment.score(t) AS score, sentiment.score_builtin(t) AS builtin FROM body;
SELECT id, topic, label FROM body, sentiment.topics(t) ORDER BY id, topic;
INSERT INTO sentiment.topic (name, note) VALUES ('shipping', 'carriers and parcels');
INSERT INTO sentiment.topic_term (topic, term, inflect) VALUES
    ('shipping', 'Delivery', NULL), ('shipping', 'courier', 'n'), ('shipping', 'driver', 'n'), ('shipping', '  pick UP point ', NULL), ('shipping', 'pallet', NULL);
SELECT topic, term, inflect, changed_by = current_user AS me FROM sentiment.topic_term ORDER BY term;
SELECT id, topic, label, quote FROM body, sentiment.topics(t) ORDER BY id, topic;
SELECT count(*) AS felt_otherwise FROM feeling JOIN body USING (id) WHERE sentiment.score(t) <> score;
SELECT count(*) AS builtin_otherwise FROM feeling JOIN body USING (id) WHERE sentiment.score_builtin(t) <> builtin;
-- a term for a built-in topic, and one that names none; both beat what is built in
INSERT INTO sentiment.topic_term (topic, term) VALUES ('pricing', 'dashboard'), (NULL, 'hotline');
SELECT id, topic, label FROM body, sentiment.topics(t) WHERE id IN (1, 2) ORDER BY id, topic;
-- a term with a valence has a row in each table
INSERT INTO sentiment.lexicon (term, valence) VALUES ('moonbeam', -3);
INSERT INTO sentiment.topic_term (topic, term, inflect) VALUES ('shipping', 'moonbeam', 'n');
SELECT topic, label FROM sentiment.topics('We had a moonbeam today.');
-- the fingerprint names topics and terms, in any order, and not the notes
SELECT sentiment.config_fingerprint() AS before \gset
SELECT :'before' LIKE 'rules-%+________+________' AND sentiment.config_fingerprint('builtin') LIKE sentiment.model_version() || '+________+________' AS names_both;
BEGIN;
UPDATE sentiment.topic_term SET note = 'another';
SELECT sentiment.config_fingerprint() = :'before' AS same;
UPDATE sentiment.topic SET name = 'logistics' WHERE name = 'shipping';
SELECT sentiment.config_fingerprint() = :'before' AS same;
SELECT topic, label FROM sentiment.topics('Horrible courier!');
ROLLBACK;
SELECT sentiment.config_fingerprint() = :'before' AS same;
-- what is stored, and a view
CREATE TABLE message (id integer PRIMARY KEY, account text, sent_at timestamptz, body text);
SELECT sentiment.track('message', text => 'body', account => 'account', at => 'sent_at', key => 'id');
INSERT INTO message VALUES (1, 'acme', now(), 'Horrible courier!');
SELECT topic, sentiment.label(score), model = sentiment.config_fingerprint() AS is_current FROM sentiment.mention ORDER BY topic NULLS FIRST;
SELECT topic, n FROM sentiment.topic_trend;
UPDATE sentiment.topic SET name = 'logistics' WHERE name = 'shipping';
INSERT INTO message VALUES (2, 'acme', now(), 'Excellent courier!');
SELECT key, topic, sentiment.label(score), model = sentiment.config_fingerprint() AS is_current FROM sentiment.mention WHERE topic IS NOT NULL ORDER BY key;
CALL sentiment.refresh('message');
SELECT key, topic, sentiment.label(score), model = sentiment.config_fingerprint() AS is_current FROM sentiment.mention WHERE topic IS NOT NULL ORDER BY key;
SELECT sentiment.untrack('message');
DROP TABLE message;
-- a topic goes with its terms
DELETE FROM sentiment.topic WHERE name = 'logistics';
SELECT topic, term FROM sentiment.topic_term ORDER BY term;
DELETE FROM sentiment.topic_term;
DELETE FROM sentiment.lexicon;
SELECT sentiment.config_fingerprint('builtin') = sentiment.model_version() AS nothing_of_its_own;
-- a preview writes nothing
SELECT id, name, label_before, label_after FROM body, sentiment.preview_topic(t, 'delivery', 'pricing') WHERE id IN (1, 5) ORDER BY id, name;
SELECT name, label_before, label_after FROM sentiment.preview_topic('The hotline is horrible, I saw it on the dashboard.', 'dashboard', NULL) ORDER BY name;
SELECT count(*) FROM sentiment.preview_topic(NULL, 'delivery', 'pricing');
SELECT count(*) FROM sentiment.topic_term;
-- as many as there may be
INSERT INTO sentiment.topic (name) SELECT 'topic ' || i FROM generate_series(1, 28) i;
INSERT INTO sentiment.topic_term (topic, term) SELECT 'topic ' || i, 'zz' || translate(i::text, '0123456789', 'abcdefghij') FROM generate_series(1, 28) i;
SELECT count(*), count(*) FILTER (WHERE label = 'negative') AS negative
  FROM sentiment.topics((SELECT string_agg('Horrible ' || term || '.', ' ') || ' Horrible hotline, horrible invoice, horrible training, horrible dashboard.' FROM sentiment.topic_term));
\pset format unaligned
\pset tuples_only on
SELECT state, message FROM error_of($$INSERT INTO sentiment.topic (name) VALUES ('one more')$$);
DELETE FROM sentiment.topic WHERE NOT is_builtin;
-- what is not valid fails when it is written
SELECT * FROM error_of($$DELETE FROM sentiment.topic WHERE name = 'support'$$);
SELECT * FROM error_of($$UPDATE sentiment.topic SET name = 'help' WHERE name = 'support'$$);
SELECT * FROM error_of($$TRUNCATE sentiment.topic CASCADE$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.topic (name) VALUES ('pricing')$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.topic (name) VALUES (NULL)$$);
SELECT * FROM error_of($$INSERT INTO sentiment.topic (name) VALUES ('')$$);
SELECT * FROM error_of($$INSERT INTO sentiment.topic (name) VALUES (' shipping')$$);
SELECT * FROM error_of($$INSERT INTO sentiment.topic (name) VALUES (E'ship\nping')$$);
SELECT state, detail FROM error_of($$INSERT INTO sentiment.topic (name) VALUES (repeat('x', 64))$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.topic_term (topic, term) VALUES ('weather', 'rain')$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.topic_term (topic, term) VALUES ('pricing', NULL)$$);
SELECT * FROM error_of($$INSERT INTO sentiment.topic_term (topic, term) VALUES ('pricing', '')$$);
SELECT * FROM error_of($$INSERT INTO sentiment.topic_term (topic, term) VALUES ('pricing', 'a * price')$$);
SELECT * FROM error_of($$INSERT INTO sentiment.topic_term (topic, term, inflect) VALUES ('pricing', 'cap', 'plural')$$);
SELECT state, message FROM error_of($$INSERT INTO sentiment.topic_term (topic, term) VALUES ('pricing', 'cap'), ('support', 'CAP')$$);
SELECT state, message, hint FROM error_of($$SELECT * FROM sentiment.preview_topic('x', 'rain', 'weather')$$);
SELECT state, message FROM error_of($$SELECT * FROM sentiment.preview_topic('x', NULL, 'pricing')$$);
CREATE ROLE regress_senti_nobody;
SET ROLE regress_senti_nobody;
SELECT state, message FROM error_of('TABLE sentiment.topic_term');
SELECT state, message FROM error_of($$SELECT * FROM sentiment.preview_topic('x', 'cap', 'pricing')$$);
RESET ROLE;
SELECT sentiment.grant_access('regress_senti_nobody', 'reader');
SET ROLE regress_senti_nobody;
SELECT count(*) FROM sentiment.topic;
SELECT state, message FROM error_of($$INSERT INTO sentiment.topic (name) VALUES ('shipping')$$);
RESET ROLE;
SELECT sentiment.grant_access('regress_senti_nobody', 'admin');
SET ROLE regress_senti_nobody;
INSERT INTO sentiment.topic (name) VALUES ('shipping');
INSERT INTO sentiment.topic_term (topic, term) VALUES ('shipping', 'courier');
SELECT changed_by FROM sentiment.topic_term;
SELECT topic, label FROM sentiment.topics('Horrible courier!');
DELETE FROM sentiment.topic WHERE name = 'shipping';
RESET ROLE;
DROP OWNED BY regress_senti_nobody;
DROP ROLE regress_senti_nobody;
