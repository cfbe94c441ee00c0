-- Rules to start with: the signs that are known to come before churn

CREATE FUNCTION @extschema@.starter_rules() RETURNS SETOF text
    LANGUAGE sql VOLATILE
    SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
    INSERT INTO @extschema@.calendar (name, zone) VALUES ('office', @extschema@.zone())
    ON CONFLICT DO NOTHING;
    INSERT INTO @extschema@.playbook (name, owner, review, due, calendar, route_to, route_by_emotion) VALUES
        ('calm a ticket', 'ticket agent', 'Read the quote, answer it first, and say when the next word will come.', '4 hours', NULL, NULL, false),
        ('take a hot ticket', 'support lead', 'Give it to somebody who knows the account, and answer within the hour.', '1 hour', NULL, 'priority', true),
        ('mend the answer', 'ticket agent', 'Read the first answer as the customer did: what was asked, and what was not answered?', '1 day', NULL, NULL, false),
        ('call about support', 'support lead', 'Read the evidence, find what was promised and not kept, and call the account.', '48 hours', NULL, NULL, false),
        ('review the account', 'customer success manager', 'See which topic and which people moved, and agree with the account on what changes.', '5 days', 'office', NULL, true),
        ('win back a sponsor', 'account executive', 'Call this person, not a colleague of theirs, and bring what has been done.', '24 hours', NULL, NULL, false),
        ('find the common cause', 'head of support', 'List the accounts that fell and what they share: a release, an agent, a queue.', '5 days', 'office', NULL, false),
        ('look behind the numbers', 'customer success manager', 'Usage says that they work with it, words say that they suffer: ask who would miss it.', '5 days', 'office', NULL, false),
        ('keep the account', 'customer success manager', 'Call, find out whether notice is being considered, and by when, and who decides.', '24 hours', NULL, NULL, false)
    ON CONFLICT DO NOTHING;
    INSERT INTO @extschema@.escalation (playbook, step, after, escalate_to) VALUES
        ('call about support', 1, '0', 'head of support'),
        ('win back a sponsor', 1, '0', 'head of customer success'),
        ('keep the account', 1, '0', 'head of customer success'),
        ('keep the account', 2, '24 hours', 'leadership')
    ON CONFLICT DO NOTHING;
    INSERT INTO @extschema@.rule (name, audience, scope, topic, emotion, stage, contact_role, metric, op, threshold, clear, hold, period,
                                  min_n, max_gap, cool_down, severity, raise_at_arr, raise_before_renewal, mutes, playbook) VALUES
        ('ticket turned hostile', 'agent', 'ticket', NULL, NULL, '{mid}', NULL, 'score', '<', -0.7, -0.15, '0', NULL,
         1, '14 days', '2 days', 'warning', NULL, NULL, NULL, 'calm a ticket'),
        ('hot intake', 'agent', 'ticket', NULL, NULL, '{intake}', NULL, 'score', '<', -0.7, -0.15, '0', NULL,
         1, '14 days', '2 days', 'warning', 100000, NULL, NULL, 'take a hot ticket'),
        ('first answer made it worse', 'agent', 'ticket', NULL, NULL, NULL, NULL, 'first_shift', '<=', -0.5, -0.2, '0', NULL,
         1, '14 days', '2 days', 'info', NULL, NULL, NULL, 'mend the answer'),
        ('account fell 25 % in 30 days', 'lead', 'account', NULL, NULL, NULL, NULL, 'relative_change', '<=', -0.25, -0.1, '5 days', '30 days',
         10, '14 days', '30 days', 'warning', 100000, '90 days', NULL, 'review the account'),
        ('account slides', 'lead', 'account', NULL, NULL, NULL, NULL, 'drop', '>=', 0.4, 0.2, '0', '42 days',
         15, '21 days', '30 days', 'warning', 100000, '90 days', '{account fell 25 % in 30 days}', 'review the account'),
        ('support below -0.3 for 14 days', 'lead', 'account', 'support', NULL, NULL, NULL, 'mean', '<', -0.3, -0.15, '14 days', '14 days',
         3, '14 days', '7 days', 'critical', NULL, NULL, NULL, 'call about support'),
        ('a topic below -0.3 in 30 days', 'lead', 'account_topic', NULL, NULL, NULL, NULL, 'mean', '<', -0.3, -0.1, '3 days', '30 days',
         8, '14 days', '30 days', 'warning', 100000, '90 days', NULL, 'review the account'),
        ('champion or executive below -0.3', 'lead', 'person', NULL, NULL, NULL, '{champion,executive}', 'score', '<', -0.3, 0, '0', NULL,
         1, '30 days', '14 days', 'critical', NULL, NULL, NULL, 'win back a sponsor'),
        ('churn said aloud', 'lead', 'account', NULL, NULL, NULL, NULL, 'churn_risk', '>=', 0.6, 0.3, '0', '7 days',
         1, '30 days', '30 days', 'critical', NULL, NULL, NULL, 'keep the account'),
        ('support falls on several accounts', 'leadership', 'topic', 'support', NULL, NULL, NULL, 'spread', '>=', 4, 1, '0', '14 days',
         4, '7 days', '14 days', 'critical', NULL, NULL, NULL, 'find the common cause'),
        ('green numbers, red words', 'leadership', 'account', NULL, NULL, NULL, NULL, 'divergence', '<', -0.3, -0.1, '0', '30 days',
         10, '14 days', '30 days', 'warning', 100000, '90 days', NULL, 'look behind the numbers')
    ON CONFLICT DO NOTHING
    RETURNING name;
END;
COMMENT ON FUNCTION @extschema@.starter_rules() IS 'adds eleven rules to start with, and their playbooks, unless they are there; returns what it added';
