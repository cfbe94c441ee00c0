-- Rights: PUBLIC may score and aggregate, nothing else

CREATE FUNCTION @extschema@.grant_access(role_name name, level text) RETURNS void
    LANGUAGE plpgsql VOLATILE STRICT
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    readable CONSTANT text := '@extschema@.mention, @extschema@.mention_day, @extschema@.rollup_state, @extschema@.rollup_stale, @extschema@.rollup_stale_day, @extschema@.rollup_row, @extschema@.interaction, @extschema@.account_week, @extschema@.topic_trend, @extschema@.unscored, '
        '@extschema@.review, @extschema@.verdict, @extschema@.judged, @extschema@.reviewer_agreement, '
        '@extschema@.review_draw, @extschema@.random_stratum, @extschema@.route, @extschema@.routed, '
        '@extschema@.ticket_turn, @extschema@.ticket_trajectory, '
        '@extschema@.alert, @extschema@.alert_event, @extschema@.open_alert, @extschema@.overdue_alert, @extschema@.pending_alert, @extschema@.outbox, @extschema@.delivery, @extschema@.evaluation, '
        '@extschema@.rule, @extschema@.metric, @extschema@.playbook, @extschema@.escalation, @extschema@.silence, @extschema@.health_signal, @extschema@.baseline, '
        '@extschema@.outcome, @extschema@.source, '
        '@extschema@.source_problem, @extschema@.refresh_progress, @extschema@.source_health, @extschema@.dimension, @extschema@.ticket, @extschema@.account, @extschema@.contact, '
        '@extschema@.channel_weight, @extschema@.role_weight, @extschema@.setting, @extschema@.calendar, @extschema@.holiday, '
        '@extschema@.model, @extschema@.lexicon, @extschema@.lexicon_builtin, @extschema@.topic, @extschema@.topic_term, '
        '@extschema@.config_history';
BEGIN
    IF level NOT IN ('reader', 'analyst', 'admin') THEN
        RAISE EXCEPTION 'unknown access level "%"', level
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = 'A reader sees scores and alerts; an analyst also works on alerts and reviews; an admin also tracks tables and changes rules, routes and the lexicon.',
                  HINT = 'Use reader, analyst or admin.';
    END IF;
    EXECUTE format('GRANT SELECT ON %s TO %I', readable, role_name);
    EXECUTE format('GRANT EXECUTE ON FUNCTION @extschema@.evidence(bigint), @extschema@.evidence_message(bigint), @extschema@.quote(text, text, integer, integer, bigint), '
                   '@extschema@.source_text(text, text, bigint), @extschema@.accuracy(text), @extschema@.rolled_until(), @extschema@.rollup_stale_days(), @extschema@.rollup_stale_row(text, date), @extschema@.zone(), '
                   '@extschema@.why(text, timestamptz, timestamptz), @extschema@.due_at(timestamptz, interval), @extschema@.due_at(timestamptz, interval, text), '
                   '@extschema@.observe(timestamptz, text[], text[], boolean, boolean), @extschema@.known_accounts(), @extschema@.replay(text, timestamptz, timestamptz), '
                   '@extschema@.backtest(text, timestamptz, timestamptz, interval), '
                   '@extschema@.portfolio_message(@extschema@.alert), @extschema@.alert_message(@extschema@.alert), @extschema@.is_green(@extschema@.account), @extschema@.source_name(regclass), @extschema@.source_relation(@extschema@.source), @extschema@.builtin_terms(), '
                   '@extschema@.preview(text, text, real), @extschema@.preview(text, @extschema@.lexicon[]), '
                   '@extschema@.preview_topic(text, text, text), '
                   '@extschema@.inspect(regclass), @extschema@.inspect_rows(regclass), @extschema@.inspect_texts(regclass), @extschema@.inspect_sample(regclass, name, name, name), @extschema@.inspect_columns(regclass), '
                   '@extschema@.inspect_key(regclass), @extschema@.inspect_percent(numeric, numeric), @extschema@.inspect_lines(text, integer), @extschema@.inspect_mapping(regclass), @extschema@.inspect_scores(regclass, name, name, name) TO %I', role_name);
    IF level IN ('analyst', 'admin') THEN
        -- an event's actor is whoever is there, and what a rule decided is not to be rewritten
        EXECUTE format('GRANT INSERT, UPDATE (state, severity, owner, route_to, review, value, until, due_at, acknowledged_at, acknowledged_by, '
                       'snoozed_until, escalated_at, escalated_to, escalation_step, closed_at, settled_until, note) '
                       'ON @extschema@.alert TO %I', role_name);
        EXECUTE format('GRANT INSERT (alert, at, edge, value, note) ON @extschema@.alert_event TO %I', role_name);
        EXECUTE format('GRANT INSERT (event) ON @extschema@.outbox TO %I', role_name);
        EXECUTE format('GRANT SELECT, UPDATE ON @extschema@.alert_lock TO %I', role_name);
        EXECUTE format('GRANT INSERT, UPDATE, DELETE ON @extschema@.evaluation TO %I', role_name);
        EXECUTE format('GRANT INSERT (rule, account, ticket, topic, since, until, reason), UPDATE (until, reason), DELETE ON @extschema@.silence TO %I', role_name);
        -- when, by which role and of which text is not to be rewritten
        EXECUTE format('GRANT INSERT (source, key, topic, label, emotion, note, kind, reviewer), UPDATE (label, emotion, note), DELETE '
                       'ON @extschema@.review TO %I', role_name);
        EXECUTE format('GRANT INSERT (source, key, account) ON @extschema@.review_draw TO %I', role_name);
        EXECUTE format('GRANT INSERT ON @extschema@.rollup_stale TO %I', role_name);
        EXECUTE format('GRANT EXECUTE ON FUNCTION @extschema@.is_restoring(), @extschema@.acknowledge(bigint, text), @extschema@.resolve(bigint, text), @extschema@.snooze(bigint, timestamptz, text), '
                       '@extschema@.confirm(bigint, text), @extschema@.dismiss(bigint, @extschema@.polarity, text), @extschema@.act(bigint, text), '
                       '@extschema@.label_alert(@extschema@.alert, @extschema@.polarity, text), @extschema@.record_edge(bigint, timestamptz, text, float8, text), '
                       '@extschema@.raised_severity(text, text, numeric, interval, timestamptz), @extschema@.route_of(@extschema@.alert, @extschema@.playbook), '
                       '@extschema@.is_muted(text, text, text, text), @extschema@.mute_depth(text), '
                       '@extschema@.subjects_to_evaluate(timestamptz, @extschema@.evaluation), @extschema@.escalate(timestamptz), '
                       '@extschema@.sample_for_review(integer), @extschema@.sample_for_review(integer, bigint), '
                       '@extschema@.is_of_database(text), @extschema@.evaluate_subjects(timestamptz, text[], text[], boolean, text) TO %I', role_name);
        EXECUTE format('GRANT EXECUTE ON PROCEDURE @extschema@.evaluate(timestamptz) TO %I', role_name);
    END IF;
    IF level = 'admin' THEN
        -- who changed a term, and when, is not to be rewritten
        EXECUTE format('GRANT INSERT (term, valence, class, inflect, topic, emotion, note), '
                       'UPDATE (term, valence, class, inflect, topic, emotion, note), DELETE ON @extschema@.lexicon TO %I', role_name);
        EXECUTE format('GRANT INSERT (name, weights, note), UPDATE (name, weights, note), DELETE ON @extschema@.model TO %I', role_name);
        EXECUTE format('GRANT INSERT (name, note), UPDATE (name, note), DELETE ON @extschema@.topic TO %I', role_name);
        EXECUTE format('GRANT INSERT (topic, term, inflect, note), UPDATE (topic, term, inflect, note), DELETE ON @extschema@.topic_term TO %I', role_name);
        EXECUTE format('GRANT INSERT, UPDATE, DELETE ON @extschema@.mention, @extschema@.source, @extschema@.rule, '
                       '@extschema@.playbook, @extschema@.escalation, @extschema@.health_signal, @extschema@.baseline, @extschema@.outcome, @extschema@.route, @extschema@.alert, @extschema@.dimension, @extschema@.ticket, @extschema@.account, '
                       '@extschema@.contact, @extschema@.channel_weight, @extschema@.role_weight, @extschema@.setting, @extschema@.calendar, @extschema@.holiday, '
                       '@extschema@.refresh_progress TO %I', role_name);
        -- what could not be stored is counted, and put away once it is known
        EXECUTE format('GRANT INSERT (source, problem, n, key, detail), DELETE ON @extschema@.source_problem TO %I', role_name);
        EXECUTE format('GRANT DELETE ON @extschema@.review_draw TO %I', role_name);
        -- the triggers of these tables add what changed; who, when and in which order are not to be said otherwise
        EXECUTE format('GRANT INSERT (table_name, operation, old_row, new_row) ON @extschema@.config_history TO %I', role_name);
        EXECUTE format('GRANT EXECUTE ON FUNCTION @extschema@.history_row(jsonb), @extschema@.forget(text), @extschema@.retain(interval) TO %I', role_name);
        EXECUTE format('GRANT SELECT ON @extschema@.rollup_fresh_row TO %I', role_name);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON @extschema@.rollup_state, @extschema@.rollup_day, @extschema@.rollup_stale TO %I', role_name);
        EXECUTE format('GRANT UPDATE (queued_at), DELETE ON @extschema@.outbox TO %I', role_name);
        EXECUTE format('GRANT EXECUTE ON FUNCTION @extschema@.take_deliveries(integer), @extschema@.track_change(), @extschema@.starter_rules(), @extschema@.mutes_itself(text, text[]), @extschema@.rebaseline(integer), @extschema@.zone_name(text), '
                       '@extschema@.moment(timestamp, text), @extschema@.moment(date, text), @extschema@.moment(timestamptz, text), '
                       '@extschema@.is_identifier(text), @extschema@.check_column(regclass, text, name, regtype[]), @extschema@.check_source(@extschema@.source), @extschema@.check_table(regclass), @extschema@.check_key(regclass, name), @extschema@.check_fire(text), '
                       '@extschema@.attach(@extschema@.source), '
                       '@extschema@.track(regclass, name, name, name, name, name, name, name, name, text, name, text, text, text, boolean), '
                       '@extschema@.untrack(text), @extschema@.untrack_source(text), @extschema@.refresh_begin(regclass), @extschema@.refresh_batch(text), @extschema@.refresh_blocks(regclass, regclass, bigint, bigint), @extschema@.refresh_prune(@extschema@.source), '
                       '@extschema@.check_attribute(regclass, text, text, name), @extschema@.check_dimension(@extschema@.dimension), '
                       '@extschema@.dimension_statements(text), @extschema@.dimension_change(), @extschema@.load_dimension(@extschema@.dimension), '
                       '@extschema@.clear_dimension(text, regclass), @extschema@.attach_dimension(@extschema@.dimension), '
                       '@extschema@.dimension(text, regclass, name, jsonb, text, text), @extschema@.drop_dimension(text) TO %I', role_name);
        EXECUTE format('GRANT EXECUTE ON PROCEDURE @extschema@.refresh(regclass), @extschema@.refresh(), @extschema@.roll_up() TO %I', role_name);
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@.grant_access(name, text) IS 'lets a role read scores and alerts (reader), work on alerts and reviews (analyst), or track tables and change rules, routes and the lexicon (admin)';

CREATE FUNCTION @extschema@.granted_objects(role oid, OUT name text, OUT grantor oid) RETURNS SETOF record
    LANGUAGE sql STABLE STRICT
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    SELECT object.name, acl.grantor
      FROM (SELECT 'pg_class'::regclass AS class, c.oid, CASE c.relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || c.oid::regclass AS name, c.relacl AS acl
              FROM pg_class c
             UNION ALL
            SELECT 'pg_class'::regclass, a.attrelid, 'TABLE ' || a.attrelid::regclass, a.attacl FROM pg_attribute a
             UNION ALL
            SELECT 'pg_proc'::regclass, p.oid, 'ROUTINE ' || p.oid::regprocedure, p.proacl FROM pg_proc p) object
     CROSS JOIN aclexplode(object.acl) acl
      JOIN pg_depend d ON d.classid = object.class AND d.objid = object.oid AND d.objsubid = 0 AND d.deptype = 'e'
      JOIN pg_extension e ON d.refclassid = 'pg_extension'::regclass AND e.oid = d.refobjid
     WHERE e.extname = 'sentiment' AND acl.grantee = role;
END;
COMMENT ON FUNCTION @extschema@.granted_objects(oid) IS 'what of the extension a role has been granted, and by whom';

-- What grant_access() gave, and whatever else was granted of ours by hand.
CREATE FUNCTION @extschema@.revoke_access(role_name name) RETURNS void
    LANGUAGE plpgsql VOLATILE STRICT
    SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
    role CONSTANT oid := quote_ident(role_name)::regrole;
    granted text;
    grantors text;
BEGIN
    IF EXISTS (SELECT FROM pg_extension WHERE extname = 'sentiment' AND extowner = role) THEN
        RAISE EXCEPTION 'role "%" owns the extension', role_name
            USING ERRCODE = 'invalid_parameter_value',
                  DETAIL = 'What its owner may do, others have been granted by it.';
    END IF;
    FOR granted IN SELECT DISTINCT o.name FROM @extschema@.granted_objects(role) o LOOP
        EXECUTE format('REVOKE ALL ON %s FROM %I', granted, role_name);
    END LOOP;
    SELECT string_agg(DISTINCT quote_ident(pg_get_userbyid(o.grantor)), ', ') INTO grantors FROM @extschema@.granted_objects(role) o;
    IF grantors IS NOT NULL THEN
        RAISE WARNING 'role "%" keeps rights that were granted by %', role_name, grantors
            USING HINT = 'Who granted a right revokes it.';
    END IF;
END
$$;
COMMENT ON FUNCTION @extschema@.revoke_access(name) IS 'takes back all rights of a role on what is in the extension; what its tables bring is not scored any more';

GRANT USAGE ON SCHEMA @extschema@ TO PUBLIC;

REVOKE ALL ON FUNCTION
    @extschema@.zone_name(text), @extschema@.zone_check(), @extschema@.zone(),
    @extschema@.rolled_until(), @extschema@.rollup_stale_days(), @extschema@.rollup_stale_row(text, date), @extschema@.rollup_mention_gone(), @extschema@.rollup_review_changed(), @extschema@.rollup_truncated(), @extschema@.rollup_zone_changed(),
    @extschema@.moment(timestamp, text), @extschema@.moment(date, text), @extschema@.moment(timestamptz, text),
    @extschema@.xid_stamp(), @extschema@.track_change(), @extschema@.source_name(regclass), @extschema@.source_relation(@extschema@.source),
    @extschema@.is_identifier(text), @extschema@.check_column(regclass, text, name, regtype[]),
    @extschema@.check_source(@extschema@.source), @extschema@.check_table(regclass), @extschema@.check_key(regclass, name), @extschema@.check_fire(text), @extschema@.attach(@extschema@.source),
    @extschema@.track(regclass, name, name, name, name, name, name, name, name, text, name, text, text, text, boolean),
    @extschema@.untrack(text), @extschema@.untrack_source(text), @extschema@.refresh_begin(regclass), @extschema@.refresh_batch(text), @extschema@.refresh_blocks(regclass, regclass, bigint, bigint), @extschema@.refresh_prune(@extschema@.source),
    @extschema@.check_attribute(regclass, text, text, name), @extschema@.check_dimension(@extschema@.dimension),
    @extschema@.dimension_statements(text), @extschema@.dimension_change(), @extschema@.load_dimension(@extschema@.dimension),
    @extschema@.clear_dimension(text, regclass), @extschema@.attach_dimension(@extschema@.dimension),
    @extschema@.dimension(text, regclass, name, jsonb, text, text), @extschema@.drop_dimension(text),
    @extschema@.ticket_changed(), @extschema@.contact_changed(),
    @extschema@.review_check(), @extschema@.review_changed(), @extschema@.replace_row(), @extschema@.source_text(text, text, bigint),
    @extschema@.sample_for_review(integer), @extschema@.sample_for_review(integer, bigint), @extschema@.accuracy(text),
    @extschema@.mutes_itself(text, text[]), @extschema@.mute_depth(text), @extschema@.rule_check(), @extschema@.rule_renamed(), @extschema@.playbook_check(), @extschema@.rules_changed(),
    @extschema@.is_green(@extschema@.account), @extschema@.rebaseline(integer),
    @extschema@.observe(timestamptz, text[], text[], boolean, boolean), @extschema@.is_of_database(text), @extschema@.evaluate_subjects(timestamptz, text[], text[], boolean, text),
    @extschema@.portfolio_message(@extschema@.alert), @extschema@.alert_message(@extschema@.alert), @extschema@.raised_severity(text, text, numeric, interval, timestamptz),
    @extschema@.route_of(@extschema@.alert, @extschema@.playbook), @extschema@.record_edge(bigint, timestamptz, text, float8, text),
    @extschema@.is_muted(text, text, text, text),
    @extschema@.known_accounts(), @extschema@.subjects_to_evaluate(timestamptz, @extschema@.evaluation), @extschema@.escalate(timestamptz),
    @extschema@.act(bigint, text), @extschema@.acknowledge(bigint, text), @extschema@.resolve(bigint, text),
    @extschema@.snooze(bigint, timestamptz, text), @extschema@.label_alert(@extschema@.alert, @extschema@.polarity, text),
    @extschema@.confirm(bigint, text), @extschema@.dismiss(bigint, @extschema@.polarity, text), @extschema@.starter_rules(), @extschema@.take_deliveries(integer),
    @extschema@.replay(text, timestamptz, timestamptz), @extschema@.backtest(text, timestamptz, timestamptz, interval),
    @extschema@.due_at(timestamptz, interval), @extschema@.due_at(timestamptz, interval, text),
    @extschema@.quote(text, text, integer, integer, bigint), @extschema@.evidence(bigint), @extschema@.evidence_message(bigint), @extschema@.why(text, timestamptz, timestamptz),
    @extschema@.grant_access(name, text), @extschema@.revoke_access(name), @extschema@.granted_objects(oid), @extschema@.lexicon_check(), @extschema@.lexicon_changed(),
    @extschema@.model_check(), @extschema@.model_changed(), @extschema@.topic_check(), @extschema@.topic_term_check(), @extschema@.topics_changed(), @extschema@.preview_topic(text, text, text), @extschema@.builtin_terms(),
    @extschema@.preview(text, text, real), @extschema@.preview(text, @extschema@.lexicon[]),
    @extschema@.inspect(regclass), @extschema@.inspect_rows(regclass), @extschema@.inspect_texts(regclass), @extschema@.inspect_sample(regclass, name, name, name), @extschema@.inspect_columns(regclass),
    @extschema@.inspect_key(regclass), @extschema@.inspect_percent(numeric, numeric), @extschema@.inspect_lines(text, integer), @extschema@.inspect_mapping(regclass), @extschema@.inspect_scores(regclass, name, name, name),
    @extschema@.is_restoring(), @extschema@.restore_wait(), @extschema@.restore_go_on(),
    @extschema@.history_row(jsonb), @extschema@.history_write(), @extschema@.forget(text), @extschema@.retain(interval)
    FROM PUBLIC;
REVOKE ALL ON PROCEDURE @extschema@.refresh(regclass), @extschema@.refresh(), @extschema@.roll_up(), @extschema@.evaluate(timestamptz) FROM PUBLIC;

-- whoever creates the extension may use all of it and let others, also where the objects belong to a superuser
DO $$
DECLARE
    owner CONSTANT name := (SELECT pg_catalog.pg_get_userbyid(extowner) FROM pg_catalog.pg_extension WHERE extname = 'sentiment');
    member record;
BEGIN
    -- members only: the schema may have been there, with somebody else's things in it
    FOR member IN
        SELECT d.classid, d.objid FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_extension e ON e.oid = d.refobjid
         WHERE e.extname = 'sentiment' AND d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass AND d.deptype = 'e'
           AND d.classid IN ('pg_catalog.pg_proc'::pg_catalog.regclass, 'pg_catalog.pg_class'::pg_catalog.regclass)
    LOOP
        IF member.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass THEN
            EXECUTE pg_catalog.format('GRANT EXECUTE ON ROUTINE %s TO %I WITH GRANT OPTION', member.objid::pg_catalog.regprocedure, owner);
        ELSIF (SELECT relkind IN ('r', 'v') FROM pg_catalog.pg_class WHERE oid = member.objid) THEN
            EXECUTE pg_catalog.format('GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON %s TO %I WITH GRANT OPTION', member.objid::pg_catalog.regclass, owner);
        ELSIF (SELECT relkind = 'S' FROM pg_catalog.pg_class WHERE oid = member.objid) THEN
            -- for pg_dump, and what restores
            EXECUTE pg_catalog.format('GRANT SELECT, UPDATE ON SEQUENCE %s TO %I WITH GRANT OPTION', member.objid::pg_catalog.regclass, owner);
        END IF;
    END LOOP;
END
$$;

-- configuration, history and state belong to the user: pg_dump takes them along
SELECT pg_catalog.pg_extension_config_dump('@extschema@.lexicon', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.topic', 'WHERE NOT is_builtin');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.topic_term', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.model', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.source', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.mention', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.source_problem', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.dimension', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.ticket', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.account', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.contact', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.channel_weight', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.role_weight', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.setting', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.calendar', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.holiday', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.review', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.review_id_seq', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.review_draw', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.route', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.playbook', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.rule', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.escalation', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.silence', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.silence_id_seq', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.health_signal', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.baseline', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.outcome', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.alert', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.alert_event', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.outbox', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.alert_id_seq', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.alert_event_id_seq', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.config_history', '');
SELECT pg_catalog.pg_extension_config_dump('@extschema@.config_history_id_seq', '');
