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

CREATE VIEW @extschema@.source_health AS
    SELECT s.name AS source, t.relation,
           CASE WHEN c.oid IS NULL THEN 'the table is gone'
                WHEN t.relation <> s.relation THEN 'another table has its name: CALL sentiment.refresh()'
                WHEN f.firing < 4 THEN 'triggers are missing or disabled: CALL sentiment.refresh()'
                WHEN m.models > 1 OR m.model <> @extschema@.config_fingerprint(s.model, s.clean) THEN 'scores of another model or lexicon: CALL sentiment.refresh()'
                ELSE 'tracked' END AS state,
           m.texts, m.unscored, m.without_account,
           CASE WHEN EXISTS (SELECT FROM @extschema@.dimension d WHERE d.kind = 'contact') THEN m.unknown_authors END AS unknown_authors,
           m.last_at, m.last_scored_at, p.problems, p.last_problem, p.last_problem_at
      FROM @extschema@.source s
     CROSS JOIN LATERAL (SELECT @extschema@.source_relation(s) AS relation) t
      LEFT JOIN pg_catalog.pg_class c ON c.oid = t.relation
     CROSS JOIN LATERAL (
           SELECT count(*) AS firing FROM pg_catalog.pg_trigger g
            WHERE g.tgrelid = t.relation AND g.tgfoid = '@extschema@.track_change'::regproc AND g.tgenabled <> 'D') f
     CROSS JOIN LATERAL (
           SELECT count(*) AS texts, count(*) FILTER (WHERE i.is_customer AND i.score IS NULL) AS unscored,
                  count(*) FILTER (WHERE i.account IS NULL) AS without_account,
                  count(*) FILTER (WHERE i.author IS NOT NULL AND NOT EXISTS (SELECT FROM @extschema@.contact k WHERE k.contact = i.author)) AS unknown_authors,
                  max(i.at) AS last_at, max(i.scored_at) AS last_scored_at, count(DISTINCT i.model) AS models, min(i.model) AS model
             FROM @extschema@.mention i WHERE i.source = s.name AND i.topic IS NULL) m
     CROSS JOIN LATERAL (
           SELECT coalesce(sum(q.n), 0)::bigint AS problems, max(q.at) AS last_problem_at,
                  (array_agg(q.problem || coalesce(': ' || q.detail, '') ORDER BY q.at DESC))[1] AS last_problem
             FROM @extschema@.source_problem q WHERE q.source = s.name) p;
COMMENT ON VIEW @extschema@.source_health IS 'how each tracked table does: whether it is still read, what could not be stored or scored, and who is not known; counts all its mentions';

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
