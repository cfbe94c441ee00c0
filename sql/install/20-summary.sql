-- The base type summary: exact integer sums of scores

CREATE TYPE @extschema@.summary;

CREATE FUNCTION @extschema@.summary_in(cstring) RETURNS @extschema@.summary
    AS 'MODULE_PATHNAME', 'sentiment_summary_in' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.summary_in(cstring) IS 'I/O';
CREATE FUNCTION @extschema@.summary_out(@extschema@.summary) RETURNS cstring
    AS 'MODULE_PATHNAME', 'sentiment_summary_out' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.summary_out(@extschema@.summary) IS 'I/O';
CREATE FUNCTION @extschema@.summary_recv(internal) RETURNS @extschema@.summary
    AS 'MODULE_PATHNAME', 'sentiment_summary_recv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.summary_recv(internal) IS 'I/O';
CREATE FUNCTION @extschema@.summary_send(@extschema@.summary) RETURNS bytea
    AS 'MODULE_PATHNAME', 'sentiment_summary_send' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.summary_send(@extschema@.summary) IS 'I/O';

CREATE TYPE @extschema@.summary (
    INPUT = @extschema@.summary_in,
    OUTPUT = @extschema@.summary_out,
    RECEIVE = @extschema@.summary_recv,
    SEND = @extschema@.summary_send,
    INTERNALLENGTH = 152,
    ALIGNMENT = double
);
COMMENT ON TYPE @extschema@.summary IS 'number, sums and time sums of scores; what tally() returns and rollup() merges, exact in any order';

CREATE FUNCTION @extschema@.n(@extschema@.summary) RETURNS bigint
    AS 'MODULE_PATHNAME', 'sentiment_summary_n' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.n(@extschema@.summary) IS 'number of scores';
CREATE FUNCTION @extschema@.weight(@extschema@.summary) RETURNS float8
    AS 'MODULE_PATHNAME', 'sentiment_summary_weight' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.weight(@extschema@.summary) IS 'sum of weights';
CREATE FUNCTION @extschema@.net(@extschema@.summary) RETURNS float8
    AS 'MODULE_PATHNAME', 'sentiment_summary_net' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.net(@extschema@.summary) IS 'net sentiment, -100 to 100';
CREATE FUNCTION @extschema@.mean(@extschema@.summary) RETURNS float8
    AS 'MODULE_PATHNAME', 'sentiment_summary_mean' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.mean(@extschema@.summary) IS 'mean score';
CREATE FUNCTION @extschema@.variance(@extschema@.summary) RETURNS float8
    AS 'MODULE_PATHNAME', 'sentiment_summary_variance' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.variance(@extschema@.summary) IS 'population variance of the scores';
CREATE FUNCTION @extschema@.stddev(@extschema@.summary) RETURNS float8
    AS 'MODULE_PATHNAME', 'sentiment_summary_stddev' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.stddev(@extschema@.summary) IS 'population standard deviation of the scores';
CREATE FUNCTION @extschema@.trend(@extschema@.summary) RETURNS float8
    AS 'MODULE_PATHNAME', 'sentiment_summary_trend' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.trend(@extschema@.summary) IS 'least-squares slope of the score per day';
CREATE FUNCTION @extschema@.positives(@extschema@.summary) RETURNS bigint
    AS 'MODULE_PATHNAME', 'sentiment_summary_positives' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.positives(@extschema@.summary) IS 'number of scores above 0.15';
CREATE FUNCTION @extschema@.negatives(@extschema@.summary) RETURNS bigint
    AS 'MODULE_PATHNAME', 'sentiment_summary_negatives' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.negatives(@extschema@.summary) IS 'number of scores below -0.15';
CREATE FUNCTION @extschema@.neutrals(@extschema@.summary) RETURNS bigint
    AS 'MODULE_PATHNAME', 'sentiment_summary_neutrals' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.neutrals(@extschema@.summary) IS 'number of scores from -0.15 to 0.15';

CREATE FUNCTION @extschema@.summary_add(@extschema@.summary, @extschema@.summary) RETURNS @extschema@.summary
    AS 'MODULE_PATHNAME', 'sentiment_summary_add' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.summary_add(@extschema@.summary, @extschema@.summary) IS 'implementation of + operator';
CREATE FUNCTION @extschema@.summary_subtract(@extschema@.summary, @extschema@.summary) RETURNS @extschema@.summary
    AS 'MODULE_PATHNAME', 'sentiment_summary_subtract' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.summary_subtract(@extschema@.summary, @extschema@.summary) IS 'implementation of - operator';
CREATE FUNCTION @extschema@.summary_multiply(@extschema@.summary, float8) RETURNS @extschema@.summary
    AS 'MODULE_PATHNAME', 'sentiment_summary_multiply' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.summary_multiply(@extschema@.summary, float8) IS 'implementation of * operator';
CREATE FUNCTION @extschema@.summary_equal(@extschema@.summary, @extschema@.summary) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sentiment_summary_equal' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.summary_equal(@extschema@.summary, @extschema@.summary) IS 'implementation of = operator';
CREATE FUNCTION @extschema@.summary_differs(@extschema@.summary, @extschema@.summary) RETURNS boolean
    AS 'MODULE_PATHNAME', 'sentiment_summary_differs' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.summary_differs(@extschema@.summary, @extschema@.summary) IS 'implementation of <> operator';
CREATE FUNCTION @extschema@.summary_hash(@extschema@.summary) RETURNS integer
    AS 'MODULE_PATHNAME', 'sentiment_summary_hash' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.summary_hash(@extschema@.summary) IS 'hash';
CREATE FUNCTION @extschema@.summary_hash_extended(@extschema@.summary, bigint) RETURNS bigint
    AS 'MODULE_PATHNAME', 'sentiment_summary_hash_extended' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.summary_hash_extended(@extschema@.summary, bigint) IS 'hash with a seed';

CREATE OPERATOR @extschema@.+ (
    LEFTARG = @extschema@.summary, RIGHTARG = @extschema@.summary, FUNCTION = @extschema@.summary_add, COMMUTATOR = OPERATOR(@extschema@.+)
);
COMMENT ON OPERATOR @extschema@.+ (@extschema@.summary, @extschema@.summary) IS 'all rows of both';

CREATE OPERATOR @extschema@.- (
    LEFTARG = @extschema@.summary, RIGHTARG = @extschema@.summary, FUNCTION = @extschema@.summary_subtract
);
COMMENT ON OPERATOR @extschema@.- (@extschema@.summary, @extschema@.summary) IS 'the rows of the first without those of the second';

CREATE OPERATOR @extschema@.* (
    LEFTARG = @extschema@.summary, RIGHTARG = float8, FUNCTION = @extschema@.summary_multiply
);
COMMENT ON OPERATOR @extschema@.* (@extschema@.summary, float8) IS 'the same rows, each of that many times its weight';

CREATE OPERATOR @extschema@.= (
    LEFTARG = @extschema@.summary, RIGHTARG = @extschema@.summary, FUNCTION = @extschema@.summary_equal,
    COMMUTATOR = OPERATOR(@extschema@.=), NEGATOR = OPERATOR(@extschema@.<>), RESTRICT = eqsel, JOIN = eqjoinsel, HASHES
);
COMMENT ON OPERATOR @extschema@.= (@extschema@.summary, @extschema@.summary) IS 'the same sums';

CREATE OPERATOR @extschema@.<> (
    LEFTARG = @extschema@.summary, RIGHTARG = @extschema@.summary, FUNCTION = @extschema@.summary_differs,
    COMMUTATOR = OPERATOR(@extschema@.<>), NEGATOR = OPERATOR(@extschema@.=), RESTRICT = neqsel, JOIN = neqjoinsel
);
COMMENT ON OPERATOR @extschema@.<> (@extschema@.summary, @extschema@.summary) IS 'not the same sums';

-- summaries have no order; equality is enough for DISTINCT, UNION, EXCEPT, GROUP BY and hash joins
CREATE OPERATOR CLASS @extschema@.summary_ops DEFAULT FOR TYPE @extschema@.summary USING hash AS
    OPERATOR 1 @extschema@.= (@extschema@.summary, @extschema@.summary),
    FUNCTION 1 @extschema@.summary_hash(@extschema@.summary),
    FUNCTION 2 @extschema@.summary_hash_extended(@extschema@.summary, bigint);
COMMENT ON OPERATOR CLASS @extschema@.summary_ops USING hash IS 'equality of summaries';
