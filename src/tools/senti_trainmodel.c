/*
 * senti_trainmodel.c - trains the model that is built in
 *
 * usage: senti_trainmodel [--uncalibrated] MODEL FILE...        (make model DATA="dir ...")
 *
 * FILE: a labelled set (UTF-8, tab separated, one header line), known by its name: the table
 * below says what it teaches, and with what weight.  Other sets are refused, so that none whose licence
 * forbids it comes in by mistake.  Writes MODEL, and to standard output what was learnt from,
 * and how well texts are read whose writers the model has not seen: each part of the corpus
 * in turn by a model trained without it.  These answers also set the calibration, those
 * on the everyday parts alone: the others are harder than an ordinary queue.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "senti_params.h"
#include "senti_train.h"

#define PASSES 20
#define RATE 0.1f
#define RULES 0.35f				/* of their log odds: on texts of other kinds than those learnt from, rules alone are the better judge */
#define DECAY 0.001f

/* How a set tells its labels. */
typedef enum Kind
{
	EVERYDAY,					/* label, emotions of ours; \n is a line break; as an ordinary queue, so that it calibrates */
	HARD,						/* the same, harder than an ordinary queue */
	POLARITY,					/* column polarity */
	RATING,						/* column score: below -0.8 negative, above 0.8 positive, else neutral */
	QUESTIONS,					/* all neutral */
	EMOTIONS,					/* column emotions: names of goemotions */
	INTENSITIES					/* columns anger and joy, above 0 */
} Kind;

static const struct Set
{
	const char *prefix;			/* of the file's name */
	Kind		kind;
	float		weight;
	int			most;			/* texts, spread over the file; 0: all */
}			sets[] = {
	{"train-1.", HARD, 1.0f, 0},
	{"train-2.", HARD, 1.0f, 0},
	{"train-3.", HARD, 1.0f, 0},
	{"train-4.", HARD, 1.0f, 0},
	{"train-5.", HARD, 1.0f, 0},
	{"train-6.", HARD, 1.0f, 0},
	{"train-16.", HARD, 1.0f, 0},
	{"train-", EVERYDAY, 1.0f, 0},
	{"threads-train-", HARD, 1.0f, 0},
	{"product_reviews", POLARITY, 0.15f, 0},
	{"pros_cons", POLARITY, 0.15f, 8000},
	{"mr_sentences", POLARITY, 0.15f, 0},
	{"checklist", POLARITY, 0.15f, 0},
	{"premo_pr", POLARITY, 0.15f, 0},
	{"vader_", RATING, 0.15f, 0},
	{"banking77", QUESTIONS, 0.15f, 6000},
	{"goemotions", EMOTIONS, 0.05f, 0},
	{"brighter_eng", INTENSITIES, 0.05f, 0},
};

/* A set's emotion and ours; the rest of its emotions tells that ours are absent. */
static const struct
{
	const char *name;
	SentiEmotion emotion;
}			emotion_names[] = {
	{"anger", SENTI_EMOTION_ANGER}, {"annoyance", SENTI_EMOTION_ANGER}, {"confusion", SENTI_EMOTION_CONFUSION},
	{"disappointment", SENTI_EMOTION_DISAPPOINTMENT}, {"frustration", SENTI_EMOTION_FRUSTRATION},
	{"joy", SENTI_EMOTION_JOY}, {"excitement", SENTI_EMOTION_JOY}, {"love", SENTI_EMOTION_JOY},
	{"admiration", SENTI_EMOTION_JOY}, {"gratitude", SENTI_EMOTION_GRATITUDE},
};

typedef struct Item
{
	SentiExample example;
	uint64_t	order;
	int			file;
} Item;

static Item *items;
static size_t item_count;
static size_t item_room;

static void *
checked(void *memory)
{
	if (!memory)
	{
		fprintf(stderr, "senti_trainmodel: out of memory\n");
		exit(1);
	}
	return memory;
}

/* ---- reading ---- */

#define COLUMNS_MAX 32

typedef struct Table
{
	char	   *header;
	char	   *names[COLUMNS_MAX];
	char	   *fields[COLUMNS_MAX];
	int			columns;
} Table;

static int
split(char *line, char **fields)
{
	int			count = 0;

	for (char *field; count < COLUMNS_MAX && (field = strsep(&line, "\t"));)
		fields[count++] = field;
	return count;
}

static char *
column(const Table *table, const char *name)
{
	for (int c = 0; c < table->columns; c++)
		if (strcmp(table->names[c], name) == 0)
			return table->fields[c];
	return NULL;
}

static void
unescape(char *text)
{
	char	   *to = text;

	for (const char *from = text; *from; from++)
		if (from[0] == '\\' && from[1] == 'n')
			*to++ = '\n', from++;
		else if (from[0] == '\\' && from[1] == '\\')
			*to++ = '\\', from++;
		else
			*to++ = *from;
	*to = '\0';
}

static uint8_t
label_named(const char *name)
{
	return !name ? SENTI_LABEL_UNKNOWN : strcmp(name, "negative") == 0 ? SENTI_NEGATIVE : strcmp(name, "neutral") == 0 ? SENTI_NEUTRAL :
		strcmp(name, "positive") == 0 ? SENTI_POSITIVE : SENTI_LABEL_UNKNOWN;
}

static uint8_t
emotions_named(char *list)
{
	uint8_t		emotions = 0;

	for (char *name; list && (name = strsep(&list, ","));)
		for (size_t i = 0; i < sizeof(emotion_names) / sizeof(emotion_names[0]); i++)
			if (strcmp(name, emotion_names[i].name) == 0)
				emotions |= (uint8_t) (1 << emotion_names[i].emotion);
	return emotions;
}

static bool
is_above_zero(const char *number)
{
	return number && strtod(number, NULL) > 0;
}

/* What a row teaches; false: nothing. */
static bool
read_labels(const struct Set *set, const Table *table, SentiExample *example)
{
	const uint8_t all = (1 << SENTI_EMOTION_COUNT) - 2;

	example->weight = set->weight;
	example->label = SENTI_LABEL_UNKNOWN;
	switch (set->kind)
	{
		case EVERYDAY:
		case HARD:
			example->label = label_named(column(table, "label"));
			example->known_emotions = column(table, "emotions") ? all : 0;
			example->emotions = emotions_named(column(table, "emotions"));
			break;
		case POLARITY:
			example->label = label_named(column(table, "polarity"));
			break;
		case RATING:
			{
				double		rating = strtod(column(table, "score"), NULL);

				example->label = rating < -0.8 ? SENTI_NEGATIVE : rating > 0.8 ? SENTI_POSITIVE : SENTI_NEUTRAL;
				break;
			}
		case QUESTIONS:
			example->label = SENTI_NEUTRAL;
			break;
		case EMOTIONS:
			if (!column(table, "split") || strcmp(column(table, "split"), "train") != 0)
				return false;
			example->known_emotions = (uint8_t) (all & ~(1 << SENTI_EMOTION_FRUSTRATION));
			example->emotions = emotions_named(column(table, "emotions"));
			break;
		case INTENSITIES:
			example->known_emotions = 1 << SENTI_EMOTION_ANGER | 1 << SENTI_EMOTION_JOY;
			example->emotions = (uint8_t) (is_above_zero(column(table, "anger")) << SENTI_EMOTION_ANGER |
										   is_above_zero(column(table, "joy")) << SENTI_EMOTION_JOY);
			break;
	}
	return example->label != SENTI_LABEL_UNKNOWN || example->known_emotions != 0;
}

typedef struct Growing
{
	SentiRows	rows;
	size_t		room;
} Growing;

static void
take_features(void *arg, const SentiFeatures *features)
{
	Growing    *growing = arg;

	if (growing->rows.count + SENTI_SENTENCE_ROWS_MAX > growing->room)
	{
		growing->room = 2 * growing->room + SENTI_SENTENCE_ROWS_MAX;
		growing->rows.rows = checked(realloc(growing->rows.rows, sizeof(uint16_t) * growing->room));
	}
	senti_rows_add(&growing->rows, features);
}

static void
add_item(const char *text, const SentiExample *example, int file)
{
	static Growing growing;
	SentiScan	scan;
	SentiResult result;
	Item	   *item;
	uint16_t   *rows;

	growing.rows = (SentiRows) {.rows = growing.rows.rows};
	senti_scan_init(&scan, &senti_scorer_rules, (const uint8_t *) text, strlen(text), NULL, &growing, NULL);
	scan.feature_sink = take_features;
	senti_scan_run(&scan);
	senti_scan_finish(&scan, &result);
	senti_rows_finish(&growing.rows);
	if (!result.is_scored)
		return;
	if (item_count == item_room)
	{
		item_room = item_room ? 2 * item_room : 4096;
		items = checked(realloc(items, sizeof(Item) * item_room));
	}
	item = &items[item_count];
	memset(item, 0, sizeof(*item));
	item->example = *example;
	senti_example_rules(&item->example, &result);
	item->example.count = growing.rows.count;
	rows = checked(malloc(sizeof(uint16_t) * (growing.rows.count + 1)));
	memcpy(rows, growing.rows.rows, sizeof(uint16_t) * growing.rows.count);
	item->example.rows = rows;
	item->file = file;
	/* an order that mixes the sets, and is the same wherever it runs */
	item->order = senti_hash_chunk(senti_hash_chunk(0, item_count), 1);
	item_count++;
}

static const char *
name_of(const char *path)
{
	return strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
}

/* The first whose prefix fits; NULL: none. */
static const struct Set *
find_set(const char *path)
{
	for (size_t s = 0; s < sizeof(sets) / sizeof(sets[0]); s++)
		if (strncmp(name_of(path), sets[s].prefix, strlen(sets[s].prefix)) == 0)
			return &sets[s];
	return NULL;
}

static void
read_file(const char *path, int file)
{
	const struct Set *set = find_set(path);
	FILE	   *in = fopen(path, "r");
	Table		table = {0};
	char	   *line = NULL;
	size_t		room = 0;
	size_t		before = item_count;
	int			rows = 0;
	int			number = 0;

	if (!set || !in)
	{
		fprintf(stderr, "senti_trainmodel: %s: %s\n", path, set ? "cannot be read" : "no set to train on");
		exit(1);
	}
	while (getline(&line, &room, in) > 0)
		rows++;
	rewind(in);
	if (getline(&table.header, &(size_t) {0}, in) < 0)
		exit(1);
	table.header[strcspn(table.header, "\n")] = '\0';
	table.columns = split(table.header, table.names);
	while (getline(&line, &room, in) > 0)
	{
		SentiExample example = {0};
		char	   *text;

		line[strcspn(line, "\n")] = '\0';
		number++;
		if (set->most > 0 && number % ((rows + set->most - 1) / set->most) != 0)
			continue;
		if (split(line, table.fields) != table.columns || !(text = column(&table, "text")))
			continue;
		if (set->kind == EVERYDAY || set->kind == HARD)
			unescape(text);
		if (read_labels(set, &table, &example))
			add_item(text, &example, file);
	}
	printf("%-20s %7zu texts, weight %.2f\n", name_of(path), item_count - before, set->weight);
	free(line);
	free(table.header);
	fclose(in);
}

/* ---- training ---- */

static int
compare_order(const void *a, const void *b)
{
	uint64_t	left = ((const Item *) a)->order;
	uint64_t	right = ((const Item *) b)->order;

	return (left > right) - (left < right);
}

/* Learn from all files but one. */
static void
train(SentiTrainer *trainer, int without)
{
	senti_trainer_init(trainer, NULL);
	trainer->decay = DECAY;
	trainer->rules[SENTI_OUTPUT_POSITIVE] = trainer->rules[SENTI_OUTPUT_NEGATIVE] = RULES;
	for (int pass = 0; pass < PASSES; pass++)
	{
		trainer->rate = RATE * (1.0f - (float) pass / PASSES);
		for (size_t i = 0; i < item_count; i++)
			if (items[i].file != without)
				senti_trainer_learn(trainer, &items[i].example);
	}
}

/* How a model reads the corpus's texts when it has seen none by their writer. */
static void
calibrate(SentiTrainer *trainer, int files, char **paths, SentiCalibration *all)
{
	for (int file = 0; file < files; file++)
	{
		SentiCalibration one = {0};

		if (strncmp(name_of(paths[file]), "train-", 6) != 0)
			continue;
		train(trainer, file);
		for (size_t i = 0; i < item_count; i++)
			if (items[i].file == file)
			{
				senti_calibration_add(&one, trainer, &items[i].example);
				if (find_set(paths[file])->kind == EVERYDAY)
					senti_calibration_add(all, trainer, &items[i].example);
			}
		printf("without %-40s accuracy %.3f, heat %.2f\n", paths[file], one.hits / one.weight, senti_calibration_heat(&one));
	}
}

static void
write_model(const SentiTrainer *trainer, const SentiCalibration *calibration, const char *path)
{
	uint8_t    *bytes = checked(malloc(SENTI_MODEL_BYTES));
	float		heat = senti_calibration_heat(calibration);
	float		shift[SENTI_EMOTION_COUNT] = {0};
	double		f1[SENTI_EMOTION_COUNT] = {0};
	FILE	   *out = fopen(path, "w");

	printf("heat %.2f\nemotions: micro-F1 %.3f\n", heat, senti_calibration_shifts(calibration, shift, f1));
	for (int e = SENTI_EMOTION_NONE + 1; e < SENTI_EMOTION_COUNT; e++)
		printf("%-20s F1 %.3f, shift %.2f\n", senti_emotion_name((SentiEmotion) e), f1[e], shift[e]);
	senti_trainer_write(trainer, heat, shift, bytes);
	if (!out || fwrite(bytes, SENTI_MODEL_BYTES, 1, out) != 1 || fclose(out) != 0)
	{
		fprintf(stderr, "senti_trainmodel: %s: cannot be written\n", path);
		exit(1);
	}
	free(bytes);
}

int
main(int argc, char **argv)
{
	SentiTrainer *trainer = checked(malloc(sizeof(SentiTrainer)));
	SentiCalibration calibration = {0};
	bool		is_calibrated = argc < 2 || strcmp(argv[1], "--uncalibrated") != 0;
	char	  **paths = argv + (is_calibrated ? 2 : 3);
	int			files = (int) (argv + argc - paths);

	if (files < 1)
	{
		fprintf(stderr, "usage: senti_trainmodel [--uncalibrated] MODEL FILE...\n");
		return 1;
	}
	for (int file = 0; file < files; file++)
		read_file(paths[file], file);
	qsort(items, item_count, sizeof(Item), compare_order);
	if (is_calibrated)
		calibrate(trainer, files, paths, &calibration);
	train(trainer, -1);
	write_model(trainer, &calibration, paths[-1]);
	free(trainer);
	return 0;
}
