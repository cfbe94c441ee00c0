-- spark: a line of block characters for psql

CREATE FUNCTION @extschema@.spark_accum(internal, float8) RETURNS internal
    AS 'MODULE_PATHNAME', 'sentiment_spark_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.spark_accum(internal, float8) IS 'transition of spark()';
CREATE FUNCTION @extschema@.spark_final(internal) RETURNS text
    AS 'MODULE_PATHNAME', 'sentiment_spark_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.spark_final(internal) IS 'final function of spark()';
CREATE AGGREGATE @extschema@.spark(value float8) (
    SFUNC = @extschema@.spark_accum, STYPE = internal, FINALFUNC = @extschema@.spark_final, PARALLEL = RESTRICTED
);
COMMENT ON AGGREGATE @extschema@.spark(float8) IS 'a line of bars, lowest to highest value; write spark(value ORDER BY at)';

