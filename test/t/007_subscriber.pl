# Tables that logical replication writes: triggers for each row see all of it, those for statements only the copy and TRUNCATE.
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $publisher = PostgreSQL::Test::Cluster->new('publisher');
$publisher->init(allows_streaming => 'logical', extra => [ '--locale=C.UTF-8', '-E', 'UTF8' ]);
$publisher->start;
my $subscriber = PostgreSQL::Test::Cluster->new('subscriber');
$subscriber->init(extra => [ '--locale=C.UTF-8', '-E', 'UTF8' ]);
# one table after the other: two transactions that know nothing of each other bring a message and its author, and refresh would have to join them
$subscriber->append_conf('postgresql.conf', 'max_sync_workers_per_subscription = 1');
$subscriber->start;

# The helpdesk, where sentiment is not even installed, and the same tables where it is. The same messages come three times.
my @messages = ('by_row', 'by_statement', 'tracked_later');
my $tables = 'CREATE TABLE person (email text PRIMARY KEY, company text, role text);' .
	join('', map { "CREATE TABLE $_ (id integer PRIMARY KEY, sender text, at timestamptz, body text, note text);" } @messages);
$publisher->safe_psql('postgres', "$tables CREATE PUBLICATION feed FOR ALL TABLES");
$subscriber->safe_psql('postgres', qq{
	$tables
	CREATE EXTENSION sentiment;
	SELECT sentiment.dimension('contact', 'person', key => 'email', columns => '{"account": "company", "contact_role": "role"}', fire => 'row');
});

# The same statement for each of the three on the publisher; returns when the subscriber has it.
sub publish
{
	my ($statement) = @_;
	$publisher->safe_psql('postgres', join(';', map { $statement =~ s/\bmessage\b/$_/gr } @messages));
	$publisher->wait_for_catchup('feed');
	return;
}
sub track
{
	my ($table, $fire) = @_;
	$subscriber->safe_psql('postgres', "SELECT sentiment.track('$table', text => 'body', at => 'at', key => 'id', author => 'sender', fire => '$fire')");
	return;
}
# Whole messages of a table, as key and what is asked for.
sub mentions
{
	my ($table, $columns) = @_;
	return $subscriber->safe_psql('postgres',
		"SELECT string_agg(concat_ws(' ', key, $columns), ', ' ORDER BY key) FROM sentiment.mention WHERE source = 'public.$table' AND topic IS NULL");
}
my $labels = 'sentiment.label(score)';

# the copy of what is there: COPY fires triggers of both kinds
track('by_row', 'row');
track('by_statement', 'statement');
$publisher->safe_psql('postgres', join('', map { "INSERT INTO $_ VALUES (1, 'ann', '2024-05-01 10:00+00', 'terrible'), (2, 'ann', '2024-05-01 11:00+00', 'Excellent support, thank you!');" } @messages)
	. "INSERT INTO person VALUES ('ann', 'acme', 'user')");
$subscriber->safe_psql('postgres', 'CREATE SUBSCRIPTION feed CONNECTION \'' . $publisher->connstr . ' dbname=postgres\' PUBLICATION feed');
$subscriber->wait_for_subscription_sync($publisher, 'feed');
is(mentions($_, $labels), '1 negative, 2 positive', "initial copy: $_") for ('by_row', 'by_statement');
is(mentions('by_row', 'account, contact_role'), '1 acme user, 2 acme user', 'the copy of a dimension, before or after the messages');
track('tracked_later', 'row');
is(mentions('tracked_later', $labels), '', 'what was copied before track is not read');
$subscriber->safe_psql('postgres', "CALL sentiment.refresh('tracked_later')");
is(mentions('tracked_later', $labels), '1 negative, 2 positive', 'until refresh');

publish(q{INSERT INTO message VALUES (3, 'eve', '2024-05-01 12:00+00', 'See you on Tuesday.'), (4, 'ann', '2024-05-01 13:00+00', 'terrible')});
is(mentions($_, $labels), '1 negative, 2 positive, 3 neutral, 4 negative', "INSERT: $_") for ('by_row', 'tracked_later');
is(mentions('by_statement', $labels), '1 negative, 2 positive', 'INSERT fires no triggers for statements');

my $scored_at = mentions('by_row', 'scored_at');
publish(q{UPDATE message SET note = 'seen'});
is(mentions('by_row', 'scored_at'), $scored_at, 'UPDATE of another column scores nothing');

publish(q{UPDATE message SET body = 'Excellent support, thank you!' WHERE id = 1});
is(mentions('by_row', $labels), '1 positive, 2 positive, 3 neutral, 4 negative', 'UPDATE of a text');
is(mentions('by_row', "CASE WHEN key <> '1' THEN scored_at END"), $scored_at =~ s/1 [^,]*/1/r, 'scores no other');
publish('UPDATE message SET id = 5 WHERE id = 4');
publish('DELETE FROM message WHERE id = 2');
is(mentions('by_row', $labels), '1 positive, 3 neutral, 5 negative', 'UPDATE of a key, DELETE');
is(mentions('by_statement', $labels), '1 negative, 2 positive', 'UPDATE and DELETE fire no triggers for statements');

# a dimension of the publisher's
$scored_at = mentions('by_row', 'scored_at');
$publisher->safe_psql('postgres', "INSERT INTO person VALUES ('eve', 'beta', 'admin'); UPDATE person SET company = 'gamma' WHERE email = 'ann'");
$publisher->wait_for_catchup('feed');
is(mentions('by_row', 'account, contact_role'), '1 gamma user, 3 beta admin, 5 gamma user', 'INSERT and UPDATE of a dimension');
is(mentions('by_row', 'scored_at'), $scored_at, 'score nothing');
$publisher->safe_psql('postgres', "DELETE FROM person WHERE email = 'eve'; UPDATE person SET email = 'anne'");
$publisher->wait_for_catchup('feed');
is($subscriber->safe_psql('postgres', 'SELECT contact, account FROM sentiment.contact'), 'anne|gamma', 'DELETE of a dimension, and a new key');

# by_row has seen everything; by_statement catches up
$subscriber->safe_psql('postgres', "CALL sentiment.refresh('by_statement')");
is(mentions('by_statement', $labels), mentions('by_row', $labels), 'refresh reads what triggers for statements have not seen');

publish('TRUNCATE message');
is(mentions($_, $labels), '', "TRUNCATE: $_") for (@messages);
$publisher->safe_psql('postgres', 'TRUNCATE person');
$publisher->wait_for_catchup('feed');
is($subscriber->safe_psql('postgres', 'SELECT count(*) FROM sentiment.contact'), '0', 'TRUNCATE of a dimension');
is($subscriber->safe_psql('postgres', 'SELECT count(*) FROM sentiment.source_problem'), '0', 'nothing was left out');
$subscriber->stop;

done_testing();
