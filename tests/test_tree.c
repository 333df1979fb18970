/*
 * tree: whole folders removed, carried over and exchanged.
 *
 * linkat() is the test's own here, so that it can fail as it does on file systems without hard links.
 */
#include "fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/syscall.h>

#include "base/arena.h"
#include "base/file.h"
#include "child.h"
#include "output/tree.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
enum { NOBODY = 65534 };

static int link_error;  /* what linkat() fails with, or 0 */

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags)
{
	if (link_error) {
		errno = link_error;
		return -1;
	}
	return (int)syscall(SYS_linkat, from_folder, from, to_folder, to, flags);
}

struct place_of {
	char path[512];
};

static struct place_of at(const struct fixture *fixture, const char *name)
{
	struct place_of place;
	snprintf(place.path, sizeof place.path, "%s/%s", fixture->root, name);
	return place;
}

static bool exists(const struct fixture *fixture, const char *name)
{
	struct stat status;
	return lstat(at(fixture, name).path, &status) == 0;
}

static struct stat status_of(const struct fixture *fixture, const char *name)
{
	struct stat status;
	assert_int_equal(lstat(at(fixture, name).path, &status), 0);
	return status;
}

static void remove_it(const struct fixture *fixture, const char *name)
{
	struct diags diags = { 0 };
	assert_true(tree_remove(at(fixture, name).path, &diags));
	assert_int_equal(diags.count, 0);
	diags_clear(&diags);
}

static void all_of_a_tree_is_removed(void **state)
{
	struct fixture *fixture = *state;
	char name[64];
	for (int i = 0; i < 300; i++) {
		snprintf(name, sizeof name, "gone/%d/deep/er/%d", i % 7, i);
		fixture_write(fixture, name, "x");
	}
	fixture_write(fixture, "gone/.hidden/.file", "x");
	fixture_write(fixture, "kept/file", "x");
	remove_it(fixture, "gone");
	assert_false(exists(fixture, "gone"));
	assert_true(exists(fixture, "kept/file"));
}

static void a_file_a_link_and_nothing_are_removed(void **state)
{
	struct fixture *fixture = *state;
	fixture_write(fixture, "file", "x");
	assert_int_equal(symlink("nowhere", at(fixture, "link").path), 0);
	assert_int_equal(mkfifo(at(fixture, "pipe").path, 0600), 0);
	remove_it(fixture, "file");
	remove_it(fixture, "link");
	remove_it(fixture, "pipe");
	remove_it(fixture, "never/was");
	assert_false(exists(fixture, "file") || exists(fixture, "link") || exists(fixture, "pipe"));
}

static void links_are_not_followed_when_removing(void **state)
{
	struct fixture *fixture = *state;
	fixture_write(fixture, "kept/file", "x");
	fixture_write(fixture, "gone/file", "x");
	assert_int_equal(symlink(at(fixture, "kept").path, at(fixture, "gone/link").path), 0);
	assert_int_equal(symlink("gone", at(fixture, "name").path), 0);
	remove_it(fixture, "name");
	assert_true(exists(fixture, "gone/file"));
	remove_it(fixture, "gone");
	assert_true(exists(fixture, "kept/file"));
}

struct check {
	struct fixture *fixture;
	bool (*run)(struct fixture *fixture);
};

static int run_as_nobody(void *context)
{
	struct check *check = context;
	bool ready = geteuid() != 0 || (setgid(NOBODY) == 0 && setuid(NOBODY) == 0);
	return ready && check->run(check->fixture);
}

/* Runs CHECK as an ordinary user, to whom permissions matter. */
static void as_nobody(struct fixture *fixture, bool (*run)(struct fixture *fixture))
{
	if (geteuid() == 0)
		assert_int_equal(chown(fixture->root, NOBODY, NOBODY), 0);
	assert_int_equal(child_run(run_as_nobody, &(struct check){ fixture, run }), true);
}

static bool removes_read_only(struct fixture *fixture)
{
	struct diags diags = { 0 };
	fixture_write(fixture, "gone/inner/file", "x");
	fixture_write(fixture, "gone/closed/file", "x");
	chmod(at(fixture, "gone/inner").path, 0555);
	chmod(at(fixture, "gone/closed").path, 0);
	chmod(at(fixture, "gone").path, 0555);
	return tree_remove(at(fixture, "gone").path, &diags) && !exists(fixture, "gone");
}

static void folders_that_may_not_be_written_are_removed(void **state)
{
	as_nobody(*state, removes_read_only);
}

static bool says_what_cannot_be_removed(struct fixture *fixture)
{
	struct diags diags = { 0 };
	fixture_write(fixture, "folder/file", "x");
	chmod(at(fixture, "folder").path, 0555);
	bool refused = !tree_remove(at(fixture, "folder/file").path, &diags) && diags.failures == 1;
	return refused && exists(fixture, "folder/file");
}

static void what_cannot_be_removed_is_a_failure(void **state)
{
	as_nobody(*state, says_what_cannot_be_removed);
}

/* ---- carrying over */

static void make_tree(struct fixture *fixture)
{
	fixture_write(fixture, "from/file", "text");
	fixture_write(fixture, "from/folder/.hidden/other", "other text");
	assert_int_equal(mkdir(at(fixture, "from/empty").path, 0777), 0);
	assert_int_equal(symlink("../somewhere", at(fixture, "from/link").path), 0);
	assert_int_equal(chmod(at(fixture, "from/file").path, 0640), 0);
	assert_int_equal(chmod(at(fixture, "from/folder").path, 0550), 0);
	assert_int_equal(chmod(at(fixture, "from/empty").path, 02775), 0);
	static const struct timespec TIMES[2] = { { .tv_sec = 1000000000 }, { .tv_sec = 1234567890, .tv_nsec = 123456000 } };
	static const char *const NAMES[] = { "from/file", "from/folder", "from/empty", "from" };
	for (size_t i = 0; i < COUNT(NAMES); i++)
		assert_int_equal(utimensat(AT_FDCWD, at(fixture, NAMES[i]).path, TIMES, 0), 0);
}

static enum tree_result carry(struct fixture *fixture, struct diags *diags)
{
	return tree_carry(at(fixture, "from").path, at(fixture, "to").path, status_of(fixture, "from").st_dev, diags);
}

static void assert_carried(struct fixture *fixture, bool same_file)
{
	static const char *const NAMES[][2] = {
		{ "from/file", "to/file" }, { "from/folder/.hidden/other", "to/folder/.hidden/other" }, { "from/link", "to/link" },
	};
	for (size_t i = 0; i < COUNT(NAMES); i++)
		assert_true((status_of(fixture, NAMES[i][0]).st_ino == status_of(fixture, NAMES[i][1]).st_ino) == same_file);
	struct buf text = { 0 };
	struct diags diags = { 0 };
	assert_true(file_read(&text, at(fixture, "to/folder/.hidden/other").path, &diags));
	assert_str(buf_str(&text), "other text");
	buf_clear(&text);
	char target[64] = { 0 };
	assert_int_equal(readlink(at(fixture, "to/link").path, target, sizeof target - 1), 12);
	assert_string_equal(target, "../somewhere");
	assert_int_equal(status_of(fixture, "to/file").st_mode & 07777, 0640);
	assert_int_equal(status_of(fixture, "to/folder").st_mode & 07777, 0550);
	assert_int_equal(status_of(fixture, "to/empty").st_mode & 07777, 02775);
	static const char *const TIMED[] = { "to/file", "to/folder", "to/empty", "to" };
	for (size_t i = 0; i < COUNT(TIMED); i++) {
		assert_int_equal(status_of(fixture, TIMED[i]).st_mtim.tv_sec, 1234567890);
		assert_int_equal(status_of(fixture, TIMED[i]).st_mtim.tv_nsec, 123456000);
	}
}

static void a_tree_is_carried_over_by_links(void **state)
{
	struct fixture *fixture = *state;
	struct diags diags = { 0 };
	make_tree(fixture);
	assert_int_equal(mkfifo(at(fixture, "from/pipe").path, 0600), 0);
	fixture_write(fixture, "from/\xff not UTF-8", "x");
	static const struct timespec TIMES[2] = { { .tv_sec = 1000000000 }, { .tv_sec = 1234567890, .tv_nsec = 123456000 } };
	assert_int_equal(utimensat(AT_FDCWD, at(fixture, "from").path, TIMES, 0), 0);
	assert_int_equal(carry(fixture, &diags), TREE_DONE);
	assert_carried(fixture, true);
	assert_true(exists(fixture, "to/pipe") && exists(fixture, "to/\xff not UTF-8"));
	assert_int_equal(diags.count, 0);
}

static void where_links_cannot_be_made_files_are_copied(void **state)
{
	static const int ERRORS[] = { EPERM, EOPNOTSUPP, ENOSYS, EMLINK };
	struct fixture *fixture = *state;
	struct diags diags = { 0 };
	make_tree(fixture);
	for (size_t i = 0; i < COUNT(ERRORS); i++) {
		link_error = ERRORS[i];
		enum tree_result result = carry(fixture, &diags);
		link_error = 0;
		assert_int_equal(result, TREE_DONE);
		assert_carried(fixture, false);
		remove_it(fixture, "to");
	}
	assert_int_equal(tree_copy(at(fixture, "from").path, at(fixture, "to").path, status_of(fixture, "from").st_dev, &diags), TREE_DONE);
	assert_carried(fixture, false);
}

static void large_files_are_copied_whole(void **state)
{
	struct fixture *fixture = *state;
	struct diags diags = { 0 };
	struct buf bytes = { 0 }, copy = { 0 };
	for (unsigned i = 0; i < 100000; i++)
		buf_print(&bytes, "%u\n", i);
	fixture_write(fixture, "from", bytes.data);
	assert_int_equal(tree_copy(at(fixture, "from").path, at(fixture, "to").path, status_of(fixture, "from").st_dev, &diags), TREE_DONE);
	assert_true(file_read(&copy, at(fixture, "to").path, &diags));
	assert_true(str_equal(buf_str(&copy), buf_str(&bytes)));
	buf_clear(&bytes);
	buf_clear(&copy);
}

static void other_file_systems_are_not_carried(void **state)
{
	struct fixture *fixture = *state;
	struct diags diags = { 0 };
	make_tree(fixture);
	link_error = EXDEV;
	enum tree_result result = carry(fixture, &diags);
	link_error = 0;
	assert_int_equal(result, TREE_ELSEWHERE);
	remove_it(fixture, "to");
	dev_t other = status_of(fixture, "from").st_dev + 1;
	assert_int_equal(tree_carry(at(fixture, "from").path, at(fixture, "to").path, other, &diags), TREE_ELSEWHERE);
	assert_int_equal(diags.count, 0);
}

static void what_cannot_be_carried_is_a_failure(void **state)
{
	struct fixture *fixture = *state;
	struct diags diags = { 0 };
	make_tree(fixture);
	link_error = EIO;
	enum tree_result result = carry(fixture, &diags);
	link_error = 0;
	assert_int_equal(result, TREE_FAILED);
	assert_int_equal(diags.failures, 1);
	diags_clear(&diags);
	assert_int_equal(carry(fixture, &diags), TREE_FAILED);  /* TO is there by now */
	assert_int_equal(diags.failures, 1);
	diags_clear(&diags);
}

static void names_are_exchanged(void **state)
{
	struct fixture *fixture = *state;
	fixture_write(fixture, "a/one", "x");
	fixture_write(fixture, "b/two", "x");
	assert_true(tree_exchange(at(fixture, "a").path, at(fixture, "b").path));
	assert_true(exists(fixture, "a/two") && exists(fixture, "b/one"));
	assert_false(exists(fixture, "a/one") || exists(fixture, "b/two"));
	assert_false(tree_exchange(at(fixture, "a").path, at(fixture, "nothing").path));
	assert_true(exists(fixture, "a/two"));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(all_of_a_tree_is_removed),
		CASE(a_file_a_link_and_nothing_are_removed),
		CASE(links_are_not_followed_when_removing),
		CASE(folders_that_may_not_be_written_are_removed),
		CASE(what_cannot_be_removed_is_a_failure),
		CASE(a_tree_is_carried_over_by_links),
		CASE(where_links_cannot_be_made_files_are_copied),
		CASE(large_files_are_copied_whole),
		CASE(other_file_systems_are_not_carried),
		CASE(what_cannot_be_carried_is_a_failure),
		CASE(names_are_exchanged),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
