-- Rules: what to watch, who is to act, and what keeps them quiet

CREATE TABLE @extschema@.playbook (
    name             text PRIMARY KEY,
    owner            text NOT NULL CHECK (owner <> ''),
    review           text NOT NULL CHECK (review <> ''),
    due              interval NOT NULL CHECK (due > interval '0' AND due <= interval '100 years'),
    calendar         text REFERENCES @extschema@.calendar ON UPDATE CASCADE,
    route_to         text CHECK (route_to <> ''),
    route_by_emotion boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE @extschema@.playbook IS 'what happens when a rule fires: who owns it, what to review, how soon';
COMMENT ON COLUMN @extschema@.playbook.owner IS 'a role or a person, in the words of whoever reads the alert';
COMMENT ON COLUMN @extschema@.playbook.calendar IS 'due counts this calendar''s working time; NULL: all time';
COMMENT ON COLUMN @extschema@.playbook.route_to IS 'the queue that the ticket or account belongs in, for whoever reads the alert';
COMMENT ON COLUMN @extschema@.playbook.route_by_emotion IS 'the addressee that table route has for the emotion of the messages comes before route_to';

CREATE TABLE @extschema@.escalation (
    playbook    text NOT NULL REFERENCES @extschema@.playbook ON UPDATE CASCADE ON DELETE CASCADE,
    step        integer NOT NULL CHECK (step >= 1),
    after       interval NOT NULL DEFAULT '0' CHECK (after >= interval '0' AND after <= interval '100 years'),
    escalate_to text NOT NULL CHECK (escalate_to <> ''),
    PRIMARY KEY (playbook, step)
);
COMMENT ON TABLE @extschema@.escalation IS 'who is told when an alert of a playbook is overdue, each step once';
COMMENT ON COLUMN @extschema@.escalation.after IS 'how long after the alert was due';

-- Which metric asks what: read by people and by rule_check().
CREATE VIEW @extschema@.metric (metric, scopes, low, high, needs_period, measures) AS
    VALUES ('score', '{ticket,account,account_topic,person}'::text[], -1::float8, 1::float8, NULL::boolean, 'score of the worst message of a ticket''s latest turn, or of the last period'),
           ('urgency', '{ticket,account,account_topic,person}', 0, 1, NULL, 'highest urgency of a message of a ticket''s latest turn, or of the last period'),
           ('churn_risk', '{ticket,account,account_topic,person}', 0, 1, NULL, 'highest risk of churn of a message of a ticket''s latest turn, or of the last period'),
           ('escalation_risk', '{ticket,account,account_topic,person}', 0, 1, NULL, 'highest risk of escalation of a message of a ticket''s latest turn, or of the last period'),
           ('first_shift', '{ticket}', -2, 2, false, 'mean of a ticket''s second turn less that of its first'),
           ('worsening_turns', '{ticket}', 0, 1000, false, 'how many turns in a row, up to the last, were each more than 0.1 below the one before'),
           ('emotion', '{account,account_topic,person}', 0, 1, true, 'share of messages with one of the emotions'),
           ('mean', '{account,account_topic,person,topic,portfolio}', -1, 1, NULL, 'mean score of each day, or of the rolling period'),
           ('net', '{account,account_topic,person,topic,portfolio}', -100, 100, NULL, 'net sentiment of each day, or of the rolling period'),
           ('drop', '{account,account_topic,person,topic,portfolio}', -2, 2, true, 'mean of the period before less that of the period'),
           ('relative_change', '{account,account_topic,person,topic,portfolio}', -1, 1000, true, 'change of the mean on a scale of 0 to 1 against the period before: -0.25 is -25 %'),
           ('trend', '{account,account_topic,person,topic,portfolio}', -2, 2, true, 'slope of the score per day within the period'),
           ('outside_baseline', '{account}', -2, 2, true, 'how far the mean lies below the normal range of its segment'),
           ('divergence', '{account}', -1, 1, true, 'mean while health, usage and NPS, as far as known, are green'),
           ('spread', '{topic,portfolio}', 0, 1000000000, true, 'how many accounts fell by 0.2 or more, and beyond the error, against the period before');
COMMENT ON VIEW @extschema@.metric IS 'what rules can measure: of which scopes, between which values; needs_period: whether a rule must have a period, NULL: it may';

CREATE TABLE @extschema@.rule (
    name                 text PRIMARY KEY CHECK (name <> ''),
    audience             text NOT NULL CHECK (audience IN ('agent', 'lead', 'leadership')),
    scope                text NOT NULL CHECK (scope IN ('ticket', 'account', 'account_topic', 'person', 'topic', 'portfolio')),
    topic                text,
    emotion              text[],
    stage                text[],
    contact_role         text[],
    segment              text[],
    metric               text NOT NULL,
    op                   text NOT NULL DEFAULT '<' CHECK (op IN ('<', '<=', '>', '>=')),
    threshold            float8 NOT NULL,
    clear                float8 NOT NULL,
    hold                 interval NOT NULL DEFAULT '0 days' CHECK (hold >= interval '0' AND hold <= interval '2 years'),
    period               interval CHECK (period >= interval '1 day' AND period <= interval '2 years'),
    min_n                integer NOT NULL DEFAULT 1 CHECK (min_n >= 1),
    max_gap              interval NOT NULL DEFAULT '4 days' CHECK (max_gap >= interval '1 day' AND max_gap <= interval '2 years'),
    cool_down            interval NOT NULL DEFAULT '7 days' CHECK (cool_down >= interval '0' AND cool_down <= interval '100 years'),
    severity             text NOT NULL DEFAULT 'warning' CHECK (severity IN ('info', 'warning', 'critical')),
    raise_at_arr         numeric CHECK (raise_at_arr > 0),
    raise_before_renewal interval CHECK (raise_before_renewal > interval '0' AND raise_before_renewal <= interval '100 years'),
    mutes                text[],
    needs_review         boolean NOT NULL DEFAULT false,
    playbook             text NOT NULL REFERENCES @extschema@.playbook ON UPDATE CASCADE,
    enabled              boolean NOT NULL DEFAULT true
);
COMMENT ON TABLE @extschema@.rule IS 'what to watch: view metric lists what can be measured of which scope';
COMMENT ON COLUMN @extschema@.rule.audience IS 'who acts on it: the agent in a ticket, the lead of an account, the leadership of the portfolio';
COMMENT ON COLUMN @extschema@.rule.scope IS 'of what each alert is; account_topic: each topic of each account by itself';
COMMENT ON COLUMN @extschema@.rule.topic IS 'only what was said about it; NULL: whole messages, or with scope account_topic and topic every topic';
COMMENT ON COLUMN @extschema@.rule.emotion IS 'only messages with one of these; the metric emotion counts them';
COMMENT ON COLUMN @extschema@.rule.stage IS 'of a ticket: intake, its first turn; mid, until it is resolved; post_resolution, 14 days from then';
COMMENT ON COLUMN @extschema@.rule.contact_role IS 'only messages by people with one of these roles';
COMMENT ON COLUMN @extschema@.rule.segment IS 'only accounts of one of these segments';
COMMENT ON COLUMN @extschema@.rule.clear IS 'an open alert is resolved once the value has been on the other side of this for as long as hold asks';
COMMENT ON COLUMN @extschema@.rule.hold IS 'how long the condition must have held, counted in days from first to last';
COMMENT ON COLUMN @extschema@.rule.period IS 'the rolling period that is measured, in whole days; of single messages: how far back to look; NULL: each day by itself, the latest message';
COMMENT ON COLUMN @extschema@.rule.min_n IS 'fewer interactions say nothing';
COMMENT ON COLUMN @extschema@.rule.max_gap IS 'silence up to this long does not break a run; longer silence makes an alert stale';
COMMENT ON COLUMN @extschema@.rule.cool_down IS 'a closed alert that fires again within this is opened again, not anew';
COMMENT ON COLUMN @extschema@.rule.raise_at_arr IS 'severity is one higher for accounts with so much recurring revenue';
COMMENT ON COLUMN @extschema@.rule.raise_before_renewal IS 'and one higher for accounts that renew within this time';
COMMENT ON COLUMN @extschema@.rule.mutes IS 'rules that do not open for the same account while this one is open; between rules of tickets for the same ticket';
COMMENT ON COLUMN @extschema@.rule.needs_review IS 'a person must confirm it first; the verdict becomes a label in review';
COMMENT ON COLUMN @extschema@.rule.enabled IS 'false: opens, closes and mutes nothing; what is open stays open, due and escalating until a person closes it';

CREATE FUNCTION @extschema@.mutes_itself(rule text, mutes text[]) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    WITH RECURSIVE muted (name) AS (
        SELECT unnest(mutes)
         UNION
        SELECT unnest(r.mutes) FROM muted m JOIN @extschema@.rule r ON r.name = m.name
    )
    SELECT EXISTS (SELECT FROM muted m WHERE m.name = mutes_itself.rule);
END;
COMMENT ON FUNCTION @extschema@.mutes_itself(text, text[]) IS 'would a rule with such mutes be muted by what it mutes?';

-- The number of rules bounds it, should they mute each other in a circle all the same.
CREATE FUNCTION @extschema@.mute_depth(rule text) RETURNS bigint
    LANGUAGE plpgsql STABLE STRICT
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (WITH RECURSIVE chain (name, depth) AS (
                SELECT mute_depth.rule, 0::bigint
                 UNION
                SELECT r.name, c.depth + 1
                  FROM chain c JOIN @extschema@.rule r ON r.enabled AND c.name = ANY (r.mutes)
                 WHERE c.depth < (SELECT count(*) FROM @extschema@.rule)
            )
            SELECT max(c.depth) FROM chain c);
END
$$;
COMMENT ON FUNCTION @extschema@.mute_depth(text) IS 'how many rules, at most, mute one another in a row before this one is muted; 0: no rule mutes it';

CREATE FUNCTION @extschema@.rule_check() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    stages CONSTANT text[] := '{intake,mid,post_resolution}';
    emotions CONSTANT text[] := '{anger,confusion,disappointment,frustration,joy,gratitude}';
    was @extschema@.rule := OLD;
    measured @extschema@.metric;
    unknown text[];
    known text[];
    problem text;
    hint text;
BEGIN
    was.enabled := NEW.enabled;
    IF NOT NEW.enabled AND NEW IS NOT DISTINCT FROM was THEN
        RETURN NEW;  -- whatever it has become, it can be switched off
    ELSIF @extschema@.is_restoring() OR NEW.name IS NULL OR NEW.scope IS NULL OR NEW.metric IS NULL OR NEW.op IS NULL OR NEW.threshold IS NULL OR NEW.clear IS NULL THEN
        RETURN NEW;  -- as it was, topics may follow; or the columns refuse it
    END IF;
    SELECT * INTO measured FROM @extschema@.metric m WHERE m.metric = NEW.metric;
    IF TG_OP = 'INSERT' OR NEW.mutes IS DISTINCT FROM OLD.mutes THEN
        unknown := ARRAY(SELECT u.name FROM unnest(NEW.mutes) WITH ORDINALITY u (name, n)
                          WHERE NOT EXISTS (SELECT FROM @extschema@.rule r WHERE r.name = u.name) ORDER BY u.n);
    END IF;
    IF NEW.playbook IS NULL THEN
        problem := 'It has no playbook, so nobody would know what to do.';
        hint := 'INSERT INTO sentiment.playbook (name, owner, review, due) ..., and name it in column playbook.';
    ELSIF measured IS NULL THEN
        problem := format('There is no metric "%s".', NEW.metric);
        hint := 'TABLE sentiment.metric; lists them.';
    ELSIF NEW.scope <> ALL (measured.scopes) THEN
        problem := format('Metric %s cannot be measured of scope %s.', NEW.metric, NEW.scope);
        hint := format('Scopes of %s: %s.', NEW.metric, array_to_string(measured.scopes, ', '));
    ELSIF NOT NEW.threshold BETWEEN measured.low AND measured.high OR NOT NEW.clear BETWEEN measured.low AND measured.high THEN
        problem := format('Metric %s lies between %s and %s, but threshold is %s and clear %s.', NEW.metric, measured.low, measured.high, NEW.threshold, NEW.clear);
        hint := 'Choose both in that range.';
    ELSIF (NEW.op = '<' AND NEW.clear < NEW.threshold) OR (NEW.op = '<=' AND NEW.clear <= NEW.threshold)
          OR (NEW.op = '>' AND NEW.clear > NEW.threshold) OR (NEW.op = '>=' AND NEW.clear >= NEW.threshold) THEN
        problem := format('It fires %s %s, and would be clear at %s.', NEW.op, NEW.threshold, NEW.clear);
        hint := 'clear lies on the good side of threshold, so that a value that trembles around one of them does not flicker.';
    ELSIF measured.needs_period AND NEW.period IS NULL THEN
        problem := format('Metric %s needs a period.', NEW.metric);
        hint := 'For example: period = ''30 days''.';
    ELSIF (NOT measured.needs_period OR NEW.scope = 'ticket') AND NEW.period IS NOT NULL THEN
        problem := 'A ticket is judged turn by turn, and has no period.';
        hint := 'Leave period NULL.';
    ELSIF NEW.metric IN ('score', 'urgency', 'churn_risk', 'escalation_risk', 'first_shift', 'worsening_turns', 'spread') AND NEW.hold > interval '1 day' THEN
        problem := format('Metric %s is of a moment and cannot be held for %s.', NEW.metric, NEW.hold);
        hint := 'Metric mean, for example, can be held: a day''s value is that day''s mean.';
    ELSIF NEW.topic IS NOT NULL AND NEW.scope = 'ticket' THEN
        problem := 'The turns of a ticket are whole messages, not topics.';
        hint := 'Leave topic NULL.';
    ELSIF (TG_OP = 'INSERT' OR NEW.topic IS DISTINCT FROM OLD.topic OR NEW.enabled > OLD.enabled)
          AND NEW.topic IS NOT NULL AND NOT EXISTS (SELECT FROM @extschema@.topic t WHERE t.name = NEW.topic) THEN
        problem := format('There is no topic "%s".', NEW.topic);
        hint := format('Topics: %s.', (SELECT string_agg(t.name, ', ' ORDER BY t.name COLLATE "C") FROM @extschema@.topic t));
    ELSIF NEW.stage IS NOT NULL AND NEW.scope <> 'ticket' THEN
        problem := format('A stage is a part of a ticket, not of scope %s.', NEW.scope);
        hint := 'Leave stage NULL, or take scope ticket.';
    ELSIF NEW.stage IS NOT NULL AND NEW.metric IN ('first_shift', 'worsening_turns') THEN
        problem := format('Metric %s is of all turns of a ticket.', NEW.metric);
        hint := 'Leave stage NULL.';
    ELSIF NEW.metric = 'emotion' AND NEW.emotion IS NULL THEN
        problem := 'Metric emotion needs to know which emotions to count.';
        hint := 'For example: emotion = ''{anger,frustration}''.';
    ELSIF NEW.emotion IS NOT NULL AND NEW.metric NOT IN ('emotion', 'score', 'urgency', 'churn_risk', 'escalation_risk') THEN
        problem := format('Metric %s is of all messages, whatever their emotion.', NEW.metric);
        hint := 'Metric emotion measures the share of messages with an emotion.';
    ELSIF 0 IN (cardinality(NEW.emotion), cardinality(NEW.stage), cardinality(NEW.contact_role), cardinality(NEW.segment)) THEN
        problem := 'An empty list of emotions, stages, roles or segments selects nothing.';
        hint := 'Leave it NULL to select all.';
    ELSIF NOT NEW.stage <@ stages OR NOT NEW.emotion <@ emotions THEN
        known := CASE WHEN NEW.stage <@ stages IS FALSE THEN stages ELSE emotions END;
        problem := format('Unknown: %s.', (SELECT string_agg(coalesce(u.word, 'NULL'), ', ' ORDER BY u.n)
                                             FROM unnest(CASE known WHEN stages THEN NEW.stage ELSE NEW.emotion END) WITH ORDINALITY u (word, n)
                                            WHERE (u.word = ANY (known)) IS NOT TRUE));
        hint := format('Known: %s.', array_to_string(known, ', '));
    ELSIF NEW.name = ANY (NEW.mutes) THEN
        problem := 'It would mute itself.';
        hint := 'Name other rules in mutes.';
    ELSIF NEW.mutes IS NOT NULL AND NEW.scope IN ('topic', 'portfolio') THEN
        problem := format('An alert of scope %s is of no account or ticket for which others could be muted.', NEW.scope);
        hint := 'Leave mutes NULL.';
    ELSIF unknown <> '{}' THEN
        problem := format('There is no rule to mute: %s.', array_to_string(unknown, ', ', 'NULL'));
        hint := 'SELECT name FROM sentiment.rule; lists them. A rule must be there before another mutes it.';
    ELSIF @extschema@.mutes_itself(NEW.name, NEW.mutes) THEN
        problem := 'A rule that it mutes, or one that this mutes in turn, mutes it.';
        hint := 'Of two rules let the one that matters more mute the other.';
    ELSIF NEW.needs_review AND (NEW.metric <> 'score' OR NEW.topic IS NOT NULL OR NEW.scope = 'account_topic') THEN
        problem := 'The verdict of its review would become the label of a message, and this rule is not about one.';
        hint := 'needs_review goes with metric score of whole messages.';
    END IF;
    IF problem IS NOT NULL THEN
        RAISE EXCEPTION 'invalid rule "%"', NEW.name
            USING ERRCODE = 'invalid_parameter_value', DETAIL = problem, HINT = hint;
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION @extschema@.rule_check() IS 'trigger: refuses a rule that makes no sense, and says what would';
CREATE TRIGGER rule_check BEFORE INSERT OR UPDATE ON @extschema@.rule
    FOR EACH ROW EXECUTE FUNCTION @extschema@.rule_check();

CREATE FUNCTION @extschema@.rule_renamed() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    UPDATE @extschema@.rule r SET mutes = array_replace(r.mutes, OLD.name, NEW.name) WHERE OLD.name = ANY (r.mutes);
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION @extschema@.rule_renamed() IS 'trigger: rules that mute this one go on to do so';
CREATE TRIGGER rule_renamed AFTER UPDATE OF name ON @extschema@.rule
    FOR EACH ROW WHEN (OLD.name <> NEW.name) EXECUTE FUNCTION @extschema@.rule_renamed();

CREATE FUNCTION @extschema@.playbook_check() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    IF NEW.owner IS NULL OR btrim(NEW.owner) = '' OR NEW.review IS NULL OR btrim(NEW.review) = '' OR NEW.due IS NULL OR NEW.due <= interval '0' THEN
        RAISE EXCEPTION 'invalid playbook "%"', NEW.name
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = 'An alert that nobody owns, that does not say what to do, or by when, helps nobody.',
                  HINT = 'Give an owner, what to review, and a time in which it is due.';
    ELSIF NOT @extschema@.is_restoring() THEN
        PERFORM @extschema@.due_at(now(), NEW.due, NEW.calendar);  -- says what is wrong with them before an alert needs them
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION @extschema@.playbook_check() IS 'trigger: refuses a playbook without owner, review text or a due time that can be worked out';
CREATE TRIGGER playbook_check BEFORE INSERT OR UPDATE ON @extschema@.playbook
    FOR EACH ROW EXECUTE FUNCTION @extschema@.playbook_check();

CREATE FUNCTION @extschema@.rules_changed() RETURNS trigger
    AS 'MODULE_PATHNAME', 'sentiment_rules_changed' LANGUAGE C;
COMMENT ON FUNCTION @extschema@.rules_changed() IS 'trigger: tells all sessions that there are other rules';
CREATE TRIGGER rules_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON @extschema@.rule
    FOR EACH STATEMENT EXECUTE FUNCTION @extschema@.rules_changed();
ALTER TABLE @extschema@.rule ENABLE ALWAYS TRIGGER rules_changed;

CREATE TABLE @extschema@.silence (
    id          bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    rule        text REFERENCES @extschema@.rule ON UPDATE CASCADE ON DELETE CASCADE,
    account     text,
    ticket      text,
    topic       text,
    since       timestamptz NOT NULL DEFAULT now(),
    until       timestamptz NOT NULL,
    reason      text NOT NULL CHECK (reason <> ''),
    silenced_by name NOT NULL DEFAULT session_user,
    CONSTRAINT silence_has_an_end CHECK (until > since AND isfinite(until))
);
COMMENT ON TABLE @extschema@.silence IS 'nothing opens meanwhile for what is named: NULL is any; what is still true when it ends opens then';

-- What the other signs of an account's health must reach to be green.
CREATE TABLE @extschema@.health_signal (
    signal     text PRIMARY KEY CHECK (signal IN ('health', 'usage', 'nps')),
    green_from float8 NOT NULL
);
COMMENT ON TABLE @extschema@.health_signal IS 'from which value on a sign of an account''s health is green; yours to change; health may also be a word: green, good or healthy';
CREATE TRIGGER replace_row BEFORE INSERT ON @extschema@.health_signal
    FOR EACH ROW EXECUTE FUNCTION @extschema@.replace_row('signal');
INSERT INTO @extschema@.health_signal VALUES ('health', 70), ('usage', 70), ('nps', 30);

-- in PL/pgSQL, which keeps the plan
CREATE FUNCTION @extschema@.is_green(a @extschema@.account) RETURNS boolean
    LANGUAGE plpgsql STABLE
    SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
    RETURN (SELECT bool_and(CASE s.signal
                            WHEN 'health' THEN CASE WHEN lower(a.health) IN ('green', 'good', 'healthy') THEN true
                                                    WHEN a.health ~ '^\s*[0-9]+(\.[0-9]+)?\s*$' THEN a.health::float8 >= s.green_from
                                                    ELSE false END
                            WHEN 'usage' THEN a.usage >= s.green_from
                            ELSE a.nps >= s.green_from END)
              FROM @extschema@.health_signal s
             WHERE CASE s.signal WHEN 'health' THEN a.health IS NOT NULL WHEN 'usage' THEN a.usage IS NOT NULL ELSE a.nps IS NOT NULL END);
END
$$;
COMMENT ON FUNCTION @extschema@.is_green(@extschema@.account) IS 'are all signs of an account''s health that are known green? NULL: none is known';

CREATE TABLE @extschema@.baseline (
    segment  text,
    low      float8 NOT NULL,
    median   float8 NOT NULL,
    high     float8 NOT NULL,
    accounts integer NOT NULL,
    since    date NOT NULL,
    until    date NOT NULL
);
COMMENT ON TABLE @extschema@.baseline IS 'the normal range of mean scores by segment, written by rebaseline()';
COMMENT ON COLUMN @extschema@.baseline.segment IS 'NULL: all accounts, for those of segments too small to have a range';
COMMENT ON COLUMN @extschema@.baseline.low IS '10th percentile of its accounts'' means';
COMMENT ON COLUMN @extschema@.baseline.high IS '90th percentile';
CREATE UNIQUE INDEX baseline_segment_idx ON @extschema@.baseline (segment) NULLS NOT DISTINCT;

-- Percentiles need a handful of accounts, and an account a handful of messages.
CREATE FUNCTION @extschema@.rebaseline(days integer) RETURNS SETOF @extschema@.baseline
    LANGUAGE plpgsql VOLATILE
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    today CONSTANT date := @extschema@.day(now());
BEGIN
    IF days IS NULL OR days NOT BETWEEN 1 AND 3650 THEN
        RAISE EXCEPTION 'days of a baseline must be between 1 and 3650, not %', coalesce(days::text, 'NULL')
            USING ERRCODE = 'invalid_parameter_value', HINT = 'For example: SELECT * FROM sentiment.rebaseline(90);';
    END IF;
    -- one at a time; who reads goes on
    LOCK TABLE @extschema@.baseline IN SHARE ROW EXCLUSIVE MODE;
    DELETE FROM @extschema@.baseline;
    RETURN QUERY
    INSERT INTO @extschema@.baseline
    SELECT segment, p[1], p[2], p[3], n, today - days, today - 1
      FROM (SELECT a.segment, percentile_cont(ARRAY[0.1, 0.5, 0.9]) WITHIN GROUP (ORDER BY m.mean) AS p, count(*)::integer AS n
              FROM (SELECT account, @extschema@.mean(tally) AS mean
                      FROM (SELECT d.account, @extschema@.rollup(d.tally OPERATOR(@extschema@.*) coalesce(w.weight, 1)) AS tally
                              FROM @extschema@.mention_day d LEFT JOIN @extschema@.channel_weight w USING (channel)
                             WHERE d.topic IS NULL AND d.day >= today - days AND d.day < today
                             GROUP BY d.account) t
                     WHERE @extschema@.n(tally) >= 5) m
              LEFT JOIN @extschema@.account a USING (account)
             GROUP BY GROUPING SETS ((), (a.segment))
            HAVING (grouping(a.segment) = 1 OR a.segment IS NOT NULL)
               AND count(*) >= CASE grouping(a.segment) WHEN 1 THEN 1 ELSE 5 END) range
    RETURNING *;
END
$$;
COMMENT ON FUNCTION @extschema@.rebaseline(integer) IS 'measures the normal range of each segment with five accounts or more anew, over so many days before today; 90 is usual';

CREATE TABLE @extschema@.outcome (
    account text NOT NULL,
    kind    text NOT NULL CHECK (kind IN ('churned', 'downgraded', 'renewed', 'expanded')),
    at      timestamptz NOT NULL,
    note    text,
    PRIMARY KEY (account, kind, at)
);
COMMENT ON TABLE @extschema@.outcome IS 'what became of accounts: yours to fill; backtest() and lead times compare with it';
COMMENT ON COLUMN @extschema@.outcome.at IS 'of churn: when notice was given';
