-- Aggregates: one integer state, exact in any order, O(1) per row in a moving window

CREATE FUNCTION @extschema@.accum(@extschema@.summary, float8) RETURNS @extschema@.summary
    AS 'MODULE_PATHNAME', 'sentiment_accum' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.accum(@extschema@.summary, float8) IS 'transition: a row comes';
CREATE FUNCTION @extschema@.accum_inv(@extschema@.summary, float8) RETURNS @extschema@.summary
    AS 'MODULE_PATHNAME', 'sentiment_accum_inv' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.accum_inv(@extschema@.summary, float8) IS 'transition: a row goes';
CREATE FUNCTION @extschema@.accum_weight(@extschema@.summary, float8, float8) RETURNS @extschema@.summary
    AS 'MODULE_PATHNAME', 'sentiment_accum_weight' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.accum_weight(@extschema@.summary, float8, float8) IS 'transition: a row comes';
CREATE FUNCTION @extschema@.accum_weight_inv(@extschema@.summary, float8, float8) RETURNS @extschema@.summary
    AS 'MODULE_PATHNAME', 'sentiment_accum_weight_inv' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.accum_weight_inv(@extschema@.summary, float8, float8) IS 'transition: a row goes';
CREATE FUNCTION @extschema@.accum_at(@extschema@.summary, float8, timestamptz) RETURNS @extschema@.summary
    AS 'MODULE_PATHNAME', 'sentiment_accum_at' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.accum_at(@extschema@.summary, float8, timestamptz) IS 'transition: a row comes';
CREATE FUNCTION @extschema@.accum_at_inv(@extschema@.summary, float8, timestamptz) RETURNS @extschema@.summary
    AS 'MODULE_PATHNAME', 'sentiment_accum_at_inv' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.accum_at_inv(@extschema@.summary, float8, timestamptz) IS 'transition: a row goes';
CREATE FUNCTION @extschema@.accum_at_weight(@extschema@.summary, float8, timestamptz, float8) RETURNS @extschema@.summary
    AS 'MODULE_PATHNAME', 'sentiment_accum_at_weight' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.accum_at_weight(@extschema@.summary, float8, timestamptz, float8) IS 'transition: a row comes';
CREATE FUNCTION @extschema@.accum_at_weight_inv(@extschema@.summary, float8, timestamptz, float8) RETURNS @extschema@.summary
    AS 'MODULE_PATHNAME', 'sentiment_accum_at_weight_inv' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.accum_at_weight_inv(@extschema@.summary, float8, timestamptz, float8) IS 'transition: a row goes';
CREATE FUNCTION @extschema@.accum_label(@extschema@.summary, @extschema@.polarity) RETURNS @extschema@.summary
    AS 'MODULE_PATHNAME', 'sentiment_accum_label' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.accum_label(@extschema@.summary, @extschema@.polarity) IS 'transition: a row comes';
CREATE FUNCTION @extschema@.accum_label_inv(@extschema@.summary, @extschema@.polarity) RETURNS @extschema@.summary
    AS 'MODULE_PATHNAME', 'sentiment_accum_label_inv' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.accum_label_inv(@extschema@.summary, @extschema@.polarity) IS 'transition: a row goes';
CREATE FUNCTION @extschema@.accum_summary(@extschema@.summary, @extschema@.summary) RETURNS @extschema@.summary
    AS 'MODULE_PATHNAME', 'sentiment_accum_summary' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.accum_summary(@extschema@.summary, @extschema@.summary) IS 'transition: a row comes';
CREATE FUNCTION @extschema@.accum_summary_inv(@extschema@.summary, @extschema@.summary) RETURNS @extschema@.summary
    AS 'MODULE_PATHNAME', 'sentiment_accum_summary_inv' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.accum_summary_inv(@extschema@.summary, @extschema@.summary) IS 'transition: a row goes';
CREATE FUNCTION @extschema@.tally_final(@extschema@.summary) RETURNS @extschema@.summary
    AS 'MODULE_PATHNAME', 'sentiment_tally_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.tally_final(@extschema@.summary) IS 'final function';

CREATE AGGREGATE @extschema@.net(score float8) (
    SFUNC = @extschema@.accum, STYPE = @extschema@.summary, FINALFUNC = @extschema@.net, COMBINEFUNC = @extschema@.accum_summary,
    MSFUNC = @extschema@.accum, MINVFUNC = @extschema@.accum_inv, MSTYPE = @extschema@.summary, MFINALFUNC = @extschema@.net,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.net(float8) IS 'net sentiment, -100 to 100: share of positive minus share of negative';

CREATE AGGREGATE @extschema@.net(score float8, weight float8) (
    SFUNC = @extschema@.accum_weight, STYPE = @extschema@.summary, FINALFUNC = @extschema@.net, COMBINEFUNC = @extschema@.accum_summary,
    MSFUNC = @extschema@.accum_weight, MINVFUNC = @extschema@.accum_weight_inv, MSTYPE = @extschema@.summary, MFINALFUNC = @extschema@.net,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.net(float8, float8) IS 'net sentiment, -100 to 100: share of positive minus share of negative, weighted';

CREATE AGGREGATE @extschema@.net(score float8, at timestamptz) (
    SFUNC = @extschema@.accum_at, STYPE = @extschema@.summary, FINALFUNC = @extschema@.net, COMBINEFUNC = @extschema@.accum_summary,
    MSFUNC = @extschema@.accum_at, MINVFUNC = @extschema@.accum_at_inv, MSTYPE = @extschema@.summary, MFINALFUNC = @extschema@.net,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.net(float8, timestamptz) IS 'net sentiment, -100 to 100: share of positive minus share of negative; keeps the times';

CREATE AGGREGATE @extschema@.net(score float8, at timestamptz, weight float8) (
    SFUNC = @extschema@.accum_at_weight, STYPE = @extschema@.summary, FINALFUNC = @extschema@.net, COMBINEFUNC = @extschema@.accum_summary,
    MSFUNC = @extschema@.accum_at_weight, MINVFUNC = @extschema@.accum_at_weight_inv, MSTYPE = @extschema@.summary, MFINALFUNC = @extschema@.net,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.net(float8, timestamptz, float8) IS 'net sentiment, -100 to 100: share of positive minus share of negative, weighted; keeps the times';

CREATE AGGREGATE @extschema@.mean(score float8) (
    SFUNC = @extschema@.accum, STYPE = @extschema@.summary, FINALFUNC = @extschema@.mean, COMBINEFUNC = @extschema@.accum_summary,
    MSFUNC = @extschema@.accum, MINVFUNC = @extschema@.accum_inv, MSTYPE = @extschema@.summary, MFINALFUNC = @extschema@.mean,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.mean(float8) IS 'mean score';

CREATE AGGREGATE @extschema@.mean(score float8, weight float8) (
    SFUNC = @extschema@.accum_weight, STYPE = @extschema@.summary, FINALFUNC = @extschema@.mean, COMBINEFUNC = @extschema@.accum_summary,
    MSFUNC = @extschema@.accum_weight, MINVFUNC = @extschema@.accum_weight_inv, MSTYPE = @extschema@.summary, MFINALFUNC = @extschema@.mean,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.mean(float8, float8) IS 'mean score, weighted';

CREATE AGGREGATE @extschema@.mean(score float8, at timestamptz) (
    SFUNC = @extschema@.accum_at, STYPE = @extschema@.summary, FINALFUNC = @extschema@.mean, COMBINEFUNC = @extschema@.accum_summary,
    MSFUNC = @extschema@.accum_at, MINVFUNC = @extschema@.accum_at_inv, MSTYPE = @extschema@.summary, MFINALFUNC = @extschema@.mean,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.mean(float8, timestamptz) IS 'mean score; keeps the times';

CREATE AGGREGATE @extschema@.mean(score float8, at timestamptz, weight float8) (
    SFUNC = @extschema@.accum_at_weight, STYPE = @extschema@.summary, FINALFUNC = @extschema@.mean, COMBINEFUNC = @extschema@.accum_summary,
    MSFUNC = @extschema@.accum_at_weight, MINVFUNC = @extschema@.accum_at_weight_inv, MSTYPE = @extschema@.summary, MFINALFUNC = @extschema@.mean,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.mean(float8, timestamptz, float8) IS 'mean score, weighted; keeps the times';

CREATE AGGREGATE @extschema@.stddev(score float8) (
    SFUNC = @extschema@.accum, STYPE = @extschema@.summary, FINALFUNC = @extschema@.stddev, COMBINEFUNC = @extschema@.accum_summary,
    MSFUNC = @extschema@.accum, MINVFUNC = @extschema@.accum_inv, MSTYPE = @extschema@.summary, MFINALFUNC = @extschema@.stddev,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.stddev(float8) IS 'population standard deviation of the score';

CREATE AGGREGATE @extschema@.stddev(score float8, weight float8) (
    SFUNC = @extschema@.accum_weight, STYPE = @extschema@.summary, FINALFUNC = @extschema@.stddev, COMBINEFUNC = @extschema@.accum_summary,
    MSFUNC = @extschema@.accum_weight, MINVFUNC = @extschema@.accum_weight_inv, MSTYPE = @extschema@.summary, MFINALFUNC = @extschema@.stddev,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.stddev(float8, float8) IS 'population standard deviation of the score, weighted';

CREATE AGGREGATE @extschema@.stddev(score float8, at timestamptz) (
    SFUNC = @extschema@.accum_at, STYPE = @extschema@.summary, FINALFUNC = @extschema@.stddev, COMBINEFUNC = @extschema@.accum_summary,
    MSFUNC = @extschema@.accum_at, MINVFUNC = @extschema@.accum_at_inv, MSTYPE = @extschema@.summary, MFINALFUNC = @extschema@.stddev,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.stddev(float8, timestamptz) IS 'population standard deviation of the score; keeps the times';

CREATE AGGREGATE @extschema@.stddev(score float8, at timestamptz, weight float8) (
    SFUNC = @extschema@.accum_at_weight, STYPE = @extschema@.summary, FINALFUNC = @extschema@.stddev, COMBINEFUNC = @extschema@.accum_summary,
    MSFUNC = @extschema@.accum_at_weight, MINVFUNC = @extschema@.accum_at_weight_inv, MSTYPE = @extschema@.summary, MFINALFUNC = @extschema@.stddev,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.stddev(float8, timestamptz, float8) IS 'population standard deviation of the score, weighted; keeps the times';

CREATE AGGREGATE @extschema@.tally(score float8) (
    SFUNC = @extschema@.accum, STYPE = @extschema@.summary, FINALFUNC = @extschema@.tally_final, COMBINEFUNC = @extschema@.accum_summary,
    MSFUNC = @extschema@.accum, MINVFUNC = @extschema@.accum_inv, MSTYPE = @extschema@.summary, MFINALFUNC = @extschema@.tally_final,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.tally(float8) IS 'summary of the scores: store it, merge it with rollup(), read it with n(), net(), mean(), stddev(), trend()';

CREATE AGGREGATE @extschema@.tally(score float8, weight float8) (
    SFUNC = @extschema@.accum_weight, STYPE = @extschema@.summary, FINALFUNC = @extschema@.tally_final, COMBINEFUNC = @extschema@.accum_summary,
    MSFUNC = @extschema@.accum_weight, MINVFUNC = @extschema@.accum_weight_inv, MSTYPE = @extschema@.summary, MFINALFUNC = @extschema@.tally_final,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.tally(float8, float8) IS 'summary of the scores: store it, merge it with rollup(), read it with n(), net(), mean(), stddev(), trend(), weighted';

CREATE AGGREGATE @extschema@.tally(score float8, at timestamptz) (
    SFUNC = @extschema@.accum_at, STYPE = @extschema@.summary, FINALFUNC = @extschema@.tally_final, COMBINEFUNC = @extschema@.accum_summary,
    MSFUNC = @extschema@.accum_at, MINVFUNC = @extschema@.accum_at_inv, MSTYPE = @extschema@.summary, MFINALFUNC = @extschema@.tally_final,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.tally(float8, timestamptz) IS 'summary of the scores: store it, merge it with rollup(), read it with n(), net(), mean(), stddev(), trend(); keeps the times';

CREATE AGGREGATE @extschema@.tally(score float8, at timestamptz, weight float8) (
    SFUNC = @extschema@.accum_at_weight, STYPE = @extschema@.summary, FINALFUNC = @extschema@.tally_final, COMBINEFUNC = @extschema@.accum_summary,
    MSFUNC = @extschema@.accum_at_weight, MINVFUNC = @extschema@.accum_at_weight_inv, MSTYPE = @extschema@.summary, MFINALFUNC = @extschema@.tally_final,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.tally(float8, timestamptz, float8) IS 'summary of the scores: store it, merge it with rollup(), read it with n(), net(), mean(), stddev(), trend(), weighted; keeps the times';

CREATE AGGREGATE @extschema@.net(label @extschema@.polarity) (
    SFUNC = @extschema@.accum_label, STYPE = @extschema@.summary, FINALFUNC = @extschema@.net, COMBINEFUNC = @extschema@.accum_summary,
    MSFUNC = @extschema@.accum_label, MINVFUNC = @extschema@.accum_label_inv, MSTYPE = @extschema@.summary, MFINALFUNC = @extschema@.net,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.net(@extschema@.polarity) IS 'net sentiment, -100 to 100: share of positive minus share of negative, of labels';

CREATE AGGREGATE @extschema@.trend(score float8, at timestamptz) (
    SFUNC = @extschema@.accum_at, STYPE = @extschema@.summary, FINALFUNC = @extschema@.trend, COMBINEFUNC = @extschema@.accum_summary,
    MSFUNC = @extschema@.accum_at, MINVFUNC = @extschema@.accum_at_inv, MSTYPE = @extschema@.summary, MFINALFUNC = @extschema@.trend,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.trend(float8, timestamptz) IS 'least-squares slope of the score per day';

CREATE AGGREGATE @extschema@.trend(score float8, at timestamptz, weight float8) (
    SFUNC = @extschema@.accum_at_weight, STYPE = @extschema@.summary, FINALFUNC = @extschema@.trend, COMBINEFUNC = @extschema@.accum_summary,
    MSFUNC = @extschema@.accum_at_weight, MINVFUNC = @extschema@.accum_at_weight_inv, MSTYPE = @extschema@.summary, MFINALFUNC = @extschema@.trend,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.trend(float8, timestamptz, float8) IS 'least-squares slope of the score per day, weighted';

CREATE AGGREGATE @extschema@.rollup(summary @extschema@.summary) (
    SFUNC = @extschema@.accum_summary, STYPE = @extschema@.summary, FINALFUNC = @extschema@.tally_final, COMBINEFUNC = @extschema@.accum_summary,
    MSFUNC = @extschema@.accum_summary, MINVFUNC = @extschema@.accum_summary_inv, MSTYPE = @extschema@.summary, MFINALFUNC = @extschema@.tally_final,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.rollup(@extschema@.summary) IS 'merge of summaries, exact';

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

