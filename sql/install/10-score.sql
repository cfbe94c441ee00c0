-- Scoring: text to score, label, quote, topics

CREATE TYPE @extschema@.polarity AS ENUM ('negative', 'neutral', 'positive');
COMMENT ON TYPE @extschema@.polarity IS 'how the writer feels about us: negative < neutral < positive';

CREATE TYPE @extschema@.analysis AS (
    score           float8,
    label           @extschema@.polarity,
    confidence      float8,
    negative        float8,
    neutral         float8,
    positive        float8,
    emotion         text,
    anger           float8,
    confusion       float8,
    disappointment  float8,
    frustration     float8,
    joy             float8,
    gratitude       float8,
    urgency         float8,
    churn_risk      float8,
    escalation_risk float8,
    sarcasm         boolean,
    quote           text,
    model           text,
    reason          text
);
COMMENT ON TYPE @extschema@.analysis IS 'everything that analyze() finds in a text; score -1..1, all other numbers 0..1';

CREATE FUNCTION @extschema@.score(text) RETURNS float8
    AS 'MODULE_PATHNAME', 'sentiment_score' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 400;
COMMENT ON FUNCTION @extschema@.score(text) IS 'sentiment of a text, -1 to 1; NULL when it holds no words of the customer''s own, or is not English';

CREATE FUNCTION @extschema@.score_builtin(text) RETURNS float8
    AS 'MODULE_PATHNAME', 'sentiment_score_builtin' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 400;
COMMENT ON FUNCTION @extschema@.score_builtin(text) IS 'sentiment of a text by what ships with the extension and nothing else; for generated columns and indexes';

CREATE FUNCTION @extschema@.label(score float8) RETURNS @extschema@.polarity
    AS 'MODULE_PATHNAME', 'sentiment_label_score' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.label(float8) IS 'label of a score; up to 0.15 either way is neutral';

CREATE FUNCTION @extschema@.label(score float8, band float8) RETURNS @extschema@.polarity
    AS 'MODULE_PATHNAME', 'sentiment_label_band' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.label(float8, float8) IS 'label of a score with a neutral band of one''s own';

CREATE FUNCTION @extschema@.label(text) RETURNS @extschema@.polarity
    AS 'MODULE_PATHNAME', 'sentiment_label_text' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 400;
COMMENT ON FUNCTION @extschema@.label(text) IS 'label of a text: label(score(text))';

CREATE FUNCTION @extschema@.analyze(text) RETURNS @extschema@.analysis
    AS 'MODULE_PATHNAME', 'sentiment_analyze' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 500;
COMMENT ON FUNCTION @extschema@.analyze(text) IS 'score, label, confidence, emotions, risks and quote of a text';

CREATE FUNCTION @extschema@.explain(text,
    OUT start integer, OUT length integer, OUT quote text, OUT reason text, OUT contribution float8)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sentiment_explain' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 500 ROWS 5;
COMMENT ON FUNCTION @extschema@.explain(text) IS 'what a score is made of: characters of the text and what each contributes, findings of the rules and, with a model, the wording of clauses; the contributions add up to the score';

CREATE FUNCTION @extschema@.topics(text,
    OUT topic text, OUT score float8, OUT label @extschema@.polarity, OUT start integer, OUT length integer, OUT quote text)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sentiment_topics' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 500 ROWS 2;
COMMENT ON FUNCTION @extschema@.topics(text) IS 'the topics a text is about (product, support, pricing, onboarding), each with a score and quote of its own';

CREATE FUNCTION @extschema@.model_version() RETURNS text
    AS 'MODULE_PATHNAME', 'sentiment_model_version' LANGUAGE C STABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.model_version() IS 'what is built in: model, extension version, lexicon hash';


CREATE FUNCTION @extschema@.emotions(text, OUT emotion text, OUT intensity float8, OUT quote text)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sentiment_emotions' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 500 ROWS 2;
COMMENT ON FUNCTION @extschema@.emotions(text) IS 'the emotions in a text and its urgency, each with its intensity (above 0, below 1) and the clause that shows it most';

CREATE FUNCTION @extschema@.risks(text, OUT risk text, OUT intensity float8, OUT quote text)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sentiment_risks' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 500 ROWS 1;
COMMENT ON FUNCTION @extschema@.risks(text) IS 'churn_risk and escalation_risk of a text, each with its intensity (above 0, below 1) and the clause that shows it most';
