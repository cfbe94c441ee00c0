/*
 * test_structure.c - whose voice a line is
 *
 * A text is written as one letter for each line: C customer, Q quoted,
 * S signature, K code, L log, '.' blank (whatever its voice).
 */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

typedef struct VoiceCase
{
	const char *text;
	const char *voices;
} VoiceCase;

static const char *
voices_of(const char *text)
{
	static char out[100];
	size_t		len = strlen(text);
	uint8_t    *copy = unit_copy(text, len);
	SentiStructure structure = {0};
	size_t		lines = 0;

	for (size_t pos = 0; pos < len;)
	{
		size_t		line_len = 0;
		SentiVoice	voice = senti_structure_line(&structure, copy + pos, len - pos, &line_len);
		const char *newline = memchr(text + pos, '\n', len - pos);
		size_t		expected = newline ? (size_t) (newline - text) - pos : len - pos;

		/* the carriage return may be counted as the line's or as its end's */
		CHECK(line_len == expected || (expected > 0 && text[pos + expected - 1] == '\r' && line_len == expected - 1));
		out[lines++] = strspn(text + pos, " \t\r") >= expected ? '.' : "CQSKL"[voice];
		pos += expected + 1;
	}
	out[lines] = '\0';
	free(copy);
	return out;
}

/* The cases, and again with CRLF line ends. */
static void
check_cases(const VoiceCase *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
	{
		char		crlf[2000];
		size_t		n = 0;

		unit_about(cases[i].text);
		CHECK_STR(voices_of(cases[i].text), cases[i].voices);
		for (const char *p = cases[i].text; *p; p++)
		{
			if (*p == '\n')
				crlf[n++] = '\r';
			crlf[n++] = *p;
		}
		crlf[n] = '\0';
		CHECK_STR(voices_of(crlf), cases[i].voices);
	}
}

#define CHECK_CASES(cases) check_cases(cases, sizeof(cases) / sizeof(cases[0]))

static void
test_quoted(void)
{
	static const VoiceCase cases[] = {
		{"Please help.\n> it is great\n>> love it\nBye", "CQQC"},
		{"  > indented\nx", "QC"},
		{"Hi\nOn Mon, 3 May 2024 at 10:00, Jo Doe <jo@x.example> wrote:\n> great\n> love\nand now?", "CQQQC"},
		{"Hi\nOn Mon, 3 May 2024 at 10:00, Joanna Longname\n<joanna@x.example> wrote:\n> great\nand now?", "CQQQC"},
		{"Jo Doe wrote:\n> great\nno", "QQC"},
		/* no marks on what is quoted: it reaches to the end */
		{"Hi\nOn 3 May 2024, Jo Doe <jo@x.example> wrote:\n\nWe love it.\nGreat.", "CQ.QQ"},
		{"Hi\nFrom: Jo\nSent: Monday\nTo: us\nSubject: great\n\nLove it", "CQQQQ.Q"},
		{"Hi\nFrom: Jo <jo@x.example>\nTo: us\nLove it", "CQQQ"}, {"From: Jo\nTo: us\nIt hurts", "CCC"},
		{"Hi\n-----Original Message-----\nLove it", "CQQ"},
		{"Hi\n---------- Forwarded message ---------\nFrom: Jo\n\nLove it", "CQQ.Q"},
	};

	CHECK_CASES(cases);
}

/* "On ... wrote:" folded onto a second line, before a quotation without marks. */
static void
test_folded_attribution(void)
{
	static const VoiceCase cases[] = {
		{"Hi\nOn Mon, 3 May 2024 at 10:00, Joanna Longname\n<joanna@x.example> wrote:\n\nWe love it.\nGreat.", "CQQ.QQ"},
	};

	CHECK_CASES(cases);
}

static void
test_signature(void)
{
	static const VoiceCase cases[] = {
		{"Thanks\n-- \nJo Happy\nGreat Company", "CSSS"},
		{"Thanks\n--\nJo Happy", "CSS"},
	};

	CHECK_CASES(cases);
}

static void
test_code(void)
{
	static const VoiceCase cases[] = {
		{"Run:\n```\nkill it\n\nabort\n```\nIt fails.", "CKK.KKC"},
		{"Run:\n```sql\nselect 1;\n```\nIt fails.", "CKKKC"},
		{"Run:\n~~~\nkill\n~~~\nIt fails.", "CKKKC"},
		{"```kill```\nIt fails.", "KC"},
		{"Traceback (most recent call last):\n  File \"x.py\", line 1, in <module>\n    boom()\nValueError: bad\nIt is down", "KKKKC"},
		{"\tat com.foo.Bar.baz(Bar.java:10)\nCaused by: java.io.IOException: bad\nIt is down", "KKC"},
		{"| id | state |\n|----|-------|\n| 1  | bad   |\nIt is down", "KKKC"},
	};

	CHECK_CASES(cases);
}

static void
test_logs(void)
{
	static const VoiceCase cases[] = {
		{"2024-05-02T09:11:40Z ERROR boom\nIt is down", "LC"},
		{"2024-05-02 09:11:40,120 boom\nIt is down", "LC"},
		{"2024/05/02 09:11:40 boom\nIt is down", "LC"},
		{"[2024-05-02 09:11:40] boom\nIt is down", "LC"},
		{"09:11:40.120 ERROR boom\nIt is down", "LC"},
		{"09:11:40 [main] boom\nIt is down", "LC"},
		{"[ERROR] disk\n[WARN] disk\n[INFO] disk\nIt is down", "LLLC"},
	};

	CHECK_CASES(cases);
}

/* When unsure, it is the customer's own voice. */
static void
test_kept(void)
{
	static const char *const lines[] = {
		"On Monday we wrote to you", "On Tuesday nothing worked", "On hold for an hour.",
		"From: 9 to 5 it is slow", "To: whom it may concern", "Sent: nothing", "He wrote: it is fine",
		"-- not a signature", "---", "--- urgent ---", "- slow", "-----", "a > b", "= fine =",
		"2024-05-02 we saw", "2024 was bad", "09:11 it went down", "09:11:40 it went down",
		"ERROR is all we get", "INFO is missing", "[2] it fails", "[ERRORS] all over",
		"at 9 it failed", "at least we tried", "File upload is broken", "Traceback is all we see", "Caused by you",
		"|", "||", "| think not", "`kill` it", "~ 5 minutes", "wrote:", "Forwarded message", "Original Message",
	};

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
	{
		char		text[200];

		unit_about(lines[i]);
		CHECK_STR(voices_of(lines[i]), "C");
		strcpy(text, lines[i]);
		strcat(text, "\nand it hurts");
		CHECK_STR(voices_of(text), "CC");
	}
}

/* A closing formula begins a signature only where nothing but a card follows, up to the end or to quoted mail. */
static void
test_closing(void)
{
	static const VoiceCase cases[] = {
		{"It is down.\nBest regards,\nJo Doe\nHead of IT | Acme\n+49 30 1234567", "CSSSS"},
		{"It is down.\n\nMit freundlichen Grüßen\n\nJo Doe\n\n> is it?", "C.S.S.Q"},
		{"It is down.\nThanks,\nJo", "CCS"},
		{"It is down.\nThanks,\nJo\nPS: still broken", "CCCC"},
		{"It is down.\nRegards,\nJo\n\nOne more thing: it hurts.", "CCC.C"},
		{"It is down.\nRegards,\na very unhappy customer", "CCC"},
		{"It is down.\nRegards", "CC"},
		{"Best", "C"}, {"Regards\nJo", "CC"},
		{"It is down.\n--\nAnd it hurts that nobody calls us.", "CCC"},
		{"It is down.\n-- \nJo Doe\n\nI forgot to say that the export is broken, too.", "CSS.C"},
		{"It is down.\nSent from my phone", "CS"},
		{"It is down.\nSent from my phone\nand read by nobody", "CCC"},
	};

	CHECK_CASES(cases);
}

/* The look at the lines behind a closing formula is bounded: a longer card is no signature. */
static void
test_closing_bound(void)
{
	char		text[1000];
	static const char *const expected[] = {"CS", "CC"};

	for (int lines = 32; lines <= 33; lines++)
	{
		strcpy(text, "It is down.\nRegards\n");
		for (int i = 0; i < lines; i++)
			strcat(text, "Jo Doe\n");
		unit_about(lines == 32 ? "32 lines" : "33 lines");
		CHECK(strncmp(voices_of(text), expected[lines - 32], 2) == 0);
	}
}

/* The same mark as prose and as what it is. */
static void
test_marks(void)
{
	static const VoiceCase cases[] = {
		{"Nein.\nAm 14.05.2024 um 09:12 schrieb Jo Doe:\n> ja", "CQQ"}, {"Am 14.05. ging nichts", "C"},
		{"Non.\nLe 14 mai 2024, Jo Doe a écrit :\n> oui", "CQQ"}, {"Le 14 mai rien ne marche :", "C"},
		{"No.\nVon: Jo\nGesendet: heute\nAn: uns\n\nJa", "CQQQ.Q"}, {"Von: wegen, es steht.\nAn: Montag war es so.", "CC"},
		{"> 20 times today", "C"}, {"> is it down?", "Q"}, {">20 users\n>30 users", "QQ"},
		{"CAUTION: External sender. Do not click links.\nIt is down", "SC"}, {"CAUTION: it deletes data", "C"},
		{"It is down\nThis e-mail is confidential and intended solely\nfor its addressee.", "CSS"}, {"This e-mail is confidential, I know", "C"},
		{"a;b;c\n1;2;3\n4;5;6\nIt is down", "KKKC"}, {"slow; old; dear\nslow; old; dear\nslow; old; dear", "CCC"},
		{"$ ls -l\nIt is down", "LC"}, {"$ ls\na.txt  b.txt\nlost+found\n$ rm a.txt\nIt is down", "LLLLC"}, {"$ ls\nwe see nothing\n$ ls", "LCL"}, {"$ 300 is too much", "C"},
		{"level=warn msg=\"x y\" n=1\nIt is down", "LC"}, {"status=failed is all we see", "C"},
		{"[2024-05-02 09:11:40] Jo: we cannot work", "C"}, {"[2024-05-02 09:11:40] ERROR we cannot work", "L"},
		{"fatal: bad object", "L"}, {"fatal: our shop is closed", "C"},
		{"SELECT a\n  FROM b;\nIt is down", "KKC"}, {"UPDATE: it is down", "C"},
		{"{\n  \"a\": 1\n}\nIt is down", "KKKC"}, {"{sigh} it is down", "C"},
		{"<a>\n<b>1</b>\n</a>\nIt is down", "KCKC"}, {"<p>It is down</p>", "C"},
	};

	CHECK_CASES(cases);
}

/* A remark in brackets is no stack frame, a file that is lost no Python line. */
static void
test_kept_brackets(void)
{
	static const VoiceCase cases[] = {
		{"at least (we think)", "C"},
		{"at 9 in the evening it failed (again)\nIt hurts", "CC"},
		{"File \"report.pdf\" is lost and nobody cares\nIt hurts", "CC"},
	};

	CHECK_CASES(cases);
}

/* A fence that nobody closes, or inline code at the head of a line, must not swallow the text. */
static void
test_kept_fence(void)
{
	unit_about("inline");
	CHECK_EQ(voices_of("```select 1``` is broken\nIt hurts")[1], 'C');
	unit_about("open");
	CHECK_STR(voices_of("```\nIt hurts\nstill"), "KCC");
	unit_about("closed, then open");
	CHECK_STR(voices_of("```\nkill\n```\nIt hurts\n```\nstill"), "KKKCKC");
}

/* Through the scorer: what is not the customer's does not count, and cannot be the quote. */
static void
test_not_scored(void)
{
	static const char complaint[] = "The export fails every day.";
	static const char *const others[] = {
		"\n> great, wonderful, we love it", "\n-- \nJo Happy, Great Wonderful Company",
		"\n```\ngreat wonderful love\n```", "\n[INFO] great wonderful love",
		"\nOn 3 May 2024, Jo Doe <jo@x.example> wrote:\n\nGreat. We love it.",
		"\n-----Original Message-----\nGreat. We love it.",
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
	{
		char		text[300];
		SentiResult result;

		unit_about(others[i]);
		strcpy(text, complaint);
		strcat(text, others[i]);
		unit_score(text, strlen(text), &result);
		CHECK_EQ(result.whole.score_e4, unit_score_of(complaint));
		CHECK_EQ(result.whole.label, SENTI_NEGATIVE);
		CHECK(result.whole.quote_end <= strlen(complaint));

		unit_score(others[i], strlen(others[i]), &result);
		CHECK(!result.is_scored);
		CHECK_EQ(result.whole.score_e4, 0);
	}
}

/* With takes_whole another's words score as they do alone, whatever marks them as another's. */
static void
test_whole(void)
{
	static const SentiScorer whole = {&senti_lexicon_builtin, NULL, true};
	static const char *const texts[] = {"> It is terrible.", "[ERROR] It is terrible.", "-- \nIt is terrible.", "```\nIt is terrible.\n```",
	"Agent: Can I help you?\nCustomer: Hello.\nAgent: It is terrible."};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
	{
		SentiScan	scan;
		SentiResult result;
		size_t		len = strlen(texts[i]);
		uint8_t    *copy = unit_copy(texts[i], len);

		unit_about(texts[i]);
		senti_scan_init(&scan, &whole, copy, len, NULL, NULL, NULL);
		while (senti_scan_run(&scan) == SENTI_INTERRUPTED);
		senti_scan_finish(&scan, &result);
		CHECK(result.is_scored);
		CHECK_EQ(result.whole.label, SENTI_NEGATIVE);
		senti_scan_init(&scan, &senti_scorer_rules, copy, len, NULL, NULL, NULL);
		while (senti_scan_run(&scan) == SENTI_INTERRUPTED);
		senti_scan_finish(&scan, &result);
		CHECK(!result.is_scored || result.whole.label == SENTI_NEUTRAL);
		free(copy);
	}
}

const UnitTest structure_tests[] = {
	{"quoted replies, forwarded messages", test_quoted},
	{"an attribution folded onto two lines quotes what follows", test_folded_attribution},
	{"signatures", test_signature},
	{"fenced code, stack traces, tables", test_code},
	{"log lines", test_logs},
	{"when unsure, it is the customer's voice", test_kept},
	{"a closing formula begins a signature at the end only", test_closing},
	{"the look behind a closing formula is bounded", test_closing_bound},
	{"the same mark in prose and as what it is", test_marks},
	{"a remark in brackets or a file name is kept", test_kept_brackets},
	{"an open fence does not swallow the text", test_kept_fence},
	{"what is not the customer's does not count", test_not_scored},
	{"unless the whole text is said to be", test_whole},
	{NULL, NULL}
};
