-- The site's own words, over those that are built in

CREATE TABLE @extschema@.lexicon (
    term       text COLLATE "C" PRIMARY KEY,
    valence    real,
    class      text,
    inflect    text,
    topic      text,
    emotion    text,
    note       text,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by name NOT NULL DEFAULT current_user
);
COMMENT ON TABLE @extschema@.lexicon IS 'the site''s own terms; a row replaces what is built in for its term, and a row that says nothing takes it out';
COMMENT ON COLUMN @extschema@.lexicon.term IS 'word or phrase of up to 6 words, stored folded; one gap, "take * seriously", holds 1 to 3 words';
COMMENT ON COLUMN @extschema@.lexicon.valence IS 'how good or bad for the writer, -4 to 4';
COMMENT ON COLUMN @extschema@.lexicon.class IS 'what the rules may do with it: names from lexicon_builtin, separated by commas';
COMMENT ON COLUMN @extschema@.lexicon.inflect IS 'forms made by rule: n plural; v -s, -ed, -ing; a -er, -est; vd and ad double the last consonant';
COMMENT ON COLUMN @extschema@.lexicon.topic IS 'what the writer talks about: product, support, pricing, onboarding';
COMMENT ON COLUMN @extschema@.lexicon.emotion IS 'anger, confusion, disappointment, frustration, joy, gratitude';

CREATE FUNCTION @extschema@.lexicon_check() RETURNS trigger
    AS 'MODULE_PATHNAME', 'sentiment_lexicon_check' LANGUAGE C;
COMMENT ON FUNCTION @extschema@.lexicon_check() IS 'trigger: refuses a row of the lexicon that is not valid, and folds its term';

CREATE FUNCTION @extschema@.lexicon_changed() RETURNS trigger
    AS 'MODULE_PATHNAME', 'sentiment_lexicon_changed' LANGUAGE C;
COMMENT ON FUNCTION @extschema@.lexicon_changed() IS 'trigger: tells all sessions that the lexicon has changed';

CREATE TRIGGER lexicon_check BEFORE INSERT OR UPDATE ON @extschema@.lexicon
    FOR EACH ROW EXECUTE FUNCTION @extschema@.lexicon_check();
CREATE TRIGGER lexicon_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON @extschema@.lexicon
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.lexicon_changed();
-- also for what logical replication brings
ALTER TABLE @extschema@.lexicon ENABLE ALWAYS TRIGGER lexicon_changed;

CREATE FUNCTION @extschema@.config_fingerprint() RETURNS text
    AS 'MODULE_PATHNAME', 'sentiment_config_fingerprint' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.config_fingerprint() IS 'what scores in this session: model_version(), and a hash of the site''s lexicon when it has one';

CREATE FUNCTION @extschema@.builtin_terms(OUT term text, OUT valence real, OUT class text, OUT topic text, OUT emotion text)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sentiment_builtin_terms' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000 ROWS 10000;
COMMENT ON FUNCTION @extschema@.builtin_terms() IS 'the rows of lexicon_builtin';

CREATE VIEW @extschema@.lexicon_builtin AS SELECT * FROM @extschema@.builtin_terms();
COMMENT ON VIEW @extschema@.lexicon_builtin IS 'every term that is built in, forms made by rule included';

-- Not strict: no valence takes a term out.
CREATE FUNCTION @extschema@.preview(body text, term text, valence real,
    OUT before float8, OUT after float8, OUT label_before @extschema@.polarity, OUT label_after @extschema@.polarity)
    AS 'MODULE_PATHNAME', 'sentiment_preview_term' LANGUAGE C STABLE PARALLEL SAFE COST 800;
COMMENT ON FUNCTION @extschema@.preview(text, text, real) IS 'score and label of a text now, and if the lexicon had this term; NULL valence: if it were taken out';

CREATE FUNCTION @extschema@.preview(body text, changes @extschema@.lexicon[],
    OUT before float8, OUT after float8, OUT label_before @extschema@.polarity, OUT label_after @extschema@.polarity)
    AS 'MODULE_PATHNAME', 'sentiment_preview_rows' LANGUAGE C STABLE PARALLEL SAFE COST 800;
COMMENT ON FUNCTION @extschema@.preview(text, @extschema@.lexicon[]) IS 'score and label of a text now, and if the lexicon had these rows';
