# The extension is trusted: the owner of a database, no superuser and with a name that needs quoting, has all of it.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--locale=C.UTF-8', '-E', 'UTF8' ]);
$node->start;
$node->safe_psql('postgres', q{
	CREATE ROLE "Db ""Owner" LOGIN;
	CREATE ROLE "Team Lead" LOGIN;
	CREATE DATABASE shop OWNER "Db ""Owner";
});

sub as_owner { return $node->safe_psql('shop', qq{SET SESSION AUTHORIZATION "Db ""Owner"; $_[0]}); }
sub as_lead { return $node->safe_psql('shop', qq{SET SESSION AUTHORIZATION "Team Lead"; $_[0]}); }

as_owner('CREATE EXTENSION sentiment');
is($node->safe_psql('shop', q{SELECT rolsuper FROM pg_extension JOIN pg_roles r ON r.oid = extowner WHERE extname = 'sentiment'}),
	'f', 'the extension belongs to no superuser');
is(as_owner(q{
	CREATE SCHEMA "My Desk";
	CREATE TABLE "My Desk"."Mess ""age" ("Id" uuid PRIMARY KEY, "Account No" varchar(10), "Tic'ket" integer, "at" timestamp, "Bo dy" text);
	SELECT sentiment.track('"My Desk"."Mess ""age"', text => 'Bo dy', account => 'Account No', at => 'at', key => 'Id', ticket => 'Tic''ket')}),
	'"My Desk"."Mess ""age"', 'names that need quoting');
as_owner(q{
	SELECT sentiment.starter_rules();
	DELETE FROM sentiment.rule WHERE name NOT IN ('ticket turned hostile', 'support below -0.3 for 14 days');
	UPDATE sentiment.rule SET stage = NULL WHERE stage IS NOT NULL;
	INSERT INTO "My Desk"."Mess ""age" VALUES (gen_random_uuid(), 'acme', 7, now() AT TIME ZONE 'UTC', 'Unacceptable. It crashed again and nobody answers. This is a disgrace!')});
is(as_owner(q{SELECT a.account, a.ticket, e.quote <> '' FROM sentiment.open_alert a, sentiment.evidence(a.id) e}),
	'acme|7|t', 'a message becomes an alert with evidence');
as_owner(q{CALL sentiment.refresh('"My Desk"."Mess ""age"'); CALL sentiment.evaluate()});
is(as_owner('SELECT count(*) FROM sentiment.interaction'), '1', 'refresh finds the same message');

as_owner(q{SELECT sentiment.grant_access('Team Lead', 'analyst')});
is(as_lead('SELECT count(*) FROM sentiment.open_alert'), '1', 'the owner lets others read');
is(as_lead(q{SELECT count(sentiment.acknowledge(id)) FROM sentiment.open_alert}), '1', 'and work on alerts');
is(as_lead('SELECT quote IS NULL FROM sentiment.evidence((SELECT id FROM sentiment.alert))'), 't', 'but not read the source');

is(as_owner(q{SELECT DISTINCT changed_by FROM sentiment.config_history}), 'Db "Owner', 'history knows the owner');
$node->command_ok([ 'pg_dump', '--role', 'Db "Owner', '-f', $node->basedir . '/dump.sql', $node->connstr('shop') ], 'the owner dumps all of it');

$node->command_ok([ 'pg_dump', '--role', 'Db "Owner', '-Fd', '-f', $node->basedir . '/dump.d', $node->connstr('shop') ], 'also into a directory');
$node->safe_psql('postgres', q{CREATE DATABASE branch OWNER "Db ""Owner"});
$node->command_ok([ 'pg_restore', '-e', '-j2', '--no-owner', '-U', 'Db "Owner', '-d', 'branch', '-p', $node->port, '-h', $node->host, $node->basedir . '/dump.d' ],
	'the owner restores it in parallel');
is($node->safe_psql('branch', $_), $node->safe_psql('shop', $_), "restored: $_") for ('TABLE sentiment.alert', q{SELECT to_jsonb(e) - 'xid' FROM sentiment.alert_event e ORDER BY id}, q{SELECT to_jsonb(h) - 'xid' FROM sentiment.config_history h ORDER BY id});

as_owner(q{SELECT sentiment.untrack('"My Desk"."Mess ""age"'); DROP EXTENSION sentiment});
is(as_owner(q{INSERT INTO "My Desk"."Mess ""age" ("Id") VALUES (gen_random_uuid()); SELECT count(*) FROM "My Desk"."Mess ""age"}), '2',
	'the table lives on without the extension');

done_testing();
