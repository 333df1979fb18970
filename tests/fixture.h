/* fixture: a small site in a temporary folder, for tests that read files. */
#ifndef PLAYBOOK_TESTS_FIXTURE_H
#define PLAYBOOK_TESTS_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/str.h"

struct fixture {
	char root[64];
};

static inline int fixture_remove_one(const char *path, const struct stat *status, int kind, struct FTW *walk)
{
	(void)status, (void)kind, (void)walk;
	return remove(path);
}

/* For cmocka: *STATE is a struct fixture with an empty folder. */
static inline int fixture_setup(void **state)
{
	struct fixture *fixture = calloc(1, sizeof *fixture);
	if (!fixture)
		return -1;
	const char *temporary = getenv("TMPDIR");
	snprintf(fixture->root, sizeof fixture->root, "%.40s/playbook-XXXXXX", temporary ? temporary : "/tmp");
	if (!mkdtemp(fixture->root)) {
		free(fixture);
		return -1;
	}
	*state = fixture;
	return 0;
}

static inline int fixture_teardown(void **state)
{
	struct fixture *fixture = *state;
	nftw(fixture->root, fixture_remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(fixture);
	return 0;
}

/* Writes TEXT to NAME ("content/a/b.md"), making its folders. */
static inline void fixture_write(struct fixture *fixture, const char *name, const char *text)
{
	char path[512];
	snprintf(path, sizeof path, "%s/%s", fixture->root, name);
	for (char *slash = strchr(path + strlen(fixture->root) + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(path, 0777);
		*slash = '/';
	}
	FILE *file = fopen(path, "wb");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	assert_int_equal(fclose(file), 0);
}

/* The first message is MESSAGE (and its hint HINT, unless NULL). */
static inline void assert_diag(const struct diags *diags, const char *message, const char *hint)
{
	assert_true(diags->count > 0);
	char *text = strndup(diags->items[0].message.data, diags->items[0].message.size);
	assert_string_equal(text, message);
	free(text);
	if (!hint)
		return;
	text = strndup(diags->items[0].hint.size ? diags->items[0].hint.data : "", diags->items[0].hint.size);
	assert_string_equal(text, hint);
	free(text);
}

/* TEXT is WANTED. */
static inline void assert_str(struct str text, const char *wanted)
{
	char *copy = strndup(text.size ? text.data : "", text.size);
	assert_string_equal(copy, wanted);
	free(copy);
}

#endif
