-- The site's own topics, and terms for any

CREATE TABLE @extschema@.topic (
    name       text COLLATE "C" PRIMARY KEY,
    is_builtin boolean NOT NULL DEFAULT false,
    note       text,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by name NOT NULL DEFAULT current_user
);
COMMENT ON TABLE @extschema@.topic IS 'what customers talk about, at most 32 topics; those that are built in stay as they are';

CREATE TABLE @extschema@.topic_term (
    topic      text COLLATE "C" REFERENCES @extschema@.topic ON UPDATE CASCADE ON DELETE CASCADE,
    term       text COLLATE "C" PRIMARY KEY,
    inflect    text,
    note       text,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by name NOT NULL DEFAULT current_user
);
COMMENT ON TABLE @extschema@.topic_term IS 'the site''s own words for topics, at most 10,000; they do not change how good or bad a text is';
COMMENT ON COLUMN @extschema@.topic_term.topic IS 'the topic that the term names, whatever is built in; NULL: none';
COMMENT ON COLUMN @extschema@.topic_term.term IS 'word or phrase of up to 6 words, stored folded; no gap';
COMMENT ON COLUMN @extschema@.topic_term.inflect IS 'forms made by rule: n plural; v -s, -ed, -ing; a -er, -est; vd and ad double the last consonant';

CREATE FUNCTION @extschema@.topic_check() RETURNS trigger
    AS 'MODULE_PATHNAME', 'sentiment_topic_check' LANGUAGE C;
COMMENT ON FUNCTION @extschema@.topic_check() IS 'trigger: refuses a topic that is not valid, and any change of one that is built in';

CREATE FUNCTION @extschema@.topic_term_check() RETURNS trigger
    AS 'MODULE_PATHNAME', 'sentiment_topic_term_check' LANGUAGE C;
COMMENT ON FUNCTION @extschema@.topic_term_check() IS 'trigger: refuses a term that is not valid, and folds it';

CREATE FUNCTION @extschema@.topics_changed() RETURNS trigger
    AS 'MODULE_PATHNAME', 'sentiment_topics_changed' LANGUAGE C;
COMMENT ON FUNCTION @extschema@.topics_changed() IS 'trigger: tells all sessions that the topics have changed';

CREATE TRIGGER topic_check BEFORE INSERT OR UPDATE OR DELETE ON @extschema@.topic
    FOR EACH ROW EXECUTE FUNCTION @extschema@.topic_check();
CREATE TRIGGER topic_truncate BEFORE TRUNCATE ON @extschema@.topic
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.topic_check();
CREATE TRIGGER topics_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON @extschema@.topic
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.topics_changed();
CREATE TRIGGER topic_term_check BEFORE INSERT OR UPDATE ON @extschema@.topic_term
    FOR EACH ROW EXECUTE FUNCTION @extschema@.topic_term_check();
CREATE TRIGGER topics_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON @extschema@.topic_term
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.topics_changed();
-- also for what logical replication brings
ALTER TABLE @extschema@.topic ENABLE ALWAYS TRIGGER topics_changed;
ALTER TABLE @extschema@.topic_term ENABLE ALWAYS TRIGGER topics_changed;

INSERT INTO @extschema@.topic (name) VALUES ('product'), ('support'), ('pricing'), ('onboarding');

-- NULL topic: the term names none
CREATE FUNCTION @extschema@.preview_topic(body text, term text, topic text,
    OUT name text, OUT before float8, OUT after float8, OUT label_before @extschema@.polarity, OUT label_after @extschema@.polarity)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sentiment_preview_topic' LANGUAGE C STABLE PARALLEL SAFE COST 800 ROWS 2;
COMMENT ON FUNCTION @extschema@.preview_topic(text, text, text) IS 'the topics of a text now, and if topic_term had this term; NULL topic: if the term named none';
