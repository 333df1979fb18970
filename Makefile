# playbook: see `make help`.

VERSION := 0.1.0
BUILD ?= build
PREFIX ?= /usr/local
CC ?= cc
CFLAGS ?= -O2 -g
LDFLAGS ?=
Q := $(if $(V),,@)
SELF := $(MAKE) --no-print-directory BUILD='$(BUILD)'

# ---- what the program is made of
sources := $(sort $(wildcard gen/*/*.c))
objects := $(sources:%.c=$(BUILD)/%.o) $(BUILD)/embedded.o
parts := $(filter-out $(BUILD)/gen/cli/main.o,$(objects))
layouts := $(sort $(shell find layouts -type f 2>/dev/null))
unit_sources := $(sort $(wildcard tests/test_*.c))
units := $(unit_sources:tests/%.c=$(BUILD)/tests/%)
outside := $(sort $(wildcard tests/check-*))
ifdef TESTS
units := $(filter $(TESTS:%=$(BUILD)/tests/test_%),$(units))
outside := $(filter $(TESTS:%=tests/check-%),$(outside))
endif

# ---- libraries; on a machine without them scripts/deps comes first
lua := $(firstword $(foreach name,lua5.4 lua-5.4 lua54 lua,$(shell pkg-config --exists '$(name) >= 5.4' '$(name) < 5.5' 2>/dev/null && echo $(name))))
libraries := libcmark $(lua) libzip libdeflate yaml-0.1 libutf8proc libxxhash libsodium
library_cflags := $(shell pkg-config --cflags $(libraries) 2>/dev/null)
library_libs := $(shell pkg-config --libs $(libraries) 2>/dev/null)
test_cflags = $(shell pkg-config --cflags cmocka 2>/dev/null)
test_libs = $(shell pkg-config --libs cmocka 2>/dev/null)

warnings := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wundef -Wformat=2 \
	-Wwrite-strings -Werror
flags = -std=gnu11 -D_GNU_SOURCE -pthread -iquote include $(warnings) $(library_cflags) $(CFLAGS)
libs = $(library_libs) -lm -pthread

.PHONY: all handbook test asan tsan valgrind lint golden bench install clean help program run-tests units FORCE
.DEFAULT_GOAL := all

all: ## the program, build/playbook
	$(Q)sh scripts/deps build
	+$(Q)$(SELF) program

handbook: all ## the handbook of this repository, in public/ (installs what is missing)
	$(Q)$(BUILD)/playbook build . --out public

test: ## all tests (installs what they need); TESTS=decimal for one
	$(Q)sh scripts/deps test
	+$(Q)$(SELF) run-tests

asan: ## the tests under AddressSanitizer and UndefinedBehaviorSanitizer
	$(Q)sh scripts/deps test
	$(Q)ASAN_OPTIONS=detect_leaks=1 $(MAKE) --no-print-directory run-tests BUILD=$(BUILD)/asan \
		CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all' \
		LDFLAGS='-fsanitize=address,undefined'

tsan: ## the tests under ThreadSanitizer
	$(Q)sh scripts/deps test
	$(Q)$(MAKE) --no-print-directory run-tests BUILD=$(BUILD)/tsan CFLAGS='-O1 -g -fsanitize=thread' LDFLAGS='-fsanitize=thread'

valgrind: ## the unit tests under valgrind
	$(Q)sh scripts/deps full
	+$(Q)$(SELF) program units
	$(Q)RUNNER='valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,possible' \
		PLAYBOOK='$(abspath $(BUILD)/playbook)' PLAYBOOK_BUILD='$(abspath $(BUILD))' sh scripts/run-tests $(units)

lint: ## layers, shell scripts, layouts, whitespace
	$(Q)sh scripts/lint

golden: all ## rewrites what tests/sites expect; read the difference before you commit it
	$(Q)PLAYBOOK='$(abspath $(BUILD)/playbook)' tests/golden

bench: all ## speed and memory against Hugo
	$(Q)sh scripts/deps bench
	$(Q)PLAYBOOK='$(abspath $(BUILD)/playbook)' scripts/bench

install: all ## to PREFIX (/usr/local), below DESTDIR
	install -d '$(DESTDIR)$(PREFIX)/bin' '$(DESTDIR)$(PREFIX)/share/playbook'
	install -m 755 '$(BUILD)/playbook' '$(DESTDIR)$(PREFIX)/bin/playbook'
	install -m 644 layouts/playbook.d.lua '$(DESTDIR)$(PREFIX)/share/playbook/playbook.d.lua'

clean: ## removes build/ and public/
	rm -rf '$(BUILD)' public

help: ## this list
	$(Q)awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo "Variables: CC, CFLAGS, LDFLAGS, BUILD (default build), PREFIX, DESTDIR, TESTS, V=1 to see commands."

# ---- from here on the libraries are there
program: $(BUILD)/playbook

units: $(units)

run-tests: program units
	$(Q)PLAYBOOK='$(abspath $(BUILD)/playbook)' PLAYBOOK_BUILD='$(abspath $(BUILD))' sh scripts/run-tests $(units) $(outside)

$(BUILD)/playbook: $(objects)
	$(Q)$(CC) $(LDFLAGS) -o $@ $(objects) $(libs)

$(BUILD)/gen/cli/%.o: flags += -DPLAYBOOK_VERSION='"$(VERSION)"'

$(BUILD)/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(Q)$(CC) $(flags) -MMD -MP -c -o $@ $<

$(BUILD)/embedded.o: $(BUILD)/embedded.c $(BUILD)/flags
	$(Q)$(CC) $(flags) -c -o $@ $<

$(BUILD)/embedded.c: scripts/embed $(BUILD)/layouts $(layouts)
	$(Q)sh scripts/embed layouts >$@.new && mv $@.new $@

$(BUILD)/tests/%.o: tests/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(Q)$(CC) $(flags) $(test_cflags) -MMD -MP -c -o $@ $<

$(BUILD)/tests/%: $(BUILD)/tests/%.o $(parts)
	$(Q)$(CC) $(LDFLAGS) -o $@ $< $(parts) $(libs) $(test_libs)

.PRECIOUS: $(BUILD)/tests/%.o

# Written anew only when they change: another compiler, other flags or another list of layouts rebuild what depends on them.
$(BUILD)/flags: FORCE
	@mkdir -p $(@D)
	@echo '$(CC) $(flags) $(LDFLAGS) $(VERSION)' | cmp -s - $@ || echo '$(CC) $(flags) $(LDFLAGS) $(VERSION)' >$@

$(BUILD)/layouts: FORCE
	@mkdir -p $(@D)
	@echo '$(layouts)' | cmp -s - $@ || echo '$(layouts)' >$@

FORCE:

-include $(sources:%.c=$(BUILD)/%.d) $(unit_sources:tests/%.c=$(BUILD)/tests/%.d)
