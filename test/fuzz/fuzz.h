/*
 * fuzz.h - what every fuzz target needs
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What holds for every input; the fuzzer keeps one for which it does not. */
#define MUST(expr) \
	do { \
		if (!(expr)) \
		{ \
			fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #expr); \
			abort(); \
		} \
	} while (0)

#endif							/* FUZZ_H */
