-- fit: trains a model on the site's own labels

CREATE FUNCTION @extschema@.fit_accum(internal, text, @extschema@.polarity) RETURNS internal
    AS 'MODULE_PATHNAME', 'sentiment_fit_accum' LANGUAGE C STABLE PARALLEL RESTRICTED COST 400;
COMMENT ON FUNCTION @extschema@.fit_accum(internal, text, @extschema@.polarity) IS 'transition of fit()';
CREATE FUNCTION @extschema@.fit_accum(internal, text, @extschema@.polarity, float8) RETURNS internal
    AS 'MODULE_PATHNAME', 'sentiment_fit_accum' LANGUAGE C STABLE PARALLEL RESTRICTED COST 400;
COMMENT ON FUNCTION @extschema@.fit_accum(internal, text, @extschema@.polarity, float8) IS 'transition of fit() with weights';
CREATE FUNCTION @extschema@.fit_final(internal) RETURNS bytea
    AS 'MODULE_PATHNAME', 'sentiment_fit_final' LANGUAGE C STABLE PARALLEL RESTRICTED;
COMMENT ON FUNCTION @extschema@.fit_final(internal) IS 'final function of fit(): trains';

-- The final function sorts and reads the state (READ_WRITE, so that none of it is shared, and OVER is refused).
-- A sort for each group: the planner shall not keep many groups at once.
CREATE AGGREGATE @extschema@.fit(body text, label @extschema@.polarity) (
    SFUNC = @extschema@.fit_accum, STYPE = internal, SSPACE = 1048576,
    FINALFUNC = @extschema@.fit_final, FINALFUNC_MODIFY = READ_WRITE, PARALLEL = RESTRICTED
);
COMMENT ON AGGREGATE @extschema@.fit(text, @extschema@.polarity) IS 'weights of a model that learnt from these labels, starting from the one built in; NULL without any';
CREATE AGGREGATE @extschema@.fit(body text, label @extschema@.polarity, weight float8) (
    SFUNC = @extschema@.fit_accum, STYPE = internal, SSPACE = 1048576,
    FINALFUNC = @extschema@.fit_final, FINALFUNC_MODIFY = READ_WRITE, PARALLEL = RESTRICTED
);
COMMENT ON AGGREGATE @extschema@.fit(text, @extschema@.polarity, float8) IS 'the same; a label counts by its weight';
