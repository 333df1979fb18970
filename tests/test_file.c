/* file: reading, walking in a fixed order, paths as text. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A folder of its own for each test, removed at its end. */
struct fixture {
	char root[64];
	struct arena arena;
	struct diags diags;
};

static const char *at(struct fixture *fixture, const char *name)
{
	return path_join(&fixture->arena, str_from(fixture->root), str_from(name));
}

static void write_file(struct fixture *fixture, const char *name, const char *text)
{
	FILE *file = fopen(at(fixture, name), "w");
	assert_non_null(file);
	assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
	assert_int_equal(fclose(file), 0);
}

static void make_folder(struct fixture *fixture, const char *name)
{
	assert_int_equal(mkdir(at(fixture, name), 0777), 0);
}

static void make_link(struct fixture *fixture, const char *target, const char *name)
{
	assert_int_equal(symlink(target, at(fixture, name)), 0);
}

static int set_up(void **state)
{
	struct fixture *fixture = calloc(1, sizeof *fixture);
	snprintf(fixture->root, sizeof fixture->root, "%s", "/tmp/playbook-test-XXXXXX");
	*state = fixture;
	return fixture && mkdtemp(fixture->root) ? 0 : -1;
}

static int tear_down(void **state)
{
	struct fixture *fixture = *state;
	char command[128];
	snprintf(command, sizeof command, "rm -rf '%s'", fixture->root);
	arena_clear(&fixture->arena);
	diags_clear(&fixture->diags);
	int failed = system(command);
	free(fixture);
	return failed;
}

/* The walk of ROOT/NAME, joined by spaces. */
static void assert_walk(struct fixture *fixture, const char *name, bool ok, const char *expected)
{
	struct file_list list = { 0 };
	struct buf joined = { 0 };
	buf_add(&joined, STR(""));
	assert_int_equal(file_walk(&list, &fixture->arena, *name ? at(fixture, name) : fixture->root, &fixture->diags), ok);
	for (size_t i = 0; i < list.count; i++)
		buf_print(&joined, "%s%.*s", i ? " " : "", STR_ARG(list.paths[i]));
	assert_string_equal(joined.data, expected);
	buf_clear(&joined);
	file_list_clear(&list);
}

static void assert_only_error(struct fixture *fixture, const char *message)
{
	assert_int_equal(fixture->diags.count, 1);
	assert_true(str_equal(fixture->diags.items[0].message, str_from(message)));
	diags_clear(&fixture->diags);
}

static void reads_whole_files(void **state)
{
	struct fixture *fixture = *state;
	struct buf out = { 0 };
	struct buf large = { 0 };
	while (large.size < 300000)
		buf_add_text(&large, "0123456789");
	write_file(fixture, "empty", "");
	write_file(fixture, "large", large.data);
	assert_true(file_read(&out, at(fixture, "empty"), &fixture->diags));
	assert_string_equal(out.data, "");
	buf_add_text(&out, "before:");
	assert_true(file_read(&out, at(fixture, "large"), &fixture->diags));
	assert_int_equal(out.size, 7 + large.size);
	assert_memory_equal(out.data, "before:0123", 11);
	assert_memory_equal(out.data + 7, large.data, large.size + 1);
	buf_truncate(&out, 0);
	assert_true(file_read(&out, "/proc/self/stat", &fixture->diags));  /* says it is empty, and is not */
	assert_true(out.size > 0);
	assert_int_equal(fixture->diags.count, 0);
	buf_clear(&out);
	buf_clear(&large);
}

static void what_cannot_be_read_is_a_failure_of_the_machine(void **state)
{
	struct fixture *fixture = *state;
	struct buf out = { 0 };
	assert_false(file_read(&out, at(fixture, "none"), &fixture->diags));
	assert_false(file_read(&out, fixture->root, &fixture->diags));
	assert_false(file_read_part(&out, at(fixture, "none"), 0, 1, &fixture->diags));
	assert_int_equal(fixture->diags.failures, 3);
	assert_int_equal(out.size, 0);
	buf_clear(&out);
}

static void reads_parts(void **state)
{
	struct fixture *fixture = *state;
	struct buf out = { 0 };
	write_file(fixture, "digits", "0123456789");
	assert_true(file_read_part(&out, at(fixture, "digits"), 3, 4, &fixture->diags));
	assert_true(file_read_part(&out, at(fixture, "digits"), 9, 1, &fixture->diags));
	assert_true(file_read_part(&out, at(fixture, "digits"), 10, 0, &fixture->diags));
	assert_string_equal(out.data, "34569");
	assert_false(file_read_part(&out, at(fixture, "digits"), 8, 3, &fixture->diags));
	assert_string_equal(out.data, "34569");
	assert_only_error(fixture, "the file became shorter while it was read");
	buf_clear(&out);
}

static void tells_folders_from_files(void **state)
{
	struct fixture *fixture = *state;
	write_file(fixture, "file", "x");
	make_link(fixture, "file", "link");
	assert_true(file_is_folder(fixture->root));
	assert_false(file_is_regular(fixture->root));
	assert_true(file_is_regular(at(fixture, "file")));
	assert_true(file_is_regular(at(fixture, "link")));
	assert_false(file_is_folder(at(fixture, "file")));
	assert_false(file_is_folder(at(fixture, "none")));
	assert_false(file_is_regular(at(fixture, "none")));
}

static void walks_in_order_of_bytes(void **state)
{
	struct fixture *fixture = *state;
	make_folder(fixture, "a");
	make_folder(fixture, ".hidden");
	make_folder(fixture, "empty");
	static const char *const FILES[] = { "a/z", "a.b", "a-b", "B", "a/.x", ".hidden/f", "\xE4\xB8\xAD.md", "a b" };
	for (size_t i = 0; i < COUNT(FILES); i++)
		write_file(fixture, FILES[i], "");
	assert_int_equal(mkfifo(at(fixture, "pipe"), 0666), 0);
	assert_walk(fixture, "", true, "B a b a-b a.b a/z \xE4\xB8\xAD.md");
	assert_walk(fixture, "a", true, "z");
	assert_walk(fixture, "none", true, "");
	assert_int_equal(fixture->diags.count, 0);
}

static void refuses_names_that_could_do_harm(void **state)
{
	struct fixture *fixture = *state;
	static const struct { const char *name, *message; } cases[] = {
		{ "a\\b", "the file name has a control character or a backslash" },
		{ "a\nb", "the file name has a control character or a backslash" },
		{ "a\x7F", "the file name has a control character or a backslash" },
		{ "a\xFF", "the file name is not UTF-8" },
		{ "a\xE4\xB8", "the file name is not UTF-8" },
	};
	write_file(fixture, "good", "");
	for (size_t i = 0; i < COUNT(cases); i++) {
		write_file(fixture, cases[i].name, "");
		assert_walk(fixture, "", false, "good");
		assert_only_error(fixture, cases[i].message);
		assert_int_equal(unlink(at(fixture, cases[i].name)), 0);
	}
}

static void follows_links_inside_only(void **state)
{
	struct fixture *fixture = *state;
	make_folder(fixture, "in");
	make_folder(fixture, "in/real");
	make_folder(fixture, "in-out");
	write_file(fixture, "in/real/f", "");
	write_file(fixture, "in-out/g", "");
	make_link(fixture, "real", "in/linked");
	make_link(fixture, "real/f", "in/h");
	assert_walk(fixture, "in", true, "h linked/f real/f");
	static const struct { const char *target, *message; } cases[] = {
		{ "nowhere", "the link leads nowhere" }, { "..", NULL }, { "../in-out", NULL }, { "../in-out/g", NULL },
		{ "/etc/passwd", NULL },
	};
	struct buf outside = { 0 };
	buf_print(&outside, "the link leads out of '%s/in'", fixture->root);
	for (size_t i = 0; i < COUNT(cases); i++) {
		make_link(fixture, cases[i].target, "in/z");
		assert_walk(fixture, "in", false, "h linked/f real/f");
		assert_only_error(fixture, cases[i].message ? cases[i].message : outside.data);
		assert_int_equal(unlink(at(fixture, "in/z")), 0);
	}
	buf_clear(&outside);
}

static void links_in_a_circle_are_found(void **state)
{
	struct fixture *fixture = *state;
	make_folder(fixture, "a");
	make_folder(fixture, "b");
	write_file(fixture, "a/f", "");
	make_link(fixture, ".", "a/self");
	assert_walk(fixture, "", false, "a/f");
	assert_only_error(fixture, "the link leads in a circle");
	assert_int_equal(unlink(at(fixture, "a/self")), 0);
	make_link(fixture, "../b", "a/to-b");
	make_link(fixture, "../a", "b/to-a");
	assert_walk(fixture, "", false, "a/f b/to-a/f");
	assert_int_equal(fixture->diags.count, 2);
}

static void links_that_double_paths_at_each_step_end(void **state)
{
	struct fixture *fixture = *state;
	for (int i = 0; i < 40; i++) {
		char name[32], target[32];
		snprintf(name, sizeof name, "%02d", i);
		make_folder(fixture, name);
		for (int j = 0; j < 2 && i < 39; j++) {
			snprintf(name, sizeof name, "%02d/%d", i, j);
			snprintf(target, sizeof target, "../%02d", i + 1);
			make_link(fixture, target, name);
		}
	}
	assert_walk(fixture, "", false, "");
	assert_true(fixture->diags.count > 0);
	assert_true(str_equal(fixture->diags.items[0].message, STR("more than 1000 links lead to folders")));
}

static void deep_folders_end(void **state)
{
	struct fixture *fixture = *state;
	char path[256] = "";
	for (int i = 0; i < 70; i++) {
		snprintf(path + strlen(path), sizeof path - strlen(path), "%sd", i ? "/" : "");
		make_folder(fixture, path);
	}
	assert_walk(fixture, "", false, "");
	assert_only_error(fixture, "folders are nested more than 64 deep");
}

static void joins_and_splits_paths(void **state)
{
	struct fixture *fixture = *state;
	static const struct { const char *folder, *name, *joined; } joins[] = {
		{ "a", "b", "a/b" }, { "a/", "b", "a/b" }, { "", "b", "b" }, { ".", "b", "b" }, { "/", "b", "/b" }, { "..", "b", "../b" },
	};
	for (size_t i = 0; i < COUNT(joins); i++)
		assert_string_equal(path_join(&fixture->arena, str_from(joins[i].folder), str_from(joins[i].name)), joins[i].joined);
	static const struct { const char *path, *folder, *name, *extension; } parts[] = {
		{ "a/b/c.md", "a/b", "c.md", ".md" }, { "c.md", "", "c.md", ".md" }, { "a.b/c", "a.b", "c", "" },
		{ "a/.c", "a", ".c", "" }, { "c.tar.gz", "", "c.tar.gz", ".gz" }, { "a/", "a", "", "" }, { "", "", "", "" },
	};
	for (size_t i = 0; i < COUNT(parts); i++) {
		struct str path = str_from(parts[i].path);
		assert_true(str_equal(path_folder(path), str_from(parts[i].folder)));
		assert_true(str_equal(path_name(path), str_from(parts[i].name)));
		assert_true(str_equal(path_extension(path), str_from(parts[i].extension)));
	}
}

static void resolves_what_stays_inside(void **state)
{
	struct fixture *fixture = *state;
	static const struct { const char *folder, *target, *resolved; } cases[] = {
		{ "", "a.md", "a.md" }, { "a/b", "c.md", "a/b/c.md" }, { "a/b", "../c.md", "a/c.md" }, { "a/b", "../../c", "c" },
		{ "a/b", "./x//y/.", "a/b/x/y" }, { "a", "..", "" }, { "a", "", "a" }, { "a", "b/../../c", "c" },
		{ "a", "../..", NULL }, { "", "..", NULL }, { "a/b", "../../../c", NULL }, { "a", "/etc/passwd", NULL },
		{ "a", "b/../../../c", NULL },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct str out = { 0 };
		bool ok = path_resolve(&out, &fixture->arena, str_from(cases[i].folder), str_from(cases[i].target));
		assert_int_equal(ok, cases[i].resolved != NULL);
		if (ok)
			assert_string_equal(out.data, cases[i].resolved);
	}
}

static void finds_the_way_between_two_files(void **state)
{
	(void)state;
	static const struct { const char *from, *to, *way; } cases[] = {
		{ "index.html", "a.html", "a.html" }, { "a/b.html", "a/c.html", "c.html" }, { "a/b.html", "c.html", "../c.html" },
		{ "a/b/c.html", "a/d/e.html", "../d/e.html" }, { "a/b.html", "ab/c.html", "../ab/c.html" },
		{ "index.html", "a/b/c.html", "a/b/c.html" }, { "a/b/c.html", "a/b.html", "../b.html" }, { "a/b.html", "a/b.html", "b.html" },
	};
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct buf out = { 0 };
		path_relative(&out, str_from(cases[i].from), str_from(cases[i].to));
		assert_string_equal(out.data, cases[i].way);
		buf_clear(&out);
	}
}

static void knows_names_that_every_system_takes(void **state)
{
	(void)state;
	static const struct { const char *name; bool safe; } cases[] = {
		{ "a", true }, { "SG-2026-0001", true }, { "a b", true }, { "\xE4\xB8\xAD\xE6\x96\x87", true }, { "a.b.c", true },
		{ "console", true }, { "com10", true }, { "", false }, { ".a", false }, { "a.", false }, { "a ", false }, { "a/b", false },
		{ "a\\b", false }, { "a:b", false }, { "a*", false }, { "a?", false }, { "a\"", false }, { "<a", false }, { "a|b", false },
		{ "a\tb", false }, { "a\x7F", false }, { "con", false }, { "CON", false }, { "Aux.txt", false }, { "lpt1", false },
		{ "com9.tar.gz", false }, { "..", false },
	};
	for (size_t i = 0; i < COUNT(cases); i++)
		if (path_name_is_safe(str_from(cases[i].name)) != cases[i].safe)
			fail_msg("'%s'", cases[i].name);
	char name[121];
	memset(name, 'a', sizeof name);
	assert_true(path_name_is_safe((struct str){ name, 120 }));
	assert_false(path_name_is_safe((struct str){ name, 121 }));
	assert_false(path_name_is_safe((struct str){ "a\0b", 3 }));
}

#define WITH_FOLDER(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_FOLDER(reads_whole_files),
		WITH_FOLDER(what_cannot_be_read_is_a_failure_of_the_machine),
		WITH_FOLDER(reads_parts),
		WITH_FOLDER(tells_folders_from_files),
		WITH_FOLDER(walks_in_order_of_bytes),
		WITH_FOLDER(refuses_names_that_could_do_harm),
		WITH_FOLDER(follows_links_inside_only),
		WITH_FOLDER(links_in_a_circle_are_found),
		WITH_FOLDER(links_that_double_paths_at_each_step_end),
		WITH_FOLDER(deep_folders_end),
		WITH_FOLDER(joins_and_splits_paths),
		WITH_FOLDER(resolves_what_stays_inside),
		WITH_FOLDER(finds_the_way_between_two_files),
		cmocka_unit_test(knows_names_that_every_system_takes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
