# sentiment: PostgreSQL extension.  make && make install; ./test/check runs every test.

EXTENSION    = sentiment
EXTVERSION  := $(shell sed -n "s/^default_version *= *'\(.*\)'/\1/p" sentiment.control)
MODULE_big   = sentiment
OBJS         = $(patsubst %.c,%.o,$(sort $(wildcard src/pg/*.c)))
DATA         = $(wildcard sql/upgrade/sentiment--*--*.sql)
DATA_built   = sql/install/sentiment--$(EXTVERSION).sql

REGRESS      = setup $(filter-out setup,$(patsubst sql/%.sql,%,$(sort $(wildcard sql/*.sql))))
ISOLATION    = $(patsubst test/specs/%.spec,%,$(sort $(wildcard test/specs/*.spec)))
ISOLATION_OPTS = --inputdir=test
TAP_TESTS    = 1
PROVE_TESTS  = test/t/*.pl

# The core: pure C, a static archive that extension, unit tests and fuzzers share.
# Not in OBJS, because PGXS compiles every member of OBJS a second time to bitcode.
CORE_LIB     = src/core/libsenti.a
CORE_GEN     = src/core/senti_lexicon_data.c src/core/senti_model_data.c src/core/senti_unicode_data.c
CORE_SRC     = $(filter-out $(CORE_GEN),$(sort $(wildcard src/core/*.c)))
CORE_OBJS    = $(patsubst %.c,%.o,$(CORE_SRC) $(CORE_GEN))
CORE_HEADERS = $(wildcard src/core/*.h)
LEXICON      = $(sort $(wildcard src/lexicon/*.tsv))
TOOLS        = src/tools/senti_genlex src/tools/senti_genmodel src/tools/senti_genunicode src/tools/senti_trainmodel

# ICU cuts the scripts without spaces into words; the rest of the core does without
SEGMENT      = src/core/senti_segment.o
ICU_LIBS     = $(shell $(PKG_CONFIG) --libs icu-uc)

PG_CPPFLAGS  = -Isrc/core -Isrc/pg -DSENTIMENT_VERSION='"$(EXTVERSION)"'
# our own functions, whatever another library that the server has loaded calls by the same name
SHLIB_LINK   = $(SEGMENT) $(CORE_LIB) $(ICU_LIBS) -Wl,-Bsymbolic
EXTRA_CLEAN  = $(CORE_LIB) $(CORE_OBJS) $(CORE_GEN) $(TOOLS) $(DATA_built) test/unit/run test/unit/run_asan \
               results regression.diffs regression.out output_iso tmp_check log

SENTI_WARN   = -Wall -Wextra -Wno-unused-parameter $(if $(CI),-Werror)
SENTI_CFLAGS = -std=c11 -O2 -g -fPIC -fvisibility=hidden -ffp-contract=off -fno-math-errno
HOSTCC      ?= cc
PKG_CONFIG  ?= pkg-config

PG_CONFIG   ?= pg_config
PGXS        := $(shell $(PG_CONFIG) --pgxs)
include $(PGXS)

# The core never sees the server's headers: including postgres.h there is an error.
$(CORE_OBJS): override CPPFLAGS := -Isrc/core
$(CORE_OBJS): override CFLAGS := $(SENTI_CFLAGS) $(SENTI_WARN)
$(OBJS): override CFLAGS += $(if $(CI),-Wextra -Wno-unused-parameter -Wno-sign-compare -Werror)

$(CORE_LIB): $(CORE_OBJS)
	rm -f $@ && $(AR) crs $@ $^
$(shlib): $(CORE_LIB)

src/tools/senti_genunicode: src/tools/senti_genunicode.c src/core/senti_text.h
	$(HOSTCC) -std=c11 -O1 $(SENTI_WARN) -Isrc/core $$($(PKG_CONFIG) --cflags libutf8proc) -o $@ $< $$($(PKG_CONFIG) --libs libutf8proc)
src/core/senti_unicode_data.c: src/tools/senti_genunicode
	./src/tools/senti_genunicode > $@.tmp && mv $@.tmp $@

GENLEX_SRC = src/tools/senti_genlex.c $(addprefix src/core/senti_,class.c code.c emoji.c inflect.c line.c log.c mail.c plain.c signature.c speaker.c structure.c term.c text.c token.c transcript.c unicode_data.c unspaced.c)
src/tools/senti_genlex: $(GENLEX_SRC) $(CORE_HEADERS)
	$(HOSTCC) -std=c11 -O1 $(SENTI_WARN) -Isrc/core -o $@ $(GENLEX_SRC) -lm
src/core/senti_lexicon_data.c: src/tools/senti_genlex $(LEXICON)
	./src/tools/senti_genlex $(LEXICON) > $@.tmp && mv $@.tmp $@

GENMODEL_SRC = src/tools/senti_genmodel.c $(addprefix src/core/senti_,class.c confidence.c fixed.c model.c text.c unicode_data.c)
src/tools/senti_genmodel: $(GENMODEL_SRC) $(CORE_HEADERS)
	$(HOSTCC) -std=c11 -O1 $(SENTI_WARN) -Isrc/core -o $@ $(GENMODEL_SRC)
src/core/senti_model_data.c: src/tools/senti_genmodel src/model/builtin.model
	./src/tools/senti_genmodel src/model/builtin.model > $@.tmp && mv $@.tmp $@

# make model DATA="dir ...": trains what is built in anew; src/model/README.md says on what
src/tools/senti_trainmodel: src/tools/senti_trainmodel.c $(CORE_LIB)
	$(HOSTCC) -std=gnu11 -O2 -ffp-contract=off $(SENTI_WARN) -Isrc/core -o $@ $< $(SEGMENT) $(CORE_LIB) $(ICU_LIBS)
MODEL_SETS = train-* threads-train-* product_reviews pros_cons mr_sentences checklist premo_pr vader_* banking77 goemotions brighter_eng
MODEL_CORPUS = test/corpus
MODEL_FILES = $(sort $(foreach dir,$(MODEL_CORPUS) $(DATA),$(foreach set,$(MODEL_SETS),$(wildcard $(dir)/$(set).tsv))))
.PHONY: model model-sets
model: src/tools/senti_trainmodel
	./src/tools/senti_trainmodel src/model/builtin.model $(MODEL_FILES)
model-sets:
	@echo $(MODEL_FILES)

$(DATA_built): $(sort $(wildcard sql/install/[0-9]*.sql))
	cat $^ > $@
$(OBJS) $(CORE_OBJS): $(CORE_HEADERS) $(wildcard src/pg/*.h)
$(OBJS) $(OBJS:.o=.bc): $(CORE_HEADERS)

# ---- tests without a server ----

UNIT_SRC = $(sort $(wildcard test/unit/*.c))
test/unit/run: $(UNIT_SRC) test/unit/unit.h $(CORE_LIB)
	$(HOSTCC) -std=c11 -g -O1 $(SENTI_WARN) -Isrc/core -Itest/unit -o $@ $(UNIT_SRC) $(SEGMENT) $(CORE_LIB) $(ICU_LIBS) -lm
# the same, core included, under the sanitizers and with the plain C twins of 128-bit arithmetic and of SIMD
test/unit/run_asan: $(UNIT_SRC) test/unit/unit.h $(CORE_SRC) $(CORE_GEN) $(CORE_HEADERS)
	$(HOSTCC) -std=c11 -g -O1 -DSENTI_NO_INT128 -DSENTI_NO_SIMD -fsanitize=address,undefined -fno-sanitize-recover=all \
		$(SENTI_WARN) -Isrc/core -Itest/unit -o $@ $(UNIT_SRC) $(CORE_SRC) $(CORE_GEN) $(ICU_LIBS) -lm

.PHONY: unit lint fuzz
unit: test/unit/run test/unit/run_asan
	./test/unit/run
	./test/unit/run_asan
lint: $(CORE_LIB)
	./test/lint

fuzz: $(CORE_LIB)
	./test/fuzz/run

.PHONY: bench
bench:
	./test/bench/run

# make quality DATA="dir ..."
.PHONY: quality
quality:
	./test/quality/run $(DATA)
