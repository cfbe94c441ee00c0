/*
 * test_transcript.c - transcripts: whose voice a line is
 *
 * A text is written as one letter for each line: C customer, T staff, L log,
 * '.' blank.
 */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "senti_structure.h"

typedef struct TurnCase
{
	const char *text;
	const char *voices;
} TurnCase;

static const char *
voices_of(const char *text, size_t len)
{
	static char out[100];
	uint8_t    *copy = unit_copy(text, len);
	SentiStructure structure = {0};
	size_t		lines = 0;
	size_t		line_len;

	for (size_t pos = 0; pos < len && lines < sizeof(out) - 1; pos += line_len + 1)
		out[lines++] = "CQSKLT."[senti_structure_line(&structure, copy + pos, len - pos, &line_len)];
	out[lines] = '\0';
	free(copy);
	return out;
}

/* The cases, and again with CRLF line ends. */
static void
check_cases(const TurnCase *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
	{
		char		crlf[2000];
		size_t		n = 0;

		unit_about(cases[i].text);
		CHECK_STR(voices_of(cases[i].text, strlen(cases[i].text)), cases[i].voices);
		for (const char *p = cases[i].text; *p; p++)
		{
			if (*p == '\n')
				crlf[n++] = '\r';
			crlf[n++] = *p;
		}
		CHECK_STR(voices_of(crlf, n), cases[i].voices);
	}
}

#define CHECK_CASES(cases) check_cases(cases, sizeof(cases) / sizeof(cases[0]))

static void
test_roles(void)
{
	static const TurnCase cases[] = {
		{"Agent: How can I help?\nCustomer: It is down", "TC"},
		{"Support Rep: Hello, can you see it?\nVisitor 4411: no\nSupport Rep: Great.", "TCT"},
		{"AGENT: Can you see it?\nCLIENT: NO", "TC"},
		{"agent: can you see it?\ncaller: no", "TC"},
		{"CSM: How do you like it?\nEnd User: not at all", "TC"},
		{"Customer Support: We are sorry.\nUser: me too\nCustomer Support: Great.", "TCT"},
		{"Customer Success Manager: How are you?\nJo: bad\nCustomer Success Manager: Great.", "TCT"},
		{"Account Manager: How are you?\nClient: bad", "TC"}, {"Dana (Key Account Director): How are you?\nCaller: bad", "TC"},
		{"Account 7 - Support: How are you?\nJo: bad\nAccount 7 - Support: Great.", "CCC"},
		{"Speaker 1 (Agent): How can I help?\nSpeaker 2: it is down\nSpeaker 1: Great.\nSpeaker 2: no", "TCTC"},
		{"Agent 1: How can I help?\nAgent 2: Great.\nCustomer: it is down", "TTC"},
		/* whoever has an IT job is a customer as well; who is called both is one */
		{"Agent: Hello, who are you?\nJo (Customer, IT Support): it is down", "TC"},
		{"Dana (Agent): Do you see it?\nJo (Customer): no\nDana (Customer): I neither", "CCC"},
		{"Bot: How can I help you?\nMe: a human\nBot: Great!\nMe: no", "TCTC"},
		/* other languages */
		{"Mitarbeiterin: Was kann ich für Sie tun?\nKundin: Nichts geht", "TC"},
		{"Conseillère : Puis-je vous aider ?\nUtilisateur : non", "TC"},
		{"Agente: ¿Qué pasa?\nUsuario: nada funciona", "TC"}, {"Medewerker: Wat is er?\nKlant: niets werkt", "TC"},
		{"Operatore: Che cosa succede?\nUtente: niente", "TC"}, {"Atendente: O que houve?\nUsuário: nada funciona", "TC"},
	};

	CHECK_CASES(cases);
}

static void
test_labels(void)
{
	static const TurnCase cases[] = {
		{"[10:02:13] Support Rep - Hello, what can I do for you?\n[10:02:40] Visitor 4411 - it is down", "TC"},
		{"(10:02:13) Dana (Agent): Hi, can I help?\n(10:02:40) Visitor 4411: it is down", "TC"},
		{"( 7s ) Agent: Hi, can I help?\n( 2m 30s ) Customer: it is down", "TC"},
		{"14/05/2024, 10:02 - Acme Support: Hi, can I help?\n14/05/2024, 10:03 - Jo: it is down\n14/05/2024, 10:04 - Acme Support: Fine", "TCT"},
		{"2024-05-14T10:02 Agent: Hi, can I help?\n2024-05-14T10:03 Customer: it is down", "TC"},
		{"2024-05-14 10:02:13 Agent: Hi, can I help?\n2024-05-14 10:03:13 Visitor: the page is empty", "TC"},
		{"10:02 | Agent: Hi, can I help?\n10:03 | Customer: it is down", "TC"},
		{"10:02 AM Dana [Agent]\nHi, can I help?\nI can.\n\n10:03 AM Jo [Client]\nit is down\nand bad\n\n10:04 AM Dana [Agent]\nGreat", "TTT.CCC.TT"},
		{"Dana Lee (Support)  0:03\nHow are you?\nJo  0:09\nbad\nDana Lee (Support)  0:12\nGreat", "TTCCTT"},
		{"Dana (Support), 10:02: How are you?\nJo, 10:03: bad\nDana (Support), 10:04: Great", "TCT"},
		{"**Agent:** How can I help?\n**Customer:** it is down", "TC"}, {"*Agent*: How can I help?\n*Customer*: it is down", "TC"},
		{"[Agent]: How can I help?\n[Customer]: it is down", "TC"},
		{"<v Dana (Agent)>How are you?</v>\n\n<v Jo>It is slow and bad.</v>\n\n<v Dana (Agent)>Great</v>", "T.C.T"},
		{"Agent:\nHow can I help?\n\nCustomer:\nit is down", "TT.CC"},
		{"Zoë Çelik (Support): Can you see it?\nЖанна: no\nZoë Çelik: Great.\nЖанна: no", "TCTC"},
		{"Jürgen from Acme Support: Can you see it?\nŁukasz: no\nJürgen: Great.", "TCT"},
	};

	CHECK_CASES(cases);
}

static void
test_names(void)
{
	static const TurnCase cases[] = {
		/* a role given once holds before and after */
		{"Dana: Hi\nJo: it is down\nDana (Acme Support): Can you see it?\nJo: no", "TCTC"},
		{"Agent Dana: Can you see it?\nJo: no\nDana: Great", "TCT"},
		/* beside the only customer */
		{"Visitor: it is down\nDana: Can you see it?\nVisitor: no\nDana: Great", "CTCT"},
		{"[10:01] Visitor: it is down\n[10:02] Dana: Can you see it?", "CT"},
		/* not, when it could be another customer: seen once, one of two, or beside two customers */
		{"Visitor: it is down\nDana: Can you see it?\nVisitor: no", "CCC"},
		{"Visitor: it is down\nDana: Can you see it?\nJo: no\nVisitor: me neither\nDana: bad", "CCCCC"},
		{"Customer 1: it is down\nDana: Can you see it?\nCustomer 2: no\nDana: bad", "CCCC"},
		{"Speaker 1: Can you see it?\nSpeaker 2: no\nSpeaker 1: bad", "CCC"},
		{"Jo: can you see it?\nAnna: no\nJo: bad", "CCC"},
	};

	CHECK_CASES(cases);
}

static void
test_lines_without_label(void)
{
	static const TurnCase cases[] = {
		/* a turn goes on to the next label; behind the last one only where turns do */
		{"Agent: Can you see it? I would\nlove to.\nCustomer: no\nnever\nAgent: Great,\nlovely", "TTCCTT"},
		{"Agent: Can you see it?\nCustomer: no\nAgent: Bye\nThat was all.", "TCTC"},
		{"Agent: Can you see it?\nCustomer: no\nAgent: Bye\n\nThat was all.", "TCT.C"},
		/* a new paragraph is staff's only below a label of its own, and before another */
		{"Agent: Can you see it?\n\nWe cannot.\nCustomer: no\nAgent: Bye", "T.CCT"},
		{"Dana (Agent):\nHi,\n\nplease restart.\n\nRegards\nDana\n\nJo (Customer):\nwe did\n", "TT.T.TT.CC"},
		{"This is your chat:\n\nAgent: Can I help?\nMe: yes\nAgent: no\n\nNever again.", "C.TCT.C"},
		/* quoted mail and signatures of the customer stay what they are */
		{"Agent: Can you see it?\nCustomer: no\nBest regards\nJo\nAgent: Bye\nCustomer: hello?", "TCSSTC"},
		{"Agent: Can you see it?\nCustomer: no\nAgent: Bye\n\n-----Original Message-----\nGreat", "TCT.QQ"},
		{"> Agent: Can you see it?\n> Customer: no\nBoth are wrong", "QQC"},
	};

	CHECK_CASES(cases);
}

static void
test_system_lines(void)
{
	static const TurnCase cases[] = {
		{"Chat started: 2024-05-14 10:01\nAgent has joined the conversation\nAgent: Can you see it?\nVisitor: no\nCall duration 12:03", "TTTCT"},
		{"[10:01:58] System: Agent Dana has joined the chat\n[10:02:00] Agent: Can I help?\n[10:02:05] Visitor: yes\n(10:03:00) *** Dana has left ***",
		"TTCT"},
		{"WEBVTT\n\n00:01.000 --> 00:04.000\nAgent: How are you?\n\n00:05.000 --> 00:09.000\nCustomer: bad", "T.TT.TC"},
		/* said by a customer, or in no transcript */
		{"Agent: Can you see it?\nVisitor: Dana has left the chat\nAgent: Sorry", "TCT"},
		{"Agent has joined the conversation\nand it is still down", "CC"},
		{"Call duration 12:03\nand nobody listened", "CC"},
	};

	CHECK_CASES(cases);
}

/* Labels that are no speakers': everything is the customer's. */
static void
test_kept(void)
{
	static const char *const texts[] = {
		"Customer: Acme\nAgent: Max\nProduct: Scanner\nDescription: We lose orders. Can you help?",
		"Support: slow\nProduct: great\nPrice: we pay too much\nSupport: you are rude",
		"Customer service: I waited two hours\nSales: great\nCustomer service: you never call",
		"Steps: I log in as agent\nExpected: a page\nActual: you see nothing\nAgent: 4.1",
		"Q: Is it down?\nA: Yes.\nQ: Can you help?\nA: no",
		"Subject: agent\nURL: https://a.example/agent\nError: 500\nNote: can you help?\nError: 501",
		"User: opens the page\nSystem: asks you to log in\nUser: logs in\nSystem: asks you to log in",
		"User-Agent: you/4\nAccept: we\nUser-Agent: you/5",
		"Agent: enabled\nSupport: standard\nAgent: disabled\nCan you help?",
		"Customer: Acme\nOwner: Jo\n\nCustomer: Beta\nOwner: Anna",
		"your agent: rude, you know\nyour bot: useless\nyour agent: still rude",
		"The agent said: can you wait?\nI said: no\nThe agent said: great",
		"Agent version: 4.1\nClient version: 4.2, can you help?\nAgent version: 4.3",
		"Support ticket: 4711\nCustomer impact: we stand still\nSupport ticket: 4712",
		"Agent: can you help?", "Agent: can you help?\nAgent: you there?", "Agent\nCustomer\nHelp", ":\n: \n::\nAgent", "[10:02\n(10:03 Agent:\n<v \n<v >",
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
	{
		unit_about(texts[i]);
		CHECK_EQ(strspn(voices_of(texts[i], strlen(texts[i])), "C.KL"), strlen(voices_of(texts[i], strlen(texts[i]))));
		CHECK(strchr(voices_of(texts[i], strlen(texts[i])), 'T') == NULL);
	}
}

/* More speakers than a call has: a meeting, in which nobody is staff.  More staff than is remembered. */
static void
test_many(void)
{
	char		text[4000] = "Agent: Can you hear me?\nCustomer: yes\n";

	for (int n = 0; n < 9; n++)
		sprintf(text + strlen(text), "Agent %d: Can you?\n", n);
	unit_about("ten agents");
	CHECK_STR(voices_of(text, strlen(text)), "TCTTTTTTTCC");
	for (int n = 0; n < 9; n++)
		sprintf(text + strlen(text), "Customer %d: no\n", n);
	unit_about("twenty speakers");
	CHECK_STR(voices_of(text, strlen(text)), "CCCCCCCCCCCCCCCCCCCC");
}

/* Through the scorer: the customer's score is that of his lines alone. */
static void
test_not_scored(void)
{
	static const char with_staff[] = "Agent: Hello, how can I help you?\nCustomer: The export fails every day.\nAgent: Great, wonderful, I love it!\n";
	static const char own[] = "Customer: The export fails every day.\n";
	SentiResult result;

	unit_score(with_staff, strlen(with_staff), &result);
	CHECK_EQ(result.whole.score_e4, unit_score_of(own));
	CHECK_EQ(result.whole.label, SENTI_NEGATIVE);
}

const UnitTest transcript_tests[] = {
	{"roles in seven languages", test_roles},
	{"labels of chats, calls and subtitles", test_labels},
	{"a role that a name was given, or that is left over", test_names},
	{"lines without a label", test_lines_without_label},
	{"system lines", test_system_lines},
	{"forms, surveys, lists: when unsure, it is the customer's voice", test_kept},
	{"many speakers", test_many},
	{"staff does not count", test_not_scored},
	{NULL, NULL}
};
