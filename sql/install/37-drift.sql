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

CREATE FUNCTION @extschema@.drift_final(internal) RETURNS @extschema@.trajectory
    AS 'MODULE_PATHNAME', 'sentiment_drift_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.drift_final(internal) IS 'final function of drift()';

-- No combine function: of rows of one time the first to come counts as the earlier.
DO $$
DECLARE
    list record;
BEGIN
    FOR list IN
        SELECT * FROM (VALUES
            ('timestamptz', 'sentiment_drift_accum',      ''),
            ('timestamp',   'sentiment_drift_accum',      '; times are read as UTC'),
            ('date',        'sentiment_drift_accum_date', '; dates are read as UTC')
        ) AS v (time_type, symbol, note)
    LOOP
        EXECUTE pg_catalog.format($ddl$
            CREATE FUNCTION @extschema@.drift_accum(internal, score float8, at %1$s) RETURNS internal
                AS 'MODULE_PATHNAME', '%2$s' LANGUAGE C IMMUTABLE PARALLEL SAFE;
            COMMENT ON FUNCTION @extschema@.drift_accum(internal, score float8, at %1$s) IS 'transition of drift()';
            CREATE AGGREGATE @extschema@.drift(score float8, at %1$s) (
                SFUNC = @extschema@.drift_accum, STYPE = internal, FINALFUNC = @extschema@.drift_final, PARALLEL = SAFE
            );
            COMMENT ON AGGREGATE @extschema@.drift(score float8, at %1$s) IS %3$L
        $ddl$, list.time_type, list.symbol,
            'trajectory of scores in the order of their times; rows of one time count as they come: drift(score, at ORDER BY at, id)' || list.note);
    END LOOP;
END
$$;
