-- Whose voice: the customer's own words, and the text cut into clauses and other people's lines

CREATE FUNCTION @extschema@.clean(text) RETURNS text
    AS 'MODULE_PATHNAME', 'sentiment_clean' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION @extschema@.clean(text) IS 'the customer''s own words: without quoted mail, signatures, code, log lines and staff';

CREATE FUNCTION @extschema@.segments(text,
    OUT n integer, OUT start integer, OUT length integer, OUT quote text, OUT kind text, OUT score float8, OUT label @extschema@.polarity)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sentiment_segments' LANGUAGE C STABLE STRICT PARALLEL SAFE COST 500 ROWS 5;
COMMENT ON FUNCTION @extschema@.segments(text) IS 'the text in order: each clause of the customer''s with the score that it would have alone, and what others wrote (quoted, signature, code, log, staff) without one';

CREATE FUNCTION @extschema@.has_speakers(text) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sentiment_has_speakers' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100;
COMMENT ON FUNCTION @extschema@.has_speakers(text) IS 'is a text the transcript of a call or chat, in which staff is told from customers?';
