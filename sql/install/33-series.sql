-- Window functions over a series of scores, in the order of the window; the frame plays no part

CREATE FUNCTION @extschema@.streak(condition boolean, at timestamptz, max_gap interval) RETURNS interval
    AS 'MODULE_PATHNAME', 'sentiment_streak' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.streak(boolean, timestamptz, interval) IS 'how long the condition has held; 0 when it does not, NULL when nothing has been known for longer than max_gap';
CREATE FUNCTION @extschema@.streak(condition boolean, at timestamp, max_gap interval) RETURNS interval
    AS 'MODULE_PATHNAME', 'sentiment_streak' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.streak(boolean, timestamp, interval) IS 'how long the condition has held; 0 when it does not, NULL when nothing has been known for longer than max_gap';
CREATE FUNCTION @extschema@.streak(condition boolean, day date, max_gap interval) RETURNS interval
    AS 'MODULE_PATHNAME', 'sentiment_streak_day' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.streak(boolean, date, interval) IS 'days, the first and the last included, for which the condition has held; 0 when it does not, NULL when nothing has been known for longer than max_gap';
CREATE FUNCTION @extschema@.streak(condition boolean, at timestamptz) RETURNS interval
    AS 'MODULE_PATHNAME', 'sentiment_streak' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.streak(boolean, timestamptz) IS 'how long the condition has held, with a max_gap of 4 days';
CREATE FUNCTION @extschema@.streak(condition boolean, at timestamp) RETURNS interval
    AS 'MODULE_PATHNAME', 'sentiment_streak' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.streak(boolean, timestamp) IS 'how long the condition has held, with a max_gap of 4 days';
CREATE FUNCTION @extschema@.streak(condition boolean, day date) RETURNS interval
    AS 'MODULE_PATHNAME', 'sentiment_streak_day' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.streak(boolean, date) IS 'days, the first and the last included, for which the condition has held, with a max_gap of 4 days';

CREATE FUNCTION @extschema@.ewma(score float8, at timestamptz, half_life interval) RETURNS float8
    AS 'MODULE_PATHNAME', 'sentiment_ewma' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.ewma(float8, timestamptz, interval) IS 'mean of all scores so far, in which the weight of a score halves with each half-life of its age';
CREATE FUNCTION @extschema@.ewma(score float8, at timestamp, half_life interval) RETURNS float8
    AS 'MODULE_PATHNAME', 'sentiment_ewma' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.ewma(float8, timestamp, interval) IS 'mean of all scores so far, in which the weight of a score halves with each half-life of its age';
CREATE FUNCTION @extschema@.ewma(score float8, day date, half_life interval) RETURNS float8
    AS 'MODULE_PATHNAME', 'sentiment_ewma_day' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.ewma(float8, date, interval) IS 'mean of all scores so far, in which the weight of a score halves with each half-life of its age';

CREATE FUNCTION @extschema@.cusum(score float8, target float8, slack float8) RETURNS float8
    AS 'MODULE_PATHNAME', 'sentiment_cusum' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.cusum(float8, float8, float8) IS 'lower cumulative sum: how far scores have fallen below target - slack altogether; back to 0 when they have made up for it';

CREATE FUNCTION @extschema@.shift(score float8) RETURNS float8
    AS 'MODULE_PATHNAME', 'sentiment_shift' LANGUAGE C WINDOW IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.shift(float8) IS 'change from the score before, past rows without one';
