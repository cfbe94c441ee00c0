# Each edge reaches the receiver, and each in the order of its alert, whatever breaks on the way; the id makes it once.
use strict;
use warnings;
use FindBin;
use IO::Socket::INET;
use IPC::Run;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

delete @ENV{qw(http_proxy HTTP_PROXY)};
system('python3', '-c', 'import psycopg2') == 0 or BAIL_OUT('python3-psycopg2 is missing');

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init(extra => [ '--locale=C.UTF-8', '-E', 'UTF8' ]);
$node->start;
# courier has the rights that the README says
my ($grants) = slurp_file('README.md') =~ /^```\n((?:GRANT .* TO courier;\n)+)```$/m or die 'the README does not say what a courier needs';
$node->safe_psql('postgres', q{
	CREATE EXTENSION sentiment;
	CREATE TABLE message (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ticket text, sent_at timestamptz DEFAULT clock_timestamp(), body text);
	SELECT sentiment.track('message', text => 'body', account => 'ticket', at => 'sent_at', key => 'id', ticket => 'ticket');
	INSERT INTO sentiment.playbook (name, owner, review, due) VALUES ('calm', 'agent', 'Answer the quote first.', '4 hours');
	INSERT INTO sentiment.rule (name, audience, scope, metric, op, threshold, clear, max_gap, playbook)
		VALUES ('hostile', 'agent', 'ticket', 'score', '<', -0.7, -0.15, '14 days', 'calm');
	CREATE FUNCTION say(ticket text, VARIADIC moods text[]) RETURNS void LANGUAGE sql AS $$
		INSERT INTO message (ticket, body)
			SELECT $1, CASE mood WHEN 'hostile' THEN 'Unacceptable. It crashed again and nobody answers. This is a disgrace!'
				ELSE 'It works perfectly again, thank you so much, excellent support!' END FROM unnest(moods) mood $$;
	CREATE ROLE courier LOGIN;
} . $grants);

# ---- the receiver: one request at a time, so that things can be broken at any moment of it ----

my $listener = IO::Socket::INET->new(LocalAddr => '127.0.0.1', Listen => 20, Proto => 'tcp') or die "cannot listen: $!";
my (@arrived, %times, $body);	# ids in the order in which they became known; how often each came; the last body

# One request: forgotten() breaks things before its event is known, answered() before the client is told.  Returns the
# event's id; undef when nothing comes.
sub receive
{
	my (%break) = @_;
	my $client = $listener->accept or return undef;
	my $head = '';
	$head .= <$client> until $head =~ /\r\n\r\n$/;
	my ($id) = $head =~ /^Idempotency-Key: (\d+)\r$/mi;
	my ($length) = $head =~ /^Content-Length: (\d+)\r$/mi;
	read $client, $body, $length;
	if ($break{forgotten})
	{
		$break{forgotten}->();
		return $id;
	}
	push @arrived, $id unless $times{$id}++;
	$break{answered}->() if $break{answered};
	print $client "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n";
	return $id;
}

my @couriers;
sub start_courier
{
	push @couriers, IPC::Run::start([ 'python3', "$FindBin::Bin/../deliver/deliver.py", $node->connstr('postgres') . ' user=courier',
			'http://127.0.0.1:' . $listener->sockport ], '>', '/dev/null', '2>>', $node->basedir . '/deliver.log');
}
sub say { return $node->safe_psql('postgres', "SELECT say('$_[0]', '$_[1]')"); }
sub cut { $node->safe_psql('postgres', q{SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = 'deliver'}); }
sub waiting { return $node->safe_psql('postgres', 'SELECT count(*) FROM sentiment.outbox'); }
sub drained { return $node->poll_query_until('postgres', 'SELECT NOT EXISTS (SELECT FROM sentiment.outbox)'); }

# ---- one client, woken by the notification ----

$listener->timeout(30);
start_courier();
$node->poll_query_until('postgres', q{SELECT EXISTS (SELECT FROM pg_stat_activity WHERE application_name = 'deliver' AND state = 'idle')});
$node->safe_psql('postgres', q{BEGIN; SELECT say('gone', 'hostile'); ROLLBACK});
say('A', 'hostile');
receive();
like($body, qr/"edge": "open".*"rule": "hostile".*"ticket": "A".*"owner": "agent"/,
	'an edge comes with what a message needs, and nothing of a transaction that was rolled back');
ok(drained(), 'what is delivered waits no longer');

# ---- the worst moments ----

say('A', 'glad');
is(receive(forgotten => \&cut), scalar receive(), 'cut off after it was taken and before it was sent, it comes again');
say('A', 'hostile');
is(receive(answered => \&cut), scalar receive(), 'cut off after it was sent and before that was committed, it comes again');
is($times{$arrived[-1]}, 2, 'and the receiver knows it');
say('A', 'glad');
is(receive(answered => sub { $node->stop('immediate'); $node->start }), scalar receive(), 'so it does after a crash of the server');
say('A', 'hostile');
is(receive(answered => sub { (pop @couriers)->kill_kill; start_courier() }), scalar receive(), 'and after a crash of the client, from another');
drained();

# ---- two clients, a queue, a writer, and a cut every now and then ----

sub writer
{
	my ($name) = @_;
	my $script = $node->basedir . "/$name.sql";
	append_to_file($script, join('', map { my $mood = $_; map { "SELECT say('$name $_', '$mood');\n" } 1 .. 10 } qw(hostile glad hostile glad)));
	return IPC::Run::start([ 'psql', '-X', '-q', '-d', $node->connstr('postgres'), '-f', $script ], '>', '/dev/null');
}
(pop @couriers)->kill_kill;
writer('before')->finish;
my $writer = writer('meanwhile');
start_courier() for 1 .. 2;
my $edges = 5 + 2 * 10 * 4;
$listener->timeout(1);
my $silences = 0;
my @breaks = ([ 15, 'forgotten' ], [ 30, 'answered' ], [ 45, 'forgotten' ], [ 60, 'answered' ]);
until ($silences > 30 || (@arrived >= $edges && waiting() == 0))
{
	my %break = @breaks && @arrived >= $breaks[0][0] ? ((shift @breaks)->[1] => \&cut) : ();
	defined receive(%break) or $silences++;
}
$writer->finish;
$_->kill_kill for @couriers;

my (%written, %received);
push @{ $written{ (split /\|/)[1] } }, (split /\|/)[0] for split /\n/, $node->safe_psql('postgres', 'SELECT id, alert FROM sentiment.alert_event ORDER BY id');
my %alert_of = map { my $alert = $_; map { $_ => $alert } @{ $written{$alert} } } keys %written;
push @{ $received{ $alert_of{$_} } }, $_ for @arrived;
is(scalar @arrived, $edges, 'each ticket turned as often as it was told to');
is_deeply(\%received, \%written, 'the receiver knows each edge, once, those of an alert in their order');
is(waiting(), 0, 'and nothing waits');

done_testing();
