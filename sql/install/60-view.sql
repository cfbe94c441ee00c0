-- Views for people: what changed, where, by week and topic

CREATE VIEW @extschema@.interaction AS
    SELECT source, key, account, ticket, author, contact_role, channel, product, ticket_type, ticket_tier, at,
           score, @extschema@.label(score)::text AS label, confidence, emotion,
           urgency, churn_risk, escalation_risk, quote_start, quote_length, model,
           model_score, @extschema@.label(model_score)::text AS model_label, reviewer
      FROM @extschema@.judged
     WHERE topic IS NULL AND is_customer;
COMMENT ON VIEW @extschema@.interaction IS 'customer messages, one row each; reviewer is who set the label in place of the model';

CREATE VIEW @extschema@.unscored AS
    SELECT source, reason, count(*) AS n
      FROM @extschema@.judged
     WHERE topic IS NULL AND is_customer AND score IS NULL
     GROUP BY source, reason;
COMMENT ON VIEW @extschema@.unscored IS 'customer messages that have no score, counted by source and reason';

CREATE FUNCTION @extschema@.week(at timestamptz) RETURNS date
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN date_trunc('week', at AT TIME ZONE interval '0')::date;
COMMENT ON FUNCTION @extschema@.week(timestamptz) IS 'Monday of a time''s week, in UTC';

CREATE FUNCTION @extschema@.week(day date) RETURNS date
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN date_trunc('week', day::timestamp)::date;
COMMENT ON FUNCTION @extschema@.week(date) IS 'Monday of a day''s week';

CREATE VIEW @extschema@.account_week AS
    SELECT account, week, tally, coalesce(@extschema@.n(tally), 0) AS n, @extschema@.net(tally) AS net, @extschema@.mean(tally) AS mean,
           week < @extschema@.week(now()) AS is_complete, is_mixed
      FROM (SELECT account, @extschema@.week(day) AS week, @extschema@.rollup(tally OPERATOR(@extschema@.*) coalesce(w.weight, 1)) AS tally, min(model) <> max(model) AS is_mixed
              FROM @extschema@.mention_day LEFT JOIN @extschema@.channel_weight w USING (channel)
             WHERE topic IS NULL
             GROUP BY account, @extschema@.week(day)) weekly;
COMMENT ON VIEW @extschema@.account_week IS 'sentiment per account and week, channels by their weights; is_mixed: not all scores are by one model and lexicon, which CALL refresh puts right';

CREATE VIEW @extschema@.topic_trend AS
    SELECT account, topic, week, tally, coalesce(@extschema@.n(tally), 0) AS n, @extschema@.net(tally) AS net, @extschema@.mean(tally) AS mean,
           week < @extschema@.week(now()) AS is_complete, is_mixed
      FROM (SELECT account, topic, @extschema@.week(day) AS week, @extschema@.rollup(tally OPERATOR(@extschema@.*) coalesce(w.weight, 1)) AS tally, min(model) <> max(model) AS is_mixed
              FROM @extschema@.mention_day LEFT JOIN @extschema@.channel_weight w USING (channel)
             WHERE topic IS NOT NULL
             GROUP BY account, topic, @extschema@.week(day)) weekly;
COMMENT ON VIEW @extschema@.topic_trend IS 'sentiment per account, topic and week, channels by their weights; is_mixed: not all scores are by one model and lexicon, which CALL refresh puts right';

CREATE VIEW @extschema@.routed AS
    SELECT r.addressee, i.emotion, i.source, i.key, i.account, i.ticket, i.author, i.at, i.score, i.label, i.quote_start, i.quote_length, i.reviewer
      FROM @extschema@.interaction i
      LEFT JOIN @extschema@.route r USING (emotion)
     WHERE i.emotion IS NOT NULL;
COMMENT ON VIEW @extschema@.routed IS 'customer messages with an emotion, and who is told of each; addressee NULL: nobody';
