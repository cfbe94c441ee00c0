/*
 * senti_genmodel.c - turns a model's bytes into a table that is compiled in
 *
 * usage: senti_genmodel FILE > senti_model_data.c
 */
#include <stdio.h>

#include "senti_model.h"

static uint8_t bytes[SENTI_MODEL_BYTES + 1];
static int8_t sides[SENTI_SIDES_BYTES];

static void
print_numbers(const char *name, const int32_t *numbers)
{
	printf("\t.%s = {", name);
	for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
		printf("%s%d", o ? ", " : "", numbers[o]);
	printf("},\n");
}

int
main(int argc, char **argv)
{
	FILE	   *in = argc == 2 ? fopen(argv[1], "rb") : NULL;
	size_t		len = in ? fread(bytes, 1, sizeof(bytes), in) : 0;
	SentiModel	model;
	SentiModelStatus status;

	if (!in)
	{
		fprintf(stderr, "usage: senti_genmodel FILE\n");
		return 1;
	}
	status = senti_model_read(bytes, len, &model);
	if (status != SENTI_MODEL_OK)
	{
		fprintf(stderr, "senti_genmodel: %s: %s\n", argv[1], senti_model_message(status));
		return 1;
	}
	printf("/* Made by senti_genmodel from %s; do not edit. */\n#include \"senti_model.h\"\n\n"
		   "static const SentiWeights weights[SENTI_FEATURE_ROWS] = {\n", argv[1]);
	for (int r = 0; r < SENTI_FEATURE_ROWS; r++)
	{
		printf("{");
		for (int o = 0; o < SENTI_OUTPUT_COUNT; o++)
			printf("%s%d", o ? "," : "", model.weights[r][o]);
		printf("},\n");
	}
	senti_model_copy_sides(&model, sides);
	printf("};\n\nstatic const int8_t sides[SENTI_SIDES_BYTES] = {\n");
	for (int i = 0; i < SENTI_SIDES_BYTES; i++)
		printf("%d,%s", sides[i], i % 32 == 31 ? "\n" : "");
	printf("};\n\nconst SentiModel senti_model_builtin = {\n\t.weights = weights,\n\t.sides = sides,\n\t.sides_step = %zu,\n", model.sides_step);
	print_numbers("scale_q26", model.scale_q26);
	print_numbers("bias_q16", model.bias_q16);
	print_numbers("rules_mille", model.rules_mille);
	printf("\t.version = \"%s\"\n};\n", model.version);
	return 0;
}
