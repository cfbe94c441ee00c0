-- Scales: a score as people may want to read it

CREATE FUNCTION @extschema@.rescale(score float8, lo float8, hi float8) RETURNS float8
    AS 'MODULE_PATHNAME', 'sentiment_rescale' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.rescale(float8, float8, float8) IS 'a score on a scale of one''s own: -1 becomes lo, 1 becomes hi';

CREATE FUNCTION @extschema@.relative_change(now float8, before float8) RETURNS float8
    AS 'MODULE_PATHNAME', 'sentiment_relative_change' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.relative_change(float8, float8) IS 'change of a score as a share of the earlier one, both taken to the 0..1 scale first; NULL when the earlier one is NULL or the lowest there is';
