-- drift: where a thread of scores goes

CREATE TYPE @extschema@.trajectory AS (
    n               bigint,
    first           float8,
    last            float8,
    low             float8,
    high            float8,
    delta           float8,
    first_shift     float8,
    worsening_turns bigint,
    slope           float8,
    shape           text
);
COMMENT ON TYPE @extschema@.trajectory IS 'what drift() says of the scores of a thread';
COMMENT ON COLUMN @extschema@.trajectory.delta IS 'last - first';
COMMENT ON COLUMN @extschema@.trajectory.first_shift IS 'second - first; NULL with one score';
COMMENT ON COLUMN @extschema@.trajectory.worsening_turns IS 'scores in a row, up to the last, each more than 0.1 below the one before';
COMMENT ON COLUMN @extschema@.trajectory.slope IS 'least squares, per day; NULL when all are of one time';
COMMENT ON COLUMN @extschema@.trajectory.shape IS 'volatile, deteriorating, recovering, stable_neg, stable_neu or stable_pos';

CREATE FUNCTION @extschema@.drift_accum(internal, float8, timestamptz) RETURNS internal
    AS 'MODULE_PATHNAME', 'sentiment_drift_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.drift_accum(internal, float8, timestamptz) IS 'transition of drift()';
CREATE FUNCTION @extschema@.drift_final(internal) RETURNS @extschema@.trajectory
    AS 'MODULE_PATHNAME', 'sentiment_drift_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.drift_final(internal) IS 'final function of drift()';

-- No combine function: of rows of one time the first to come counts as the earlier.
CREATE AGGREGATE @extschema@.drift(score float8, at timestamptz) (
    SFUNC = @extschema@.drift_accum, STYPE = internal, FINALFUNC = @extschema@.drift_final, PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.drift(float8, timestamptz) IS 'trajectory of scores in the order of their times; rows of one time count as they come: drift(score, at ORDER BY at, id)';
