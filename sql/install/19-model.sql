-- Models: rows of weights over lexicon and rules; fit() makes them

CREATE TABLE @extschema@.model (
    name       text COLLATE "C" PRIMARY KEY,
    weights    bytea NOT NULL,
    note       text,
    changed_at timestamptz NOT NULL DEFAULT now(),
    changed_by name NOT NULL DEFAULT current_user
);
-- random bytes: compression would only cost time
ALTER TABLE @extschema@.model ALTER COLUMN weights SET STORAGE EXTERNAL;
COMMENT ON TABLE @extschema@.model IS 'the site''s own models, 512 KiB each; one scores where SET sentiment.model, track() or an argument names it';
COMMENT ON COLUMN @extschema@.model.weights IS 'made by fit()';

CREATE FUNCTION @extschema@.model_check() RETURNS trigger
    AS 'MODULE_PATHNAME', 'sentiment_model_check' LANGUAGE C;
COMMENT ON FUNCTION @extschema@.model_check() IS 'trigger: refuses a model that is damaged, or of another version';

CREATE FUNCTION @extschema@.model_changed() RETURNS trigger
    AS 'MODULE_PATHNAME', 'sentiment_model_changed' LANGUAGE C;
COMMENT ON FUNCTION @extschema@.model_changed() IS 'trigger: tells all sessions that the models have changed';

CREATE TRIGGER model_check BEFORE INSERT OR UPDATE ON @extschema@.model
    FOR EACH ROW EXECUTE FUNCTION @extschema@.model_check();
CREATE TRIGGER model_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON @extschema@.model
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.model_changed();
-- also for what logical replication brings
ALTER TABLE @extschema@.model ENABLE ALWAYS TRIGGER model_changed;

CREATE FUNCTION @extschema@.active_model() RETURNS text
    AS 'MODULE_PATHNAME', 'sentiment_active_model' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.active_model() IS 'name of the model that scores in this session: the setting sentiment.model';

CREATE FUNCTION @extschema@.config_fingerprint(model text) RETURNS text
    AS 'MODULE_PATHNAME', 'sentiment_config_fingerprint' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.config_fingerprint(text) IS 'what scores when a model is named: model, version, and hashes of lexicon and weights';

CREATE FUNCTION @extschema@.config_fingerprint(model text, clean boolean) RETURNS text
    AS 'MODULE_PATHNAME', 'sentiment_config_fingerprint' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.config_fingerprint(text, boolean) IS 'the same, whatever sentiment.clean is';

CREATE FUNCTION @extschema@.score(text, model text, clean boolean) RETURNS float8
    AS 'MODULE_PATHNAME', 'sentiment_score' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 400;
COMMENT ON FUNCTION @extschema@.score(text, text, boolean) IS 'sentiment of a text by a model, of the customer''s own words or of the whole text, whatever sentiment.clean is';

CREATE FUNCTION @extschema@.score(text, model text) RETURNS float8
    AS 'MODULE_PATHNAME', 'sentiment_score' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 400;
COMMENT ON FUNCTION @extschema@.score(text, text) IS 'sentiment of a text by a model';

CREATE FUNCTION @extschema@.analyze(text, model text) RETURNS @extschema@.analysis
    AS 'MODULE_PATHNAME', 'sentiment_analyze' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 500;
COMMENT ON FUNCTION @extschema@.analyze(text, text) IS 'score, label, confidence, emotions, risks and quote of a text by a model';

CREATE FUNCTION @extschema@.explain(text, model text,
    OUT start integer, OUT length integer, OUT quote text, OUT reason text, OUT contribution float8)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sentiment_explain' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 500 ROWS 5;
COMMENT ON FUNCTION @extschema@.explain(text, text) IS 'what a score by a model is made of';

CREATE FUNCTION @extschema@.segments(text, model text,
    OUT n integer, OUT start integer, OUT length integer, OUT quote text, OUT kind text, OUT score float8, OUT label @extschema@.polarity)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sentiment_segments' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 500 ROWS 5;
COMMENT ON FUNCTION @extschema@.segments(text, text) IS 'clauses of a text, whose voice each is, and how it scores by a model';

CREATE FUNCTION @extschema@.topics(text, model text,
    OUT topic text, OUT score float8, OUT label @extschema@.polarity, OUT start integer, OUT length integer, OUT quote text)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sentiment_topics' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 500 ROWS 2;
COMMENT ON FUNCTION @extschema@.topics(text, text) IS 'the topics a text is about, each with a score by a model';
