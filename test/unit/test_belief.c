/*
 * test_belief.c - denials, answers, and whose opinion it is
 */
#include "unit.h"

/* A clause that only denies, and answers to the writer's own question. */
static void
test_denial(void)
{
	static const ScoreCase cases[] = {
		{"I thought the new search would be terrible, but it wasn't.", NOT_NEGATIVE, NULL},
		{"We feared that the migration would be awful. It wasn't.", NOT_NEGATIVE, NULL},
		{"I thought the new search would be great, but it was not.", NEGATIVE, "not"},
		{"I thought the button would be green, but it wasn't.", ZERO, NULL},
		{"The import should run at six. On Tuesday it did not.", NEGATIVE, "not"},
		{"Is the support good? Yes.", POSITIVE, "Yes"},
		{"Is the support good? No.", NEGATIVE, "No"},
		{"Is the support good? Not really.", NEGATIVE, "Not really"},
		{"Is the support bad? Yes, absolutely.", NEGATIVE, "Yes"},
		{"Is the support bad? Not at all.", NOT_NEGATIVE, NULL},
		{"Did you reply? No.", NEGATIVE, "No"},
		{"Did anybody reply? No.", NEGATIVE, "Did anybody"},
		{"Is the support good?", NOT_POSITIVE, NULL},
		{"Is the server in Oslo? No.", ZERO, NULL},
		{"Is the support fun? Yes.", POSITIVE, "Yes"},
		{"I would never say that I like it.", NEGATIVE, "like"},
		/* the same word again repeats, and a count is no denial */
		{"Not a single report is good. None.", NEGATIVE, NULL},
		{"The report is good. Invoice no. 5 is the summary.", POSITIVE, "good"},
	};

	CHECK_SCORES(cases);
	/* a denied answer is not the opposite answer: what is not bad is little praise */
	CHECK(unit_score_of("Is the support bad? No.") < unit_score_of("Is the support good? Yes."));
}

/* A verb of opinion carries the negation on. */
static void
test_opinion(void)
{
	static const ScoreCase cases[] = {
		{"I don't think that the portal you gave to our team is any good.", NEGATIVE, "good"},
		{"This is not a tool I would call reliable.", NEGATIVE, "reliable"},
		{"I can't say the new layout is useful.", NEGATIVE, "useful"},
		{"There is nothing I don't like.", POSITIVE, "like"},
		{"I wouldn't say that the layout is bad.", ZERO, NULL},
		{"There is nothing I like.", NEGATIVE, "like"},
		{"The portal is not as fast as the old one.", NEGATIVE, "not as"},
		{"I think that the portal you gave to our team is good.", POSITIVE, "good"},
		{"I don't know the portal that your friendly team in the other office calls good.", NOT_NEGATIVE, NULL},
	};

	CHECK_SCORES(cases);
}

/* Opinions of others, and of the past, are void beside the writer's own. */
static void
test_distant_opinion(void)
{
	static const ScoreCase cases[] = {
		{"Some people think the portal is bad, but I like it.", POSITIVE, "like"},
		{"I like the portal, but some people think it is terrible.", POSITIVE, "like"},
		{"I had heard the portal was excellent, but we find it slow.", NEGATIVE, "slow"},
		{"In the past I thought the portal was great, now I think it is slow.", NEGATIVE, "slow"},
		{"At first the portal was confusing, but now we love it.", POSITIVE, "love"},
		{"Some people say the portal is terrible.", NEGATIVE, "terrible"},
		{"I thought the workshop was excellent.", POSITIVE, "excellent"},
		{"My manager thinks the portal is terrible, but I like it.", POSITIVE, "like"},
		{"The portal was reliable, this year it is terrible.", NEGATIVE, "terrible"},
		{"My boss says the portal is useless. I disagree.", NOT_NEGATIVE, NULL},
		{"Our partner thanks us and says that the portal is terrible.", NEGATIVE, "terrible"},
		/* two sides of the writer's own */
		{"I like the portal, but the reports are terrible.", NEGATIVE, "terrible"},
	};

	CHECK_SCORES(cases);
}

/* Claims that something is fixed, thanks that thank for nothing yet, counts of zero. */
static void
test_claims(void)
{
	static const ScoreCase cases[] = {
		{"You wrote that the invoice was fixed.", ZERO, NULL},
		{"The invoice is fixed.", POSITIVE, "fixed"},
		{"You told us it was fixed, but the invoice is still wrong.", NEGATIVE, "wrong"},
		{"Thank you very much in advance.", ZERO, NULL},
		{"Thank you very much.", POSITIVE, "Thank"},
		{"Great update, now the export is broken.", NEGATIVE, "update|broken"},
		{"Great update, the export is fast.", POSITIVE, "update|fast"},
		/* a negated verb negates its manner, too */
		{"The export does not work as it should.", NEGATIVE, "not work"},
		{"The export works as it should.", POSITIVE, "as it should"},
		{"I have never seen such a bad portal.", NEGATIVE, "bad"},
		{"We never had a better supplier.", POSITIVE, "better"},
		{"Good job breaking the export.", NEGATIVE, "breaking|job"},
		{"The answer only took weeks.", NOT_POSITIVE, NULL},
		{"The answer only took minutes.", POSITIVE, "only took"},
		/* "that was fixed" tells which one is meant */
		{"The label that was fixed in March prints the old address.", NOT_POSITIVE, NULL},
		{"The label was fixed in March.", POSITIVE, "fixed"},
		{"With our previous provider this was never a problem.", NEGATIVE, "previous"},
		{"We moved to you from another vendor and we are happy.", POSITIVE, "happy"},
		{"I just love waiting two weeks for an answer.", NEGATIVE, "waiting|love"},
		{"A competitor was here, but we find your price better.", POSITIVE, "better"},
		/* "is not a" tells what it is, "no" that there is none */
		{"That is not an error, I only ask.", NOT_POSITIVE, NULL},
		{"No errors since then.", NOT_NEGATIVE, NULL},
		{"No errors, no complaints.", POSITIVE, "No|no"},
		{"0 errors in the log.", NOT_NEGATIVE, NULL},
		{"10 errors in the log.", NOT_POSITIVE, NULL},
	};

	CHECK_SCORES(cases);
	/* a friendly greeting is no praise beside a problem */
	CHECK(unit_score_of("Hello lovely people, the export crashes.") < 0);
	CHECK(unit_score_of("Lovely people.") > 0);
	/* "However" at the head turns against the sentence before, "overall" sums up */
	CHECK(unit_score_of("The support is good. However, the portal is bad.") <
		  unit_score_of("The support is good. The portal is bad."));
	CHECK(unit_score_of("The portal is bad. Overall the support is good.") >
		  unit_score_of("The portal is bad. The support is good."));
}

const UnitTest belief_tests[] = {
	{"a clause that only denies or affirms", test_denial},
	{"negation reaches through a verb of opinion", test_opinion},
	{"the writer's own opinion counts", test_distant_opinion},
	{"claims, thanks in advance, summing up", test_claims},
	{NULL, NULL}
};
