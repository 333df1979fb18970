/* emit: the folder of an edition. */
#include "fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>

#include "base/file.h"
#include "base/work.h"
#include "child.h"
#include "output/emit.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct made {
	char root[512];
	struct emit emit;
	struct diags diags;
};

static void open_root(struct made *made, const struct fixture *fixture)
{
	*made = (struct made){ 0 };
	snprintf(made->root, sizeof made->root, "%s/edition", fixture->root);
	assert_true(emit_open(&made->emit, made->root, &made->diags));
}

static void close_root(struct made *made)
{
	emit_close(&made->emit);
	diags_clear(&made->diags);
}

static void assert_file(const struct made *made, const char *path, const char *text)
{
	char whole[1024];
	struct buf bytes = { 0 };
	struct diags diags = { 0 };
	snprintf(whole, sizeof whole, "%s/%s", made->root, path);
	assert_true(file_read(&bytes, whole, &diags));
	assert_str(buf_str(&bytes), text);
	buf_clear(&bytes);
	diags_clear(&diags);
}

static void files_and_their_folders_are_made(void **state)
{
	static const char *const PATHS[] = { "index.html", "a/b/c/d.html", "a/e.html", "a/b/f.html", "订单/表.html", "g/h.html" };
	struct made made;
	open_root(&made, *state);
	for (size_t i = 0; i < COUNT(PATHS); i++)
		assert_true(emit_file(&made.emit, PATHS[i], str_from(PATHS[i]), &made.diags));
	assert_true(emit_file(&made.emit, "empty", STR(""), &made.diags));
	for (size_t i = 0; i < COUNT(PATHS); i++)
		assert_file(&made, PATHS[i], PATHS[i]);
	assert_file(&made, "empty", "");
	close_root(&made);
}

static void paths_that_leave_the_root_are_refused(void **state)
{
	static const char *const PATHS[] = { "", "/etc/x", "../x", "a/../../x", "a/..", "a//b", "a/", ".", "./a", "a/./b", ".." };
	struct made made;
	open_root(&made, *state);
	for (size_t i = 0; i < COUNT(PATHS); i++) {
		assert_false(emit_file(&made.emit, PATHS[i], STR("x"), &made.diags));
		assert_int_equal(made.diags.errors, i + 1);
		assert_int_equal(made.diags.failures, 0);
	}
	assert_true(emit_file(&made.emit, "..a/.b./c..", STR("x"), &made.diags));
	close_root(&made);
}

static void two_things_cannot_have_one_name(void **state)
{
	static const struct { const char *first, *second; } CASES[] = {
		{ "a.html", "a.html" }, { "b/c.html", "b/c.html" }, { "d", "d/e.html" }, { "f/g.html", "f" },
	};
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct made made;
		struct fixture *fixture = *state;
		char wanted[128], folder[512];
		snprintf(folder, sizeof folder, "%s/%zu", fixture->root, i);
		assert_int_equal(mkdir(folder, 0777), 0);
		struct fixture inner;
		snprintf(inner.root, sizeof inner.root, "%.60s", folder);
		open_root(&made, &inner);
		assert_true(emit_file(&made.emit, CASES[i].first, STR("first"), &made.diags));
		assert_false(emit_file(&made.emit, CASES[i].second, STR("second"), &made.diags));
		snprintf(wanted, sizeof wanted, "two things want to be '%s' in the output", CASES[i].second);
		assert_diag(&made.diags, wanted, NULL);
		assert_file(&made, CASES[i].first, "first");
		close_root(&made);
	}
}

static void the_root_must_not_exist(void **state)
{
	struct made made, again;
	open_root(&made, *state);
	again = made;
	again.diags = (struct diags){ 0 };
	assert_false(emit_open(&again.emit, again.root, &again.diags));
	assert_int_equal(again.diags.failures, 1);
	diags_clear(&again.diags);
	close_root(&made);
}

enum { JOBS = 8, FILES = 800 };

struct crowd {
	struct made made;
	struct work_queue queue;
	struct diags diags[JOBS];
};

static void put_some(void *context, size_t worker)
{
	struct crowd *crowd = context;
	for (size_t i; (i = work_take(&crowd->queue)) < crowd->queue.count;) {
		char path[64];
		snprintf(path, sizeof path, "same/deep/%zu/folder/%zu.html", i / 16, i);
		emit_file(&crowd->made.emit, path, str_from(path), &crowd->diags[worker]);
	}
}

static void threads_make_the_same_folders_at_once(void **state)
{
	struct crowd crowd = { .queue = { .count = FILES } };
	open_root(&crowd.made, *state);
	work_run(JOBS, put_some, &crowd);
	for (size_t i = 0; i < JOBS; i++)
		assert_int_equal(crowd.diags[i].count, 0);
	for (size_t i = 0; i < FILES; i++) {
		char path[64];
		snprintf(path, sizeof path, "same/deep/%zu/folder/%zu.html", i / 16, i);
		assert_file(&crowd.made, path, path);
	}
	close_root(&crowd.made);
}

static int write_large(void *context)
{
	struct made *made = context;
	struct buf large = { 0 };
	for (size_t i = 0; i < 5000; i++)
		buf_add(&large, STR("0123456789"));
	signal(SIGXFSZ, SIG_IGN);
	setrlimit(RLIMIT_FSIZE, &(struct rlimit){ 10000, 10000 });
	return !emit_file(&made->emit, "large", buf_str(&large), &made->diags) && made->diags.failures == 1 &&
	       strstr(made->diags.items[0].place.path, "/edition/large") != NULL;
}

static void what_cannot_be_written_is_the_machines_failure(void **state)
{
	struct made made;
	open_root(&made, *state);
	assert_int_equal(child_run(write_large, &made), true);
	close_root(&made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(files_and_their_folders_are_made, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(paths_that_leave_the_root_are_refused, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(two_things_cannot_have_one_name, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(the_root_must_not_exist, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(threads_make_the_same_folders_at_once, fixture_setup, fixture_teardown),
		cmocka_unit_test_setup_teardown(what_cannot_be_written_is_the_machines_failure, fixture_setup, fixture_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
