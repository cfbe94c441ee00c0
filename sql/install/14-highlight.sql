-- Highlight: the text with marks around what drove its score

CREATE FUNCTION @extschema@.highlight(text) RETURNS text
    AS 'MODULE_PATHNAME', 'sentiment_highlight' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 500;
COMMENT ON FUNCTION @extschema@.highlight(text) IS 'the text with [-...-] around what is negative and {+...+} around what is positive in it: findings, and with a model clauses of strong wording';

CREATE FUNCTION @extschema@.highlight(text, options text) RETURNS text
    AS 'MODULE_PATHNAME', 'sentiment_highlight_options' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 500;
COMMENT ON FUNCTION @extschema@.highlight(text, text) IS 'highlight with options: Style (marker, ansi, html), StartNeg, StopNeg, StartPos, StopPos';
