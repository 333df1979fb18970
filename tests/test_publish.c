/*
 * publish: OUT is the old output or the new one, whatever happens.
 *
 * The system calls by which OUT changes are the test's own here, so that they can fail, or the process can die at each of them.
 */
#include "fixture.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/memory.h"
#include "base/work.h"
#include "child.h"
#include "output/publish.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- system calls that fail or kill */

static int exchange_error;      /* what an exchange of names fails with, or 0 */
static int sync_error;          /* what bringing to disk fails with, or 0 */
static long steps, kill_at;     /* changes made so far; before which of them to die, 0 for never */

static void step(void)
{
	if (++steps == kill_at)
		kill(getpid(), SIGKILL);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags)
{
	step();
	if (exchange_error) {
		errno = exchange_error;
		return -1;
	}
	return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
}

int rename(const char *from, const char *to)
{
	step();
	return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

int linkat(int from_folder, const char *from, int to_folder, const char *to, int flags)
{
	step();
	return (int)syscall(SYS_linkat, from_folder, from, to_folder, to, flags);
}

int unlinkat(int folder, const char *path, int flags)
{
	step();
	return (int)syscall(SYS_unlinkat, folder, path, flags);
}

int mkdir(const char *path, mode_t mode)
{
	step();
	return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}

int mkdirat(int folder, const char *path, mode_t mode)
{
	step();
	return (int)syscall(SYS_mkdirat, folder, path, mode);
}

int flock(int fd, int operation)
{
	step();
	return (int)syscall(SYS_flock, fd, operation);
}

int syncfs(int fd)
{
	(void)fd;
	step();
	errno = sync_error;
	return sync_error ? -1 : 0;
}

/* ---- helpers */

struct text_of {
	char text[512];
};

static struct text_of at(const struct fixture *fixture, const char *name)
{
	struct text_of path;
	snprintf(path.text, sizeof path.text, "%s/%s", fixture->root, name);
	return path;
}

static bool exists(const struct fixture *fixture, const char *name)
{
	struct stat status;
	return lstat(at(fixture, name).text, &status) == 0;
}

static struct stat status_of(const struct fixture *fixture, const char *name)
{
	struct stat status;
	assert_int_equal(lstat(at(fixture, name).text, &status), 0);
	return status;
}

static void assert_text(const struct fixture *fixture, const char *name, const char *text)
{
	struct buf bytes = { 0 };
	struct diags diags = { 0 };
	assert_true(file_read(&bytes, at(fixture, name).text, &diags));
	assert_str(buf_str(&bytes), text);
	buf_clear(&bytes);
	diags_clear(&diags);
}

/* A site whose output may lie beside it. */
static int set_up(void **state)
{
	if (fixture_setup(state) != 0)
		return -1;
	exchange_error = sync_error = 0;
	kill_at = 0;
	fixture_write(*state, "site/content/site.yaml", "title: T\n");
	fixture_write(*state, "site/layouts/page.lua", "");
	return 0;
}

static const struct publish_options OPTIONS = {
	.jobs = 2, .zip = true, .time = { 2026, 11, 23, 23, 59, 59 }, .generator = { "playbook test", 13 },
	.as_of = { "2026-11-23T23:59:59+08:00", 25 }, .title = { "T", 1 },
};

/* By both workers when there are two. */
static bool put_files(struct sink *sink, size_t jobs, const char *text, struct diags *diags)
{
	static const char *const PATHS[] = { "index.html", "guide/a.html", "guide/deep/b.html", "orders/1/index.html" };
	bool ok = true;
	for (size_t i = 0; i < COUNT(PATHS); i++)
		ok = sink_put(sink, i % jobs, str_from(PATHS[i]), str_from(text), diags) && ok;
	return ok;
}

/* Makes EDITIONS ("a b") with files that say TEXT. */
static bool make_editions(struct publish *publish, size_t jobs, const char *editions, const char *text, struct diags *diags)
{
	struct str rest = str_from(editions);
	bool ok = true;
	while (ok && rest.size) {
		struct sink *sink = publish_begin(publish, str_next_part(&rest, ' '), diags);
		ok = sink && put_files(sink, jobs, text, diags) && publish_seal(publish, diags);
	}
	return ok;
}

static enum publish_result build_with(const struct publish_options *options, const char *out, const char *site, const char *editions,
                                      const char *text, struct diags *diags)
{
	struct publish *publish;
	enum publish_result result = publish_open(&publish, out, site, options, diags);
	if (result == PUBLISH_DONE && !(make_editions(publish, options->jobs, editions, text, diags) && publish_commit(publish, diags)))
		result = PUBLISH_FAILED;
	publish_close(publish);
	return result;
}

static enum publish_result try_build(const struct fixture *fixture, const char *out, const char *editions, const char *text,
                                     struct diags *diags)
{
	return build_with(&OPTIONS, at(fixture, out).text, at(fixture, "site").text, editions, text, diags);
}

static void build(const struct fixture *fixture, const char *out, const char *editions, const char *text)
{
	struct diags diags = { 0 };
	assert_int_equal(try_build(fixture, out, editions, text, &diags), PUBLISH_DONE);
	assert_int_equal(diags.count, 0);
	diags_clear(&diags);
}

/* Adds what is at PATH: its NAME and bytes, or where a link leads, or what a folder holds but for names that begin with '.'. */
static void add_seen(struct buf *out, const char *path, const char *name)
{
	struct stat status;
	struct diags diags = { 0 };
	char target[512] = { 0 };
	assert_int_equal(lstat(path, &status), 0);
	buf_print(out, "%s:\n", name);
	if (S_ISLNK(status.st_mode)) {
		assert_true(readlink(path, target, sizeof target - 1) > 0);
		buf_add_text(out, target);
	} else if (S_ISREG(status.st_mode))
		assert_true(file_read(out, path, &diags));
	if (!S_ISDIR(status.st_mode))
		return;
	struct dirent **names;
	int count = scandir(path, &names, NULL, alphasort);
	assert_true(count >= 2);
	for (int i = 0; i < count; i++) {
		char inner[1024];
		snprintf(inner, sizeof inner, "%s/%s", path, names[i]->d_name);
		if (names[i]->d_name[0] != '.')
			add_seen(out, inner, names[i]->d_name);
		free(names[i]);
	}
	free(names);
	buf_add_text(out, "end\n");
}

/* All that a reader sees in FOLDER; of one that is not there as much as of an empty one. */
static struct buf seen(const struct fixture *fixture, const char *folder)
{
	struct buf out = { 0 };
	if (exists(fixture, folder))
		add_seen(&out, at(fixture, folder).text, "");
	else
		buf_add_text(&out, ":\nend\n");
	return out;
}

static bool is_seen(const struct fixture *fixture, const char *folder, const struct buf *wanted)
{
	struct buf now = seen(fixture, folder);
	bool same = str_equal(buf_str(&now), buf_str(wanted));
	buf_clear(&now);
	return same;
}

/* The names in FOLDER, sorted: ". out site". */
static void assert_names(const struct fixture *fixture, const char *folder, const char *wanted)
{
	struct dirent **names;
	struct buf text = { 0 };
	int count = scandir(at(fixture, folder).text, &names, NULL, alphasort);
	assert_true(count >= 2);
	for (int i = 0; i < count; i++) {
		if (strcmp(names[i]->d_name, ".") != 0 && strcmp(names[i]->d_name, "..") != 0)
			buf_print(&text, "%s%s", text.size ? " " : "", names[i]->d_name);
		free(names[i]);
	}
	free(names);
	assert_str(buf_str(&text), wanted);
	buf_clear(&text);
}

static void assert_clean(const struct fixture *fixture)
{
	assert_names(fixture, "out/.playbook", "README");
	assert_names(fixture, "", "out site");
}

/* ---- what is published */

static void a_build_makes_folder_and_zip(void **state)
{
	struct fixture *fixture = *state;
	build(fixture, "out", "staff", "new");
	assert_names(fixture, "out", ".playbook staff staff.zip");
	assert_text(fixture, "out/staff/guide/deep/b.html", "new");
	struct buf manifest = { 0 };
	struct diags diags = { 0 };
	assert_true(file_read(&manifest, at(fixture, "out/staff/manifest.json").text, &diags));
	assert_true(str_find(buf_str(&manifest), STR("\"edition\":\"staff\""), 0) > 0);
	assert_true(str_find(buf_str(&manifest), STR("{\"path\":\"guide/deep/b.html\",\"size\":3,\"sha256\":"
	            "\"11507a0e2f5e69d5dfa40a62a1bd7b6ee57e6bcd85c67c9b8431b36fff21c437\"}"), 0) > 0);
	assert_int_equal(str_find(buf_str(&manifest), STR("manifest.json"), 0), STR_NOT_FOUND);
	buf_clear(&manifest);
	assert_clean(fixture);
}

static void what_is_not_built_stays(void **state)
{
	struct fixture *fixture = *state;
	build(fixture, "out", "agent staff", "old");
	fixture_write(fixture, "out/notes.txt", "mine");
	fixture_write(fixture, "out/staffroom/.hidden", "mine");
	assert_int_equal(symlink("staff/index.html", at(fixture, "out/link").text), 0);
	ino_t notes = status_of(fixture, "out/notes.txt").st_ino, page = status_of(fixture, "out/agent/index.html").st_ino;
	build(fixture, "out", "staff", "new");
	assert_names(fixture, "out", ".playbook agent agent.zip link notes.txt staff staff.zip staffroom");
	assert_text(fixture, "out/link", "new");
	assert_text(fixture, "out/agent/index.html", "old");
	assert_text(fixture, "out/staffroom/.hidden", "mine");
	assert_int_equal(status_of(fixture, "out/notes.txt").st_ino, notes);
	assert_int_equal(status_of(fixture, "out/agent/index.html").st_ino, page);
	assert_clean(fixture);
}

static void pages_that_are_gone_and_zips_not_wanted_go(void **state)
{
	struct fixture *fixture = *state;
	struct diags diags = { 0 };
	struct publish_options options = OPTIONS;
	build(fixture, "out", "staff", "old");
	fixture_write(fixture, "out/staff/gone.html", "old");
	options.zip = false;
	assert_int_equal(build_with(&options, at(fixture, "out").text, at(fixture, "site").text, "staff", "new", &diags), PUBLISH_DONE);
	assert_names(fixture, "out", ".playbook staff");
	assert_names(fixture, "out/staff", "guide index.html manifest.json orders");
	assert_clean(fixture);
}

static void permissions_of_out_are_kept(void **state)
{
	static const mode_t MODES[] = { 0700, 0755, 02775, 01777 };
	struct fixture *fixture = *state;
	for (size_t i = 0; i < COUNT(MODES); i++) {
		build(fixture, "out", "staff", "old");
		assert_int_equal(chmod(at(fixture, "out").text, MODES[i]), 0);
		build(fixture, "out", "staff", "new");
		assert_int_equal(status_of(fixture, "out").st_mode & 07777, MODES[i]);
	}
}

static void out_is_found_however_it_is_spelt(void **state)
{
	static const struct { const char *cwd, *out; } CASES[] = {
		{ ".", "out" }, { "site", "../out" }, { "out", "." }, { "out", "../out/" }, { "site", "../site/../out//" }, { ".", "./link" },
		{ "out/staff", ".." },
	};
	struct fixture *fixture = *state;
	int here = open(".", O_RDONLY | O_DIRECTORY);
	build(fixture, "out", "staff", "first");
	assert_int_equal(symlink("out", at(fixture, "link").text), 0);
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct diags diags = { 0 };
		char text[16];
		snprintf(text, sizeof text, "%zu", i);
		assert_int_equal(chdir(at(fixture, CASES[i].cwd).text), 0);
		enum publish_result result = build_with(&OPTIONS, CASES[i].out, at(fixture, "site").text, "staff", text, &diags);
		assert_int_equal(fchdir(here), 0);
		assert_int_equal(result, PUBLISH_DONE);
		assert_text(fixture, "out/staff/index.html", text);
		assert_names(fixture, "", "link out site");
		assert_names(fixture, "out/.playbook", "README");
	}
	close(here);
}

struct crowd {
	struct sink *sink;
	struct work_queue queue;
	struct diags diags[8];
};

static void put_some(void *context, size_t worker)
{
	struct crowd *crowd = context;
	for (size_t i; (i = work_take(&crowd->queue)) < crowd->queue.count;) {
		char path[64], text[2048];
		snprintf(path, sizeof path, "orders/%zu/%zu/index.html", i % 7, i);
		memset(text, (int)('a' + i % 26), sizeof text);
		sink_put(crowd->sink, worker, str_from(path), (struct str){ text, i * 3 % sizeof text }, &crowd->diags[worker]);
	}
}

static void eight_workers_make_the_same_bytes_as_one(void **state)
{
	struct fixture *fixture = *state;
	struct buf first = { 0 };
	for (size_t jobs = 1; jobs <= 8; jobs += 7) {
		struct publish_options options = OPTIONS;
		struct publish *publish;
		struct diags diags = { 0 };
		struct crowd crowd = { .queue = { .count = 1000 } };
		options.jobs = jobs;
		assert_int_equal(publish_open(&publish, at(fixture, "out").text, at(fixture, "site").text, &options, &diags), PUBLISH_DONE);
		crowd.sink = publish_begin(publish, STR("staff"), &diags);
		work_run(jobs, put_some, &crowd);
		for (size_t i = 0; i < jobs; i++)
			assert_int_equal(crowd.diags[i].count, 0);
		assert_true(publish_seal(publish, &diags) && publish_commit(publish, &diags));
		publish_close(publish);
		if (jobs == 1)
			first = seen(fixture, "out");
		else
			assert_true(is_seen(fixture, "out", &first));
	}
	assert_true(first.size > 1000000);
	buf_clear(&first);
}

static void a_spill_file_has_no_name(void **state)
{
	struct fixture *fixture = *state;
	struct publish *publish;
	struct diags diags = { 0 };
	assert_int_equal(publish_open(&publish, at(fixture, "out").text, at(fixture, "site").text, &OPTIONS, &diags), PUBLISH_DONE);
	struct sink *sink = publish_begin(publish, STR("staff"), &diags);
	int fd = sink_spill(sink, &diags);
	struct stat status;
	assert_int_equal(fstat(fd, &status), 0);
	assert_int_equal(status.st_nlink, 0);
	assert_int_equal(pwrite(fd, "text", 4, 100), 4);
	char text[5] = { 0 };
	assert_int_equal(pread(fd, text, 4, 100), 4);
	assert_string_equal(text, "text");
	close(fd);
	assert_names(fixture, "out/.playbook/new", "staff");
	publish_close(publish);
	assert_false(exists(fixture, "out"));
}

/* ---- refusals */

static void what_is_not_ours_is_not_touched(void **state)
{
	static const struct { const char *out, *message; } CASES[] = {
		{ "site", "the output folder would hold the site itself" },
		{ "site/content/..", "the output folder would hold the site itself" },
		{ "", "the output folder would hold the site itself" },
		{ "above", "the output folder would hold the site itself" },
		{ "site/content", "the output folder lies in what the site is made from" },
		{ "site/content/public", "the output folder lies in what the site is made from" },
		{ "site/layouts/deep/er", "the output folder lies in what the site is made from" },
		{ "to-content/public", "the output folder lies in what the site is made from" },
		{ "full", "the output folder holds files that playbook did not make" },
		{ "namesake", "the output folder holds files that playbook did not make" },
		{ "linked", "the output folder holds files that playbook did not make" },
		{ "file", "there is a file where the output folder should be" },
		{ "broken", "there is a file where the output folder should be" },
		{ "nowhere/out", "the folder that the output should go to is not there" },
		{ "nowhere/..", "the folder that the output should go to is not there" },
		{ "file/out", "the folder that the output should go to is not there" },
	};
	struct fixture *fixture = *state;
	fixture_write(fixture, "site/layouts/deep/x", "");
	fixture_write(fixture, "full/file", "mine");
	fixture_write(fixture, "namesake/.playbook/README", "Somebody else's\n");
	fixture_write(fixture, "namesake/.playbook/old", "mine");
	fixture_write(fixture, "linked/file", "mine");
	fixture_write(fixture, "file", "mine");
	build(fixture, "ours", "staff", "ours");
	assert_int_equal(symlink(at(fixture, "ours/.playbook").text, at(fixture, "linked/.playbook").text), 0);
	assert_int_equal(symlink("nowhere", at(fixture, "broken").text), 0);
	assert_int_equal(symlink(fixture->root, at(fixture, "above").text), 0);
	assert_int_equal(symlink("site/content", at(fixture, "to-content").text), 0);
	struct buf before = seen(fixture, "");
	for (size_t i = 0; i < COUNT(CASES); i++) {
		struct diags diags = { 0 };
		steps = 0;
		assert_int_equal(try_build(fixture, CASES[i].out, "staff", "new", &diags), PUBLISH_REFUSED);
		assert_diag(&diags, CASES[i].message, NULL);
		assert_int_equal(diags.count, 1);
		assert_int_equal(diags.failures, 0);
		assert_true(diags.items[0].hint.size > 0);
		assert_int_equal(steps, 0);
		assert_true(is_seen(fixture, "", &before));
		diags_clear(&diags);
	}
	assert_text(fixture, "namesake/.playbook/old", "mine");
	buf_clear(&before);
}

static void empty_folders_and_public_inside_the_site_are_fine(void **state)
{
	struct fixture *fixture = *state;
	mkdir(at(fixture, "empty").text, 0777);
	mkdir(at(fixture, "begun").text, 0777);
	mkdir(at(fixture, "begun/.playbook").text, 0777);
	fixture_write(fixture, "noted/.playbook/README", "");
	static const char *const OUTS[] = { "empty", "begun", "noted", "site/public", "new/" };
	for (size_t i = 0; i < COUNT(OUTS); i++) {
		build(fixture, OUTS[i], "staff", "first");
		build(fixture, OUTS[i], "staff", "second");
	}
	assert_text(fixture, "site/public/staff/index.html", "second");
	assert_text(fixture, "new/staff/index.html", "second");
}

static void two_builds_do_not_collide(void **state)
{
	struct fixture *fixture = *state;
	struct publish *first;
	struct diags diags = { 0 };
	build(fixture, "out", "staff", "old");
	assert_int_equal(publish_open(&first, at(fixture, "out").text, at(fixture, "site").text, &OPTIONS, &diags), PUBLISH_DONE);
	assert_true(make_editions(first, OPTIONS.jobs, "staff", "first", &diags));
	assert_int_equal(try_build(fixture, "out", "staff", "second", &diags), PUBLISH_REFUSED);
	assert_diag(&diags, "another build is at work in the output folder", "wait for it, or name another folder with --out");
	assert_text(fixture, "out/staff/index.html", "old");
	assert_true(publish_commit(first, &diags));
	assert_text(fixture, "out/staff/index.html", "first");
	/* OUT is another folder now, but the first build has not ended */
	assert_int_equal(try_build(fixture, "out", "staff", "second", &diags), PUBLISH_REFUSED);
	publish_close(first);
	build(fixture, "out", "staff", "second");
	assert_text(fixture, "out/staff/index.html", "second");
	assert_clean(fixture);
	diags_clear(&diags);
}

static void the_first_of_two_first_builds_wins(void **state)
{
	struct fixture *fixture = *state;
	struct publish *first;
	struct diags diags = { 0 };
	assert_int_equal(publish_open(&first, at(fixture, "out").text, at(fixture, "site").text, &OPTIONS, &diags), PUBLISH_DONE);
	assert_int_equal(try_build(fixture, "out", "staff", "second", &diags), PUBLISH_REFUSED);
	assert_true(exists(fixture, "out/.playbook/new"));
	publish_close(first);
	assert_false(exists(fixture, "out"));
	diags_clear(&diags);
}

/* ---- builds that fail */

static void what_is_not_committed_leaves_nothing(void **state)
{
	struct fixture *fixture = *state;
	struct publish *publish;
	struct diags diags = { 0 };
	mkdir(at(fixture, "empty").text, 0777);
	build(fixture, "out", "staff", "old");
	struct buf before = seen(fixture, "out");
	static const char *const OUTS[] = { "out", "empty", "absent" };
	for (size_t i = 0; i < COUNT(OUTS); i++) {
		assert_int_equal(publish_open(&publish, at(fixture, OUTS[i]).text, at(fixture, "site").text, &OPTIONS, &diags), PUBLISH_DONE);
		assert_true(make_editions(publish, OPTIONS.jobs, "staff", "new", &diags));
		assert_true(put_files(publish_begin(publish, STR("agent"), &diags), OPTIONS.jobs, "new", &diags));
		publish_close(publish);
	}
	assert_true(is_seen(fixture, "out", &before));
	assert_names(fixture, "out/.playbook", "README");
	assert_names(fixture, "empty", "");
	assert_names(fixture, "", "empty out site");
	buf_clear(&before);
}

static void a_file_put_twice_fails_the_build(void **state)
{
	static const char *const PATHS[] = { "index.html", "manifest.json", "../outside", "guide" };
	struct fixture *fixture = *state;
	build(fixture, "out", "staff", "old");
	struct buf before = seen(fixture, "out");
	for (size_t i = 0; i < COUNT(PATHS); i++) {
		struct publish *publish;
		struct diags diags = { 0 };
		assert_int_equal(publish_open(&publish, at(fixture, "out").text, at(fixture, "site").text, &OPTIONS, &diags), PUBLISH_DONE);
		struct sink *sink = publish_begin(publish, STR("staff"), &diags);
		assert_true(put_files(sink, OPTIONS.jobs, "new", &diags));
		bool ok = sink_put(sink, 1, str_from(PATHS[i]), STR("x"), &diags) && publish_seal(publish, &diags);
		assert_false(ok);
		assert_int_equal(diags.errors, 1);
		assert_int_equal(diags.failures, 0);
		publish_close(publish);
		diags_clear(&diags);
		assert_true(is_seen(fixture, "out", &before));
	}
	assert_clean(fixture);
	buf_clear(&before);
}

static void an_output_that_cannot_reach_the_disk_is_not_published(void **state)
{
	struct fixture *fixture = *state;
	struct diags diags = { 0 };
	build(fixture, "out", "staff", "old");
	sync_error = ENOSPC;
	assert_int_equal(try_build(fixture, "out", "staff", "new", &diags), PUBLISH_FAILED);
	assert_int_equal(diags.failures, 1);
	assert_text(fixture, "out/staff/index.html", "old");
	assert_clean(fixture);
	diags_clear(&diags);
}

struct attempt {
	const struct fixture *fixture;
	const char *editions;
	rlim_t limit;   /* bytes a file may have, or 0 */
	long kill_at;
};

enum { SUCCEEDED, FAILED, FAILED_WRONGLY };

/* A build on one thread. */
static int attempt_build(void *context)
{
	const struct attempt *attempt = context;
	struct diags diags = { 0 };
	struct publish_options options = OPTIONS;
	options.jobs = 1;
	if (attempt->limit) {
		signal(SIGXFSZ, SIG_IGN);
		setrlimit(RLIMIT_FSIZE, &(struct rlimit){ attempt->limit, attempt->limit });
	}
	steps = 0;
	kill_at = attempt->kill_at;
	enum publish_result result = build_with(&options, at(attempt->fixture, "out").text, at(attempt->fixture, "site").text,
	                                        attempt->editions, "new", &diags);
	if (result == PUBLISH_DONE)
		return SUCCEEDED;
	return diags.failures > 0 && diags.failures == diags.errors ? FAILED : FAILED_WRONGLY;
}

static void a_full_disk_leaves_the_old_output(void **state)
{
	struct fixture *fixture = *state;
	struct attempt attempt = { .fixture = fixture, .editions = "staff", .limit = 1 };
	build(fixture, "out", "staff", "old");
	struct buf before = seen(fixture, "out");
	size_t failed = 0;
	/* the limits strike in pages, the manifest, spill files and zips, until there is room for all of them */
	while (child_run(attempt_build, &attempt) == FAILED) {
		assert_true(is_seen(fixture, "out", &before));
		assert_clean(fixture);
		failed++;
		attempt.limit += attempt.limit < 10 ? 1 : 70;
	}
	assert_text(fixture, "out/staff/index.html", "new");
	assert_clean(fixture);
	assert_true(failed > 15);
	buf_clear(&before);
}

/* ---- where OUT cannot be exchanged as a whole */

static void assert_new_beside_mine(const struct fixture *fixture, const char *names)
{
	assert_names(fixture, "out", names);
	assert_text(fixture, "out/staff/index.html", "new");
	assert_text(fixture, "out/agent/index.html", "new");
	assert_text(fixture, "out/notes.txt", "mine");
	assert_names(fixture, "out/staff", "guide index.html manifest.json orders");
	assert_names(fixture, "out/.playbook", "README");
}

static void a_name_taken_beside_out_means_entry_by_entry(void **state)
{
	struct fixture *fixture = *state;
	build(fixture, "out", "staff", "old");
	fixture_write(fixture, "out/notes.txt", "mine");
	fixture_write(fixture, "out/staff/gone.html", "old");
	fixture_write(fixture, ".out.playbook-new/file", "mine");
	ino_t folder = status_of(fixture, "out").st_ino;
	build(fixture, "out", "staff agent", "new");
	assert_new_beside_mine(fixture, ".playbook agent agent.zip notes.txt staff staff.zip");
	assert_int_equal(status_of(fixture, "out").st_ino, folder);
	assert_text(fixture, ".out.playbook-new/file", "mine");
	assert_names(fixture, "", ".out.playbook-new out site");
}

static void without_exchange_entries_are_moved(void **state)
{
	static const int ERRORS[] = { EINVAL, ENOSYS, EBUSY, EXDEV };
	struct fixture *fixture = *state;
	for (size_t i = 0; i < COUNT(ERRORS); i++) {
		build(fixture, "out", "staff agent", "old");
		fixture_write(fixture, "out/notes.txt", "mine");
		fixture_write(fixture, "out/staff/gone.html", "old");
		exchange_error = ERRORS[i];
		build(fixture, "out", "staff agent", "new");
		exchange_error = 0;
		assert_new_beside_mine(fixture, ".playbook agent agent.zip notes.txt staff staff.zip");
		assert_clean(fixture);
	}
}

static void zips_not_wanted_go_entry_by_entry_too(void **state)
{
	struct fixture *fixture = *state;
	struct diags diags = { 0 };
	struct publish_options options = OPTIONS;
	build(fixture, "out", "staff", "old");
	options.zip = false;
	exchange_error = ENOSYS;
	assert_int_equal(build_with(&options, at(fixture, "out").text, at(fixture, "site").text, "staff", "new", &diags), PUBLISH_DONE);
	exchange_error = 0;
	assert_names(fixture, "out", ".playbook staff");
	assert_clean(fixture);
}

/* ---- builds that are killed */

/* What a child that dies leaves is cleared when the next build opens OUT. */
static void assert_next_build_clears(const struct fixture *fixture, const struct buf *now)
{
	struct publish *publish;
	struct diags diags = { 0 };
	assert_int_equal(publish_open(&publish, at(fixture, "out").text, at(fixture, "site").text, &OPTIONS, &diags), PUBLISH_DONE);
	assert_names(fixture, "out/.playbook", "README new");
	assert_names(fixture, "out/.playbook/new", "");
	publish_close(publish);
	assert_int_equal(diags.count, 0);
	assert_true(is_seen(fixture, "out", now));
}

static bool die_at(const struct fixture *fixture, long number, const char *editions)
{
	struct attempt attempt = { .fixture = fixture, .editions = editions, .kill_at = number };
	int result = child_run(attempt_build, &attempt);
	assert_true(result == CHILD_DIED || result == SUCCEEDED);
	return result == CHILD_DIED;
}

static void a_killed_build_leaves_the_old_output_or_the_new(void **state)
{
	struct fixture *fixture = *state;
	build(fixture, "out", "staff agent other", "old");
	fixture_write(fixture, "out/notes.txt", "mine");
	build(fixture, "out", "staff agent", "new");
	struct buf new = seen(fixture, "out");
	build(fixture, "out", "staff agent", "old");
	struct buf old = seen(fixture, "out");
	long olds = 0, news = 0;
	for (long number = 1; die_at(fixture, number, "staff agent"); number++) {
		bool is_old = is_seen(fixture, "out", &old), is_new = is_seen(fixture, "out", &new);
		assert_true(is_old || is_new);
		assert_true(is_old || olds > 0);
		olds += is_old;
		news += is_new;
		assert_next_build_clears(fixture, is_old ? &old : &new);
		assert_names(fixture, "", "out site");
		if (is_new)
			build(fixture, "out", "staff agent", "old");
	}
	assert_true(is_seen(fixture, "out", &new));
	assert_clean(fixture);
	print_message("old after %ld kills, new after %ld\n", olds, news);
	assert_true(olds > 30);
	assert_true(news > 20);
	buf_clear(&old);
	buf_clear(&new);
}

static void a_killed_first_build_leaves_nothing_or_all(void **state)
{
	struct fixture *fixture = *state;
	struct buf nothing = seen(fixture, "out");
	build(fixture, "out", "staff", "new");
	struct buf new = seen(fixture, "out");
	long nothings = 0, news = 0;
	for (long number = 1;; number++) {
		struct text_of old = at(fixture, "out"), away = at(fixture, "away");
		assert_int_equal(rename(old.text, away.text), 0);
		assert_int_equal(nftw(away.text, fixture_remove_one, 16, FTW_DEPTH | FTW_PHYS), 0);
		if (!die_at(fixture, number, "staff"))
			break;
		bool is_nothing = is_seen(fixture, "out", &nothing), is_new = is_seen(fixture, "out", &new);
		assert_true(is_nothing || is_new);
		nothings += is_nothing;
		news += is_new;
		assert_next_build_clears(fixture, is_new ? &new : &nothing);
		build(fixture, "out", "staff", "new");
	}
	assert_true(is_seen(fixture, "out", &new));
	print_message("nothing after %ld kills, new after %ld\n", nothings, news);
	assert_true(nothings > 8);
	assert_true(news > 2);
	buf_clear(&nothing);
	buf_clear(&new);
}

static void without_exchange_each_entry_is_old_or_new(void **state)
{
	struct fixture *fixture = *state;
	build(fixture, "out", "staff agent", "old");
	exchange_error = ENOSYS;
	for (long number = 1; die_at(fixture, number, "staff agent"); number++) {
		static const char *const EDITIONS[] = { "staff", "agent" };
		for (size_t i = 0; i < COUNT(EDITIONS); i++) {
			char page[64], deep[64];
			snprintf(page, sizeof page, "out/%s/index.html", EDITIONS[i]);
			snprintf(deep, sizeof deep, "out/%s/guide/deep/b.html", EDITIONS[i]);
			assert_true(exists(fixture, page) == exists(fixture, deep));
			if (exists(fixture, page)) {
				struct buf one = { 0 }, other = { 0 };
				struct diags diags = { 0 };
				assert_true(file_read(&one, at(fixture, page).text, &diags) && file_read(&other, at(fixture, deep).text, &diags));
				assert_true(str_equal(buf_str(&one), buf_str(&other)));
				buf_clear(&one);
				buf_clear(&other);
			}
		}
		build(fixture, "out", "staff agent", "old");
		assert_text(fixture, "out/staff/index.html", "old");
		assert_clean(fixture);
	}
	assert_text(fixture, "out/staff/index.html", "new");
}

static void only_our_tree_beside_out_is_cleared(void **state)
{
	struct fixture *fixture = *state;
	build(fixture, "out", "staff", "old");
	build(fixture, ".out.playbook-new", "staff", "left by a killed build");
	build(fixture, "out", "staff", "new");
	assert_text(fixture, "out/staff/index.html", "new");
	assert_clean(fixture);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, fixture_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_build_makes_folder_and_zip),
		CASE(what_is_not_built_stays),
		CASE(pages_that_are_gone_and_zips_not_wanted_go),
		CASE(permissions_of_out_are_kept),
		CASE(out_is_found_however_it_is_spelt),
		CASE(eight_workers_make_the_same_bytes_as_one),
		CASE(a_spill_file_has_no_name),
		CASE(what_is_not_ours_is_not_touched),
		CASE(empty_folders_and_public_inside_the_site_are_fine),
		CASE(two_builds_do_not_collide),
		CASE(the_first_of_two_first_builds_wins),
		CASE(what_is_not_committed_leaves_nothing),
		CASE(a_file_put_twice_fails_the_build),
		CASE(an_output_that_cannot_reach_the_disk_is_not_published),
		CASE(a_full_disk_leaves_the_old_output),
		CASE(a_name_taken_beside_out_means_entry_by_entry),
		CASE(without_exchange_entries_are_moved),
		CASE(zips_not_wanted_go_entry_by_entry_too),
		CASE(a_killed_build_leaves_the_old_output_or_the_new),
		CASE(a_killed_first_build_leaves_nothing_or_all),
		CASE(without_exchange_each_entry_is_old_or_new),
		CASE(only_our_tree_beside_out_is_cleared),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
