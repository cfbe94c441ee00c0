-- Agreement of two labels: Cohen's kappa

CREATE FUNCTION @extschema@.agreement_accum(bigint[], @extschema@.polarity, @extschema@.polarity) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'sentiment_agreement_accum' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.agreement_accum(bigint[], @extschema@.polarity, @extschema@.polarity) IS 'transition: a pair comes';
CREATE FUNCTION @extschema@.agreement_accum_inv(bigint[], @extschema@.polarity, @extschema@.polarity) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'sentiment_agreement_accum_inv' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.agreement_accum_inv(bigint[], @extschema@.polarity, @extschema@.polarity) IS 'transition: a pair goes';
CREATE FUNCTION @extschema@.agreement_combine(bigint[], bigint[]) RETURNS bigint[]
    AS 'MODULE_PATHNAME', 'sentiment_agreement_combine' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.agreement_combine(bigint[], bigint[]) IS 'transition: partial states are merged';
CREATE FUNCTION @extschema@.agreement_final(bigint[]) RETURNS float8
    AS 'MODULE_PATHNAME', 'sentiment_agreement_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
COMMENT ON FUNCTION @extschema@.agreement_final(bigint[]) IS 'final function';

CREATE AGGREGATE @extschema@.agreement(@extschema@.polarity, @extschema@.polarity) (
    SFUNC = @extschema@.agreement_accum, STYPE = bigint[], INITCOND = '{0,0,0,0,0,0,0,0,0}',
    FINALFUNC = @extschema@.agreement_final, COMBINEFUNC = @extschema@.agreement_combine,
    MSFUNC = @extschema@.agreement_accum, MINVFUNC = @extschema@.agreement_accum_inv, MSTYPE = bigint[], MINITCOND = '{0,0,0,0,0,0,0,0,0}',
    MFINALFUNC = @extschema@.agreement_final,
    PARALLEL = SAFE
);
COMMENT ON AGGREGATE @extschema@.agreement(@extschema@.polarity, @extschema@.polarity)
    IS 'Cohen''s kappa of two reviewers: 1 they always agree, 0 no more often than by chance; NULL when both gave one and the same label only';
