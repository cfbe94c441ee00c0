-- Separation of two outcomes by their scores: the area under the ROC curve

CREATE FUNCTION @extschema@.separation_accum(internal, float8, boolean) RETURNS internal
    AS 'MODULE_PATHNAME', 'sentiment_separation_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.separation_accum(internal, float8, boolean) IS 'transition of separation()';
CREATE FUNCTION @extschema@.separation_final(internal) RETURNS float8
    AS 'MODULE_PATHNAME', 'sentiment_separation_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.separation_final(internal) IS 'final function of separation()';

CREATE AGGREGATE @extschema@.separation(score float8, outcome boolean) (
    SFUNC = @extschema@.separation_accum, STYPE = internal, FINALFUNC = @extschema@.separation_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.separation(float8, boolean)
    IS 'probability that a row with the outcome has a higher score than one without, ties counting half (area under the ROC curve); NULL without both';
