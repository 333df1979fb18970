#include "output/target.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "output/emit.h"
#include "output/tree.h"

#define NOTE "README"

/* What marks a folder is the first line. */
static const char MARK[] = "This folder is the output of playbook.\n";
static const char NOTE_TEXT[] =
	"This folder is the output of playbook.\n"
	"\n"
	"Each build replaces the editions that it makes, such as staff/ and staff.zip; other files beside them stay as they are.\n"
	"Without this note playbook does not write here.\n";

static const char *join(struct target *target, const char *folder, const char *name)
{
	return path_join(&target->arena, str_from(folder), str_from(name));
}

static enum publish_result refuse(struct diags *diags, const char *out, const char *what, const char *hint)
{
	diag_error(diags, (struct place){ .path = out }, "%s", what);
	diag_hint(diags, "%s", hint);
	return PUBLISH_REFUSED;
}

static enum publish_result fail(struct diags *diags, const char *path, const char *what)
{
	diag_failure(diags, path, what);
	return PUBLISH_FAILED;
}

/* ---- looking: nothing is touched here */

/* Whether the absolute PATH is FOLDER or lies in it: by what the names stand for, not how they are spelt. */
static bool lies_in(const char *path, const char *folder)
{
	struct stat wanted, status;
	char above[PATH_MAX];
	struct str rest = str_from(path);
	if (stat(folder, &wanted) != 0)
		return false;
	for (;;) {
		memcpy(above, rest.size ? rest.data : "/", rest.size + !rest.size);
		above[rest.size + !rest.size] = '\0';
		if (stat(above, &status) == 0 && status.st_dev == wanted.st_dev && status.st_ino == wanted.st_ino)
			return true;
		if (rest.size == 0)
			return false;
		rest = path_folder(rest);
	}
}

/* Finds OUT's absolute name; it may not exist yet, the folder above it must. */
static enum publish_result find_out(struct target *target, const char *out, struct diags *diags)
{
	char real[PATH_MAX];
	if (realpath(out, real)) {
		struct str folder = path_folder(str_from(real));
		target->out = arena_text(&target->arena, str_from(real));
		target->parent = arena_text(&target->arena, folder.size ? folder : STR("/"));
		return PUBLISH_DONE;
	}
	if (errno != ENOENT && errno != ENOTDIR)
		return fail(diags, out, "the output folder cannot be looked at");
	struct str path = str_from(out);
	while (path.size > 1 && path.data[path.size - 1] == '/')
		path.size--;
	struct str name = path_name(path), folder = path_folder(path);
	const char *parent = folder.size ? arena_text(&target->arena, folder) : path.size && path.data[0] == '/' ? "/" : ".";
	if (name.size == 0 || str_equal(name, STR(".")) || str_equal(name, STR("..")) || !realpath(parent, real) ||
	    !file_is_folder(real))
		return refuse(diags, out, "the folder that the output should go to is not there", "make it first");
	target->parent = arena_text(&target->arena, str_from(real));
	target->out = path_join(&target->arena, str_from(real), name);
	return PUBLISH_DONE;
}

static enum publish_result check_site(const struct target *target, const char *out, const char *site, struct diags *diags)
{
	static const char *const READ[] = { "content", "layouts" };
	char real[PATH_MAX];
	if (!realpath(site, real))
		return fail(diags, site, "the site cannot be looked at");
	if (lies_in(real, target->out))
		return refuse(diags, out, "the output folder would hold the site itself", "name another folder with --out");
	for (size_t i = 0; i < sizeof READ / sizeof *READ; i++) {
		char part[PATH_MAX + 16];
		snprintf(part, sizeof part, "%s/%s", real, READ[i]);
		if (lies_in(target->out, part))
			return refuse(diags, out, "the output folder lies in what the site is made from", "name another folder with --out");
	}
	return PUBLISH_DONE;
}

/* Whether the folder at PATH holds nothing, or nothing but EXCEPT. */
static bool is_empty(const char *path, const char *except)
{
	DIR *folder = opendir(path);
	if (!folder)
		return false;
	bool empty = true;
	errno = 0;
	for (struct dirent *entry; (entry = readdir(folder));)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && strcmp(entry->d_name, except) != 0)
			empty = false;
	empty = empty && errno == 0;
	closedir(folder);
	return empty;
}

/* Whether FOLDER bears our note.  A link in its place does not count. */
static bool is_marked(const char *folder)
{
	char path[PATH_MAX + 32], text[sizeof MARK];
	struct stat status;
	snprintf(path, sizeof path, "%s/" TARGET_MARKER, folder);
	if (lstat(path, &status) != 0 || !S_ISDIR(status.st_mode))
		return false;
	snprintf(path, sizeof path, "%s/" TARGET_MARKER "/" NOTE, folder);
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	ssize_t got = fd < 0 ? -1 : read(fd, text, sizeof MARK - 1);
	if (fd >= 0)
		close(fd);
	return got == sizeof MARK - 1 && memcmp(text, MARK, sizeof MARK - 1) == 0;
}

/* Whether OUT holds only what a build leaves that was killed as it began: a marker without its note, or with an empty one. */
static bool is_begun(const struct target *target)
{
	struct stat status;
	char note[PATH_MAX + 32];
	snprintf(note, sizeof note, "%s/" NOTE, target->marker);
	return is_empty(target->out, TARGET_MARKER) && lstat(target->marker, &status) == 0 && S_ISDIR(status.st_mode) &&
	       is_empty(target->marker, NOTE) && (lstat(note, &status) != 0 || (S_ISREG(status.st_mode) && status.st_size == 0));
}

static enum publish_result look(struct target *target, const char *out, const char *site, struct diags *diags)
{
	struct stat status;
	enum publish_result result = find_out(target, out, diags);
	if (result == PUBLISH_DONE)
		result = check_site(target, out, site, diags);
	if (result != PUBLISH_DONE)
		return result;
	target->marker = join(target, target->out, TARGET_MARKER);
	if (lstat(target->out, &status) != 0) {
		target->made = errno == ENOENT;
		return target->made ? PUBLISH_DONE : fail(diags, out, "the output folder cannot be looked at");
	}
	if (!S_ISDIR(status.st_mode))
		return refuse(diags, out, "there is a file where the output folder should be", "name another folder with --out");
	if (access(target->out, R_OK | X_OK) != 0)
		return fail(diags, out, "the output folder cannot be looked at");
	target->empty = is_empty(target->out, "") || is_begun(target);
	if (target->empty || is_marked(target->out))
		return PUBLISH_DONE;
	return refuse(diags, out, "the output folder holds files that playbook did not make",
	              "name an empty folder or a new one with --out; nothing was touched");
}

/* ---- taking it over */

/* Writes the note, which is open at FD, unless it is there. */
static bool write_note(int fd, const char *path, struct diags *diags)
{
	struct stat status;
	if (fstat(fd, &status) == 0 && status.st_size > 0)
		return true;
	return emit_bytes(fd, str_from(NOTE_TEXT)) || diag_failure(diags, path, "cannot be written");
}

static bool is_at(int fd, const char *path)
{
	struct stat open, named;
	return fstat(fd, &open) == 0 && lstat(path, &named) == 0 && open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

/* Opens and locks OUT's note: the one that bears the name when it is locked, not one that another build has just replaced. */
static enum publish_result lock(struct target *target, const char *out, struct diags *diags)
{
	const char *note = join(target, target->marker, NOTE);
	for (;;) {
		int fd = open(note, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
		if (fd < 0)
			return fail(diags, note, "the output folder cannot be locked");
		if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
			bool busy = errno == EWOULDBLOCK;
			enum publish_result result = busy ? refuse(diags, out, "another build is at work in the output folder",
			                                           "wait for it, or name another folder with --out")
			                                  : fail(diags, note, "the output folder cannot be locked");
			close(fd);
			return result;
		}
		if (is_at(fd, note)) {
			target->lock = fd;
			return write_note(fd, note, diags) ? PUBLISH_DONE : PUBLISH_FAILED;
		}
		close(fd);
	}
}

/* Removes what a killed build left: in the marker, and a tree on its way to or from OUT's name. */
static bool clear_leftovers(struct target *target, struct diags *diags)
{
	if (is_marked(target->aside)) {
		if (!tree_remove(target->old, diags))
			return false;
		if (rename(target->aside, target->old) != 0)
			return diag_failure(diags, target->aside, "cannot be removed");
	}
	DIR *folder = opendir(target->marker);
	if (!folder)
		return diag_failure(diags, target->marker, "cannot be opened");
	bool ok = true;
	for (struct dirent *entry; ok && (entry = readdir(folder));) {
		const char *name = entry->d_name;
		if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0 && strcmp(name, NOTE) != 0)
			ok = tree_remove(join(target, target->marker, name), diags);
	}
	closedir(folder);
	return ok;
}

static enum publish_result take(struct target *target, const char *out, struct diags *diags)
{
	if (target->made && mkdir(target->out, 0777) != 0) {
		target->made = false;
		if (errno != EEXIST)
			return fail(diags, out, "the output folder cannot be made");
	}
	if (mkdir(target->marker, 0777) != 0 && errno != EEXIST)
		return fail(diags, out, "the output folder cannot be written");
	enum publish_result result = lock(target, out, diags);
	if (result != PUBLISH_DONE)
		return result;
	if (!clear_leftovers(target, diags))
		return PUBLISH_FAILED;
	return mkdir(target->stage, 0777) == 0 ? PUBLISH_DONE : fail(diags, target->stage, "the folder cannot be made");
}

enum publish_result target_open(struct target *target, const char *out, const char *site, struct diags *diags)
{
	*target = (struct target){ .lock = -1, .next_lock = -1 };
	enum publish_result result = look(target, out, site, diags);
	if (result == PUBLISH_DONE) {
		struct str name = path_name(str_from(target->out));
		struct str aside = arena_print(&target->arena, ".%.*s.playbook-new", STR_ARG(name));
		target->aside = path_join(&target->arena, str_from(target->parent), aside);
		target->stage = join(target, target->marker, "new");
		target->old = join(target, target->marker, "old");
		result = take(target, out, diags);
	}
	if (result != PUBLISH_DONE)
		target_close(target, false);
	return result;
}

bool target_mark_stage(struct target *target, struct diags *diags)
{
	const char *marker = join(target, target->stage, TARGET_MARKER), *note = join(target, marker, NOTE);
	if (mkdir(marker, 0777) != 0)
		return diag_failure(diags, marker, "the folder cannot be made");
	target->next_lock = open(note, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (target->next_lock < 0)
		return diag_failure(diags, note, "cannot be written");
	if (flock(target->next_lock, LOCK_EX | LOCK_NB) != 0)
		return diag_failure(diags, note, "cannot be locked");
	return write_note(target->next_lock, note, diags);
}

void target_close(struct target *target, bool published)
{
	struct diags quiet = { 0 };  /* what cannot be removed now, the next build removes */
	if (target->lock >= 0 && !published) {
		tree_remove(target->stage, &quiet);
		if ((target->made || target->empty) && is_empty(target->out, TARGET_MARKER))
			tree_remove(target->marker, &quiet);
	}
	if (target->made && !published)
		rmdir(target->out);  /* which does nothing unless it is empty */
	if (target->next_lock >= 0)
		close(target->next_lock);
	if (target->lock >= 0)
		close(target->lock);
	diags_clear(&quiet);
	arena_clear(&target->arena);
	*target = (struct target){ .lock = -1, .next_lock = -1 };
}
