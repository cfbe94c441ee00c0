-- What a rule would have done, and whether it would have been worth it; nothing is written

CREATE FUNCTION @extschema@.replay(rule_name text, since timestamptz, until timestamptz,
    OUT subject text, OUT source text, OUT account text, OUT ticket text, OUT topic text, OUT author text,
    OUT state text, OUT value float8, OUT fired_at timestamptz, OUT closed_at timestamptz)
    RETURNS SETOF record
    AS 'MODULE_PATHNAME', 'sentiment_replay' LANGUAGE C STABLE STRICT COST 1000000;
COMMENT ON FUNCTION @extschema@.replay(text, timestamptz, timestamptz)
    IS 'the alerts that a rule, enabled or not, would have had if evaluate() had run at the end of each day, and for single messages with each of them; silences, mutes and what people did with alerts are left out';

-- An episode is the alerts of an account that overlap, or follow each other within the rule's cool-down.  It warns of a notice that comes
-- after its first alert, when one of its alerts was open at that time or within the horizon before.
CREATE FUNCTION @extschema@.backtest(rule_name text, since timestamptz, until timestamptz, horizon interval DEFAULT '180 days',
    OUT alerts bigint, OUT alerts_per_week float8, OUT accounts bigint, OUT followed_by_churn float8,
    OUT churns bigint, OUT churns_missed bigint, OUT median_lead_days float8, OUT median_lead_exchanges float8)
    LANGUAGE plpgsql STABLE STRICT
    SET search_path = pg_catalog, pg_temp
    -- a day of the horizon has 24 hours
    SET timezone = 'UTC'
    SET jit = off
AS $$
BEGIN
    IF horizon < interval '0' THEN
        RAISE EXCEPTION 'churn cannot follow an alert within %', horizon
            USING ERRCODE = 'invalid_parameter_value', HINT = 'Say within which time it can, such as 180 days.';
    ELSIF NOT EXISTS (SELECT FROM @extschema@.rule r WHERE r.name = backtest.rule_name) THEN
        RAISE EXCEPTION 'there is no rule "%"', rule_name
            USING ERRCODE = 'undefined_object',
                  HINT = 'SELECT name FROM sentiment.rule; lists them, and sentiment.starter_rules() adds some.';
    END IF;
    WITH replayed AS MATERIALIZED (
        SELECT r.account, r.fired_at, coalesce(r.closed_at, backtest.until) AS closed_at
          FROM @extschema@.replay(backtest.rule_name, backtest.since, backtest.until) r
    ),
    episode AS (
        SELECT s.account, lower(s.span) AS fired_at
          FROM (SELECT r.account, unnest(range_agg(tstzrange(r.fired_at, r.closed_at + rule.cool_down, '[]'))) AS span
                  FROM replayed r JOIN @extschema@.rule ON rule.name = backtest.rule_name
                 WHERE r.account IS NOT NULL GROUP BY r.account) s
    ),
    churn AS (
        SELECT o.account, o.at, o.at >= backtest.since AND o.at < backtest.until AS is_inside, warned.fired_at
          FROM @extschema@.outcome o
          LEFT JOIN LATERAL (
               SELECT max(e.fired_at) AS fired_at FROM episode e
                WHERE e.account = o.account AND e.fired_at < o.at
                  AND EXISTS (SELECT FROM replayed r
                               WHERE r.account = o.account AND r.fired_at < o.at AND r.closed_at >= o.at - backtest.horizon)) warned ON true
         WHERE o.kind = 'churned'
    )
    SELECT a.alerts, a.alerts / (extract(epoch FROM backtest.until - backtest.since) / 604800)::float8,
           a.accounts, a.followed / nullif(a.accounts, 0)::float8,
           c.churns, c.churns - c.warned, c.days, c.exchanges
      INTO backtest.alerts, backtest.alerts_per_week, backtest.accounts, backtest.followed_by_churn,
           backtest.churns, backtest.churns_missed, backtest.median_lead_days, backtest.median_lead_exchanges
      FROM (SELECT count(*) AS alerts, count(DISTINCT r.account) AS accounts,
                   count(DISTINCT r.account) FILTER (WHERE EXISTS (SELECT FROM churn c WHERE c.account = r.account AND c.fired_at IS NOT NULL)) AS followed
              FROM replayed r) a,
           (SELECT count(*) AS churns, count(c.fired_at) AS warned,
                   percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM c.at - c.fired_at)::float8 / 86400) AS days,
                   percentile_cont(0.5) WITHIN GROUP (ORDER BY CASE WHEN c.fired_at IS NOT NULL THEN
                       (SELECT count(*)::float8 FROM @extschema@.interaction i
                         WHERE i.account = c.account AND i.at > c.fired_at AND i.at < c.at) END) AS exchanges
              FROM churn c WHERE c.is_inside) c;
END
$$;
COMMENT ON FUNCTION @extschema@.backtest(text, timestamptz, timestamptz, interval)
    IS 'what a rule would have brought, by replay() and table outcome: alerts, their accounts, which share of these gave notice within the horizon, how many churns it missed, and how long before notice it began to warn: in days, and in messages of the account';
