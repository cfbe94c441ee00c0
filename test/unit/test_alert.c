/*
 * test_alert.c - every step of an alert
 */
#include "unit.h"

#include <stdio.h>

#include "senti_alert.h"

#define DAY INT64_C(86400)

static const char *const state_names[] = {"none", "review", "firing", "acknowledged", "resolved", "stale"};
static const char *const edge_names[] = {"-", "open", "reopen", "resolve", "stale", "confirm", "dismiss", "acknowledge", "snooze"};

/* A measurement, and what the rule asks for. */
typedef struct Sight
{
	SentiObservation seen;
	SentiAlertTerms terms;
} Sight;

/* One step, as "edge, new state". */
static const char *
step(SentiAlertState state, Sight sight, int64_t seconds_closed, int64_t cool_down)
{
	static char out[40];
	SentiAlertEdge edge = (SentiAlertEdge) 99;
	SentiAlertState next;

	sight.terms.seconds_closed = seconds_closed;
	sight.terms.cool_down = cool_down;
	next = senti_alert_step(state, &sight.seen, &sight.terms, &edge);
	snprintf(out, sizeof(out), "%s, %s", edge_names[edge], state_names[next]);
	return out;
}

static Sight
saw(int64_t breached, int64_t cleared, int64_t hold, int64_t n, int64_t min_n)
{
	return (Sight) {
		{.breached_days = breached, .cleared_days = cleared, .n = n, .until = DAY}, {.hold_days = hold, .min_n = min_n}
	};
}

static const Sight silent = {{.is_stale = true, .breached_days = 30, .n = 30}, {.hold_days = 1, .min_n = 1}};

static void
test_open(void)
{
	CHECK_STR(step(SENTI_ALERT_NONE, saw(14, 0, 14, 20, 5), 0, 0), "open, firing");
	CHECK_STR(step(SENTI_ALERT_NONE, saw(15, 0, 14, 20, 5), 0, 0), "open, firing");
	/* hold of 0 and 1: at once */
	CHECK_STR(step(SENTI_ALERT_NONE, saw(1, 0, 1, 5, 5), 0, 0), "open, firing");
	CHECK_STR(step(SENTI_ALERT_NONE, saw(1, 0, 0, 5, 5), 0, 0), "open, firing");
	/* one that never fired has no cool-down to be in */
	CHECK_STR(step(SENTI_ALERT_NONE, saw(14, 0, 14, 20, 5), 0, 7 * DAY), "open, firing");
}

static void
test_not_yet(void)
{
	CHECK_STR(step(SENTI_ALERT_NONE, saw(13, 0, 14, 20, 5), 0, 0), "-, none");	/* hold */
	CHECK_STR(step(SENTI_ALERT_NONE, saw(0, 0, 0, 20, 5), 0, 0), "-, none");	/* no breach at all */
	CHECK_STR(step(SENTI_ALERT_NONE, saw(14, 0, 14, 4, 5), 0, 0), "-, none");	/* min_n */
	CHECK_STR(step(SENTI_ALERT_NONE, saw(14, 0, 14, 5, 5), 0, 0), "open, firing");
	CHECK_STR(step(SENTI_ALERT_NONE, saw(0, 20, 14, 20, 5), 0, 0), "-, none");	/* good */
	CHECK_STR(step(SENTI_ALERT_NONE, silent, 0, 0), "-, none");
}

/* Between the two thresholds, and before the hold, an open alert stays as it is. */
static void
test_hysteresis(void)
{
	static const SentiAlertState open[] = {SENTI_ALERT_FIRING, SENTI_ALERT_ACKNOWLEDGED, SENTI_ALERT_REVIEW};
	static const char *const names[] = {"-, firing", "-, acknowledged", "-, review"};

	for (int i = 0; i < 3; i++)
	{
		const char *same = names[i];

		CHECK_STR(step(open[i], saw(20, 0, 14, 20, 5), 0, 0), same);	/* still bad */
		CHECK_STR(step(open[i], saw(0, 0, 14, 20, 5), 0, 0), same); /* between the thresholds */
		CHECK_STR(step(open[i], saw(0, 0, 0, 20, 5), 0, 0), same);
		CHECK_STR(step(open[i], saw(0, 13, 14, 20, 5), 0, 0), same);	/* good, not for long enough */
		CHECK_STR(step(open[i], saw(0, 14, 14, 20, 5), 0, 0), "resolve, resolved");
		CHECK_STR(step(open[i], saw(0, 1, 1, 20, 5), 0, 0), "resolve, resolved");
		CHECK_STR(step(open[i], saw(0, 1, 0, 20, 5), 0, 0), "resolve, resolved");
	}
}

/* Silence is never recovery, and never a reason to fire. */
static void
test_stale(void)
{
	Sight		quiet_good = saw(0, 30, 1, 30, 1);

	quiet_good.seen.is_stale = true;
	CHECK_STR(step(SENTI_ALERT_FIRING, silent, 0, 0), "stale, stale");
	CHECK_STR(step(SENTI_ALERT_ACKNOWLEDGED, silent, 0, 0), "stale, stale");
	CHECK_STR(step(SENTI_ALERT_FIRING, quiet_good, 0, 0), "stale, stale");
	CHECK_STR(step(SENTI_ALERT_STALE, silent, DAY, 7 * DAY), "-, stale");
	CHECK_STR(step(SENTI_ALERT_RESOLVED, silent, DAY, 7 * DAY), "-, resolved");
}

static void
test_reopen(void)
{
	static const SentiAlertState closed[] = {SENTI_ALERT_RESOLVED, SENTI_ALERT_STALE};

	for (int i = 0; i < 2; i++)
	{
		const char *same = i == 0 ? "-, resolved" : "-, stale";
		Sight		bad = saw(14, 0, 14, 20, 5);

		CHECK_STR(step(closed[i], bad, 0, 7 * DAY), "reopen, firing");
		CHECK_STR(step(closed[i], bad, 7 * DAY - 1, 7 * DAY), "reopen, firing");
		CHECK_STR(step(closed[i], bad, 7 * DAY, 7 * DAY), "reopen, firing");
		CHECK_STR(step(closed[i], bad, 7 * DAY + 1, 7 * DAY), "open, firing");
		CHECK_STR(step(closed[i], bad, DAY, 0), "open, firing");
		/* hold and min_n hold for a reopening, too */
		CHECK_STR(step(closed[i], saw(13, 0, 14, 20, 5), DAY, 7 * DAY), same);
		CHECK_STR(step(closed[i], saw(14, 0, 14, 4, 5), DAY, 7 * DAY), same);
		CHECK_STR(step(closed[i], saw(0, 20, 14, 20, 5), DAY, 7 * DAY), same);
	}
}

/* What was settled, or fell silent, needs new words; what a rule closed may open on the same ones. */
static void
test_news(void)
{
	Sight		bad = saw(1, 0, 0, 1, 1);

	bad.terms.last_until = bad.seen.until - 1;
	CHECK_STR(step(SENTI_ALERT_RESOLVED, bad, DAY, 7 * DAY), "reopen, firing");
	CHECK_STR(step(SENTI_ALERT_STALE, bad, DAY, 7 * DAY), "reopen, firing");
	bad.terms.last_until = bad.seen.until;
	CHECK_STR(step(SENTI_ALERT_RESOLVED, bad, DAY, 7 * DAY), "reopen, firing");
	CHECK_STR(step(SENTI_ALERT_STALE, bad, DAY, 7 * DAY), "-, stale");
	bad.terms.last_until = bad.seen.until + 1;
	CHECK_STR(step(SENTI_ALERT_RESOLVED, bad, DAY, 7 * DAY), "-, resolved");
	CHECK_STR(step(SENTI_ALERT_STALE, bad, 8 * DAY, 7 * DAY), "-, stale");
	CHECK_STR(step(SENTI_ALERT_NONE, bad, 0, 0), "open, firing");
}

/* What needs a review opens in review, also when it is opened again. */
static void
test_review(void)
{
	Sight		bad = saw(1, 0, 0, 1, 1);

	bad.terms.needs_review = true;
	CHECK_STR(step(SENTI_ALERT_NONE, bad, 0, 0), "open, review");
	CHECK_STR(step(SENTI_ALERT_RESOLVED, bad, DAY, 7 * DAY), "reopen, review");
	CHECK_STR(step(SENTI_ALERT_REVIEW, bad, 0, 0), "-, review");
	CHECK_STR(step(SENTI_ALERT_FIRING, bad, 0, 0), "-, firing");
	CHECK_STR(step(SENTI_ALERT_REVIEW, silent, 0, 0), "stale, stale");
}

/* Over all small observations: edges and states go together, and a second look changes nothing. */
static void
test_all_steps(void)
{
	for (int i = 0; i < 6 * 2 * 4 * 4 * 4 * 3 * 3 * 2; i++)
	{
		int			k = i;
		SentiAlertState state = (SentiAlertState) (k % 6);
		SentiObservation seen = {.until = DAY};
		SentiAlertTerms terms = {.min_n = 1, .cool_down = 1};
		SentiAlertState next;
		SentiAlertEdge edge;
		SentiAlertEdge again;

		seen.is_stale = (k /= 6) % 2;
		seen.breached_days = (k /= 2) % 4;
		seen.cleared_days = (k /= 4) % 4;
		if (seen.breached_days > 0)
			seen.cleared_days = 0;	/* the last value is on one side */
		terms.hold_days = (k /= 4) % 4;
		seen.n = (k /= 4) % 3;
		terms.seconds_closed = (k /= 3) % 3;
		terms.needs_review = (k /= 3) % 2;
		next = senti_alert_step(state, &seen, &terms, &edge);

		CHECK((edge == SENTI_EDGE_NONE) == (next == state));
		CHECK((edge == SENTI_EDGE_OPEN || edge == SENTI_EDGE_REOPEN) ==
			  (next == (terms.needs_review ? SENTI_ALERT_REVIEW : SENTI_ALERT_FIRING) && state != next));
		CHECK((edge == SENTI_EDGE_RESOLVE) == (next == SENTI_ALERT_RESOLVED && state != next));
		CHECK((edge == SENTI_EDGE_STALE) == (next == SENTI_ALERT_STALE && state != next));
		CHECK(next != SENTI_ALERT_ACKNOWLEDGED || state == next);	/* only people acknowledge */
		CHECK(next != SENTI_ALERT_NONE || state == next);
		terms.seconds_closed = 0;
		CHECK_EQ(senti_alert_step(next, &seen, &terms, &again), next);
		CHECK_EQ(again, SENTI_EDGE_NONE);
	}
}

/* What people may do, state by state: the new state, or "-". */
static void
test_actions(void)
{
	static const struct
	{
		SentiAlertEdge action;
		const char *after[6];	/* by the state before */
	}			table[] = {
		{SENTI_EDGE_CONFIRM, {"-", "firing", "-", "-", "-", "-"}},
		{SENTI_EDGE_DISMISS, {"-", "resolved", "-", "-", "-", "-"}},
		{SENTI_EDGE_ACKNOWLEDGE, {"-", "-", "acknowledged", "-", "-", "-"}},
		{SENTI_EDGE_SNOOZE, {"-", "review", "firing", "acknowledged", "-", "-"}},
		{SENTI_EDGE_RESOLVE, {"-", "resolved", "resolved", "resolved", "-", "-"}},
		{SENTI_EDGE_OPEN, {"-", "-", "-", "-", "-", "-"}},
		{SENTI_EDGE_STALE, {"-", "-", "-", "-", "-", "-"}},
	};

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		for (int state = SENTI_ALERT_NONE; state <= SENTI_ALERT_STALE; state++)
		{
			SentiAlertState next;

			CHECK_STR(senti_alert_act((SentiAlertState) state, table[i].action, &next) ? state_names[next] : "-", table[i].after[state]);
		}
}

const UnitTest alert_tests[] = {
	{"opens when the breach has held", test_open},
	{"does not open before hold, min_n or without a breach", test_not_yet},
	{"stays open between the thresholds", test_hysteresis},
	{"silence is stale, not recovery", test_stale},
	{"reopens inside the cool-down, opens anew outside", test_reopen},
	{"only something new opens what was settled or fell silent", test_news},
	{"what needs a review opens in review", test_review},
	{"people act where the state allows it", test_actions},
	{"edges and states agree; evaluating twice changes nothing", test_all_steps},
	{NULL, NULL}
};
