#include "output/publish.h"

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

#include "base/arena.h"
#include "base/file.h"
#include "base/memory.h"
#include "data/hash.h"
#include "output/audit.h"
#include "output/emit.h"
#include "output/manifest.h"
#include "output/pack.h"

#define MARKER ".playbook"

static const char MARKER_TEXT[] = "This folder was made by playbook, which may replace everything in it.\n";

/* What one worker put, in its order. */
struct put_list {
	struct pack_file *files;
	size_t count, capacity;
	struct arena paths;
	struct emit_cache cache;
};

struct edition_sink {
	struct sink sink;  /* first, so that a sink is its edition_sink */
	struct publish *publish;
	struct str name;
	char *root;        /* the staged folder */
	struct pack *pack; /* or NULL without a zip */
	struct put_list *lists;
};

struct publish {
	struct arena arena;
	struct publish_options options;
	char *out;         /* absolute, without links */
	char *parent;      /* of OUT */
	char *aside;       /* the name beside OUT that the exchange goes through, for an instant */
	char *marker;      /* OUT/.playbook */
	char *stage;       /* OUT/.playbook/new */
	int lock;
	bool made, empty;  /* OUT was absent; was empty */
	bool committed;
	struct str *sealed; /* editions that are staged */
	size_t sealed_count, sealed_capacity;
	struct edition_sink edition;
};

static char *join(struct publish *publish, const char *folder, const char *name)
{
	return path_join(&publish->arena, str_from(folder), str_from(name));
}

static bool refuse(struct diags *diags, const char *path, const char *what, const char *hint)
{
	diag_error(diags, (struct place){ .path = path }, "%s", what);
	diag_hint(diags, "%s", hint);
	return false;
}

/* Whether PATH is FOLDER or lies in it; both absolute. */
static bool lies_in(const char *path, const char *folder)
{
	size_t size = strlen(folder);
	return strncmp(path, folder, size) == 0 && (path[size] == '\0' || path[size] == '/' || strcmp(folder, "/") == 0);
}

/* Finds OUT's absolute name; it may not exist yet, its parent must. */
static bool find_out(struct publish *publish, const char *out, struct diags *diags)
{
	char real[PATH_MAX];
	if (realpath(out, real)) {
		publish->out = arena_text(&publish->arena, str_from(real));
		publish->parent = arena_text(&publish->arena, path_folder(str_from(real)));
		if (!*publish->parent)
			publish->parent = arena_text(&publish->arena, STR("/"));
		return true;
	}
	struct str path = str_from(out);
	while (path.size > 1 && path.data[path.size - 1] == '/')
		path.size--;
	struct str name = path_name(path), folder = path_folder(path);
	const char *parent = folder.size ? arena_text(&publish->arena, folder) : path.data[0] == '/' ? "/" : ".";
	if (errno != ENOENT || str_equal(name, STR("..")) || str_equal(name, STR(".")) || !realpath(parent, real))
		return refuse(diags, out, "the output cannot go here: the folder above it is not there", "make that folder first");
	publish->parent = arena_text(&publish->arena, str_from(real));
	publish->out = path_join(&publish->arena, str_from(real), name);
	return true;
}

static bool is_empty(const char *path)
{
	DIR *folder = opendir(path);
	bool empty = folder != NULL;
	for (struct dirent *entry; folder && (entry = readdir(folder));)
		empty = empty && (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0);
	if (folder)
		closedir(folder);
	return empty;
}

/* Only looks. */
static bool may_write(struct publish *publish, const char *out, const char *site, struct diags *diags)
{
	char real[PATH_MAX];
	if (!find_out(publish, out, diags))
		return false;
	if (realpath(site, real)) {
		if (lies_in(real, publish->out))
			return refuse(diags, out, "the output folder would hold the site itself", "name another folder with --out");
		static const char *const READ[] = { "content", "layouts" };
		for (size_t i = 0; i < sizeof READ / sizeof *READ; i++)
			if (lies_in(publish->out, join(publish, real, READ[i])))
				return refuse(diags, out, "the output folder lies in what the site is made from", "name another folder with --out");
	}
	struct stat status;
	if (lstat(publish->out, &status) != 0) {
		publish->made = true;
		return true;
	}
	if (!S_ISDIR(status.st_mode))
		return refuse(diags, out, "there is a file where the output folder should be", "name another folder with --out");
	publish->empty = is_empty(publish->out);
	if (publish->empty || file_is_folder(join(publish, publish->out, MARKER)))
		return true;
	return refuse(diags, out, "the output folder holds files that playbook did not make",
	              "name an empty folder or a new one with --out; nothing was touched");
}

/* Says in ROOT/.playbook what the folder is. */
static bool write_marker(const char *root, struct diags *diags)
{
	struct emit_cache cache = { 0 };
	bool ok = emit_file(&cache, root, STR(MARKER "/README"), str_from(MARKER_TEXT), diags);
	emit_cache_clear(&cache);
	return ok;
}

/* Removes what a killed build left: all of OUT's marker folder but the lock, and a tree on its way to or from OUT. */
static bool clear_leftovers(struct publish *publish, struct diags *diags)
{
	DIR *folder = opendir(publish->marker);
	if (!folder)
		return diag_failure(diags, publish->marker, "cannot be opened");
	bool ok = true;
	for (struct dirent *entry; ok && (entry = readdir(folder));)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 && strcmp(entry->d_name, "lock") != 0)
			ok = emit_remove(join(publish, publish->marker, entry->d_name), diags);
	closedir(folder);
	if (ok && file_is_folder(join(publish, publish->aside, MARKER)))
		ok = emit_remove(publish->aside, diags);
	return ok;
}

/* Takes the lock and clears what a killed build left. */
static enum publish_result take_over(struct publish *publish, const char *out, struct diags *diags)
{
	if (publish->made && mkdir(publish->out, 0777) != 0) {
		diag_failure(diags, out, "the output folder cannot be made");
		return PUBLISH_FAILED;
	}
	if (mkdir(publish->marker, 0777) != 0 && errno != EEXIST) {
		diag_failure(diags, out, "the output folder cannot be written");
		return PUBLISH_FAILED;
	}
	publish->lock = open(join(publish, publish->marker, "lock"), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (publish->lock < 0) {
		diag_failure(diags, out, "the output folder cannot be locked");
		return PUBLISH_FAILED;
	}
	if (flock(publish->lock, LOCK_EX | LOCK_NB) != 0) {
		publish->made = publish->empty = false;  /* somebody else's now */
		refuse(diags, out, "another build is at work in the output folder", "wait for it, or name another folder with --out");
		return PUBLISH_REFUSED;
	}
	bool ok = clear_leftovers(publish, diags) && write_marker(publish->out, diags);
	if (ok && mkdir(publish->stage, 0777) != 0)
		ok = diag_failure(diags, publish->stage, "the folder cannot be made");
	return ok ? PUBLISH_DONE : PUBLISH_FAILED;
}

enum publish_result publish_open(struct publish **opened, const char *out, const char *site,
                                 const struct publish_options *options, struct diags *diags)
{
	struct publish *publish = memory_new(1, sizeof *publish);
	publish->options = *options;
	publish->lock = -1;
	*opened = NULL;
	if (!may_write(publish, out, site, diags)) {
		arena_clear(&publish->arena);
		memory_free(publish);
		return PUBLISH_REFUSED;
	}
	struct str name = path_name(str_from(publish->out));
	struct str aside = arena_print(&publish->arena, ".%.*s.playbook-new", STR_ARG(name));
	publish->aside = path_join(&publish->arena, str_from(publish->parent), aside);
	publish->marker = join(publish, publish->out, MARKER);
	publish->stage = join(publish, publish->marker, "new");
	enum publish_result result = take_over(publish, out, diags);
	if (result == PUBLISH_DONE)
		*opened = publish;
	else
		publish_close(publish);
	return result;
}

static struct edition_sink *edition_of(struct sink *sink)
{
	return (struct edition_sink *)sink;
}

static bool put(struct sink *sink, size_t worker, struct str path, struct str bytes, struct diags *diags)
{
	struct edition_sink *edition = edition_of(sink);
	struct put_list *list = &edition->lists[worker];
	memory_room(list->files, list->count, list->capacity);
	struct pack_file *file = &list->files[list->count];
	*file = (struct pack_file){ .path = arena_str(&list->paths, path), .size = bytes.size };
	struct buf digest = { 0 };
	hash_sha256(&digest, bytes);
	memcpy(file->sha256, digest.data, sizeof file->sha256 - 1);
	buf_clear(&digest);
	if (!emit_file(&list->cache, edition->root, path, bytes, diags) ||
	    (edition->pack && !pack_add(edition->pack, worker, file, bytes, diags)))
		return false;
	list->count++;
	return true;
}

static int spill(struct sink *sink, struct diags *diags)
{
	struct buf path = { 0 };
	buf_print(&path, "%s/spill-XXXXXX", edition_of(sink)->publish->marker);
	int fd = mkstemp(path.data);
	if (fd >= 0)
		unlink(path.data);
	else
		diag_failure(diags, path.data, "a temporary file cannot be made");
	buf_clear(&path);
	return fd;
}

static void clear_edition(struct edition_sink *edition, size_t jobs)
{
	pack_destroy(edition->pack);
	for (size_t i = 0; edition->lists && i < jobs; i++) {
		memory_free(edition->lists[i].files);
		arena_clear(&edition->lists[i].paths);
		emit_cache_clear(&edition->lists[i].cache);
	}
	memory_free(edition->lists);
	*edition = (struct edition_sink){ 0 };
}

static bool open_pack(struct edition_sink *edition, size_t jobs, struct diags *diags)
{
	int *spills = memory_new(jobs, sizeof *spills);
	size_t made = 0;
	while (made < jobs && (spills[made] = spill(&edition->sink, diags)) >= 0)
		made++;
	if (made == jobs)
		edition->pack = pack_create(jobs, spills);
	for (size_t i = 0; made < jobs && i < made; i++)
		close(spills[i]);
	memory_free(spills);
	return made == jobs;
}

struct sink *publish_begin(struct publish *publish, struct str name, struct diags *diags)
{
	struct edition_sink *edition = &publish->edition;
	clear_edition(edition, publish->options.jobs);
	*edition = (struct edition_sink){ .sink = { .put = put, .spill = spill }, .publish = publish };
	edition->name = arena_str(&publish->arena, name);
	edition->root = path_join(&publish->arena, str_from(publish->stage), name);
	edition->lists = memory_new(publish->options.jobs, sizeof *edition->lists);
	if (mkdir(edition->root, 0777) != 0) {
		diag_failure(diags, edition->root, "the folder cannot be made");
		return NULL;
	}
	if (publish->options.zip && !open_pack(edition, publish->options.jobs, diags))
		return NULL;
	return &edition->sink;
}

static int compare_files(const void *a, const void *b)
{
	return str_compare(((const struct pack_file *)a)->path, ((const struct pack_file *)b)->path);
}

/* All files of the edition, sorted; in memory of the caller. */
static struct pack_file *merge_files(const struct edition_sink *edition, size_t jobs, size_t *count)
{
	*count = 0;
	for (size_t i = 0; i < jobs; i++)
		*count += edition->lists[i].count;
	struct pack_file *files = memory_new(*count, sizeof *files);
	size_t done = 0;
	for (size_t i = 0; i < jobs; i++)
		for (size_t j = 0; j < edition->lists[i].count; j++)
			files[done++] = edition->lists[i].files[j];
	if (*count)
		qsort(files, *count, sizeof *files, compare_files);
	return files;
}

static bool put_manifest(struct edition_sink *edition, struct diags *diags)
{
	const struct publish_options *options = &edition->publish->options;
	size_t count;
	struct pack_file *files = merge_files(edition, options->jobs, &count);
	struct buf text = { 0 };
	manifest_write(&text, edition->name, options, files, count);
	bool ok = put(&edition->sink, 0, STR(MANIFEST_NAME), buf_str(&text), diags);
	buf_clear(&text);
	memory_free(files);
	return ok;
}

static bool write_zip(struct edition_sink *edition, struct diags *diags)
{
	struct publish *publish = edition->publish;
	const struct publish_options *options = &publish->options;
	struct str name = arena_print(&publish->arena, "%.*s.zip", STR_ARG(edition->name));
	const char *path = path_join(&publish->arena, str_from(publish->stage), name);
	struct pack_time time = pack_time(options->time.year, options->time.month, options->time.day, options->time.hour,
	                                  options->time.minute, options->time.second);
	size_t count;
	struct pack_file *files = merge_files(edition, options->jobs, &count);
	bool ok = pack_write(edition->pack, path, edition->name, files, count, time, diags) &&
	          audit_zip(path, edition->name, files, count, options->jobs, diags);
	memory_free(files);
	return ok;
}

bool publish_seal(struct publish *publish, struct diags *diags)
{
	struct edition_sink *edition = &publish->edition;
	bool ok = put_manifest(edition, diags) && (!edition->pack || write_zip(edition, diags));
	if (ok) {
		memory_room(publish->sealed, publish->sealed_count, publish->sealed_capacity);
		publish->sealed[publish->sealed_count++] = edition->name;
	}
	clear_edition(edition, publish->options.jobs);
	return ok;
}

/* Whether NAME in OUT is replaced: the folder or the zip of an edition that was built. */
static bool is_replaced(const struct publish *publish, struct str name)
{
	for (size_t i = 0; i < publish->sealed_count; i++) {
		struct str edition = publish->sealed[i];
		if (str_equal(name, edition) || (str_starts(name, edition) && str_equal(str_slice(name, edition.size, name.size), STR(".zip"))))
			return true;
	}
	return false;
}

/* Gives the staged folder everything of OUT that stays. */
static bool carry_over(struct publish *publish, struct diags *diags)
{
	DIR *folder = opendir(publish->out);
	if (!folder)
		return diag_failure(diags, publish->out, "cannot be opened");
	bool ok = true;
	for (struct dirent *entry; ok && (entry = readdir(folder));) {
		const char *name = entry->d_name;
		if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0 && strcmp(name, MARKER) != 0 && !is_replaced(publish, str_from(name)))
			ok = emit_carry(join(publish, publish->out, name), join(publish, publish->stage, name), diags);
	}
	closedir(folder);
	return ok;
}

static void sync_folder(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return;
	fsync(fd);
	close(fd);
}

static bool sync_stage(const char *path, struct diags *diags)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
#ifdef __APPLE__
	bool ok = fd >= 0 && fsync(fd) == 0;
	sync();
#else
	bool ok = fd >= 0 && syncfs(fd) == 0;
#endif
	if (!ok)
		diag_failure(diags, path, "the output cannot be brought to disk");
	if (fd >= 0)
		close(fd);
	return ok;
}

/* Exchanges OUT for the stage in one step; false (nothing changed) where the system cannot. */
static bool exchange_whole(struct publish *publish, struct diags *diags)
{
	if (rename(publish->stage, publish->aside) != 0)
		return false;
	if (!emit_exchange(publish->aside, publish->out)) {
		if (rename(publish->aside, publish->stage) != 0)
			diag_failure(diags, publish->aside, "cannot be moved back");
		return false;
	}
	/* ASIDE is the old output now; a kill from here on leaves it to the next build */
	char *old = join(publish, publish->marker, "old");
	if (rename(publish->aside, old) != 0)
		old = publish->aside;
	sync_folder(publish->parent);
	return emit_remove(old, diags);
}

/* Exchanges NAME of the stage with NAME of OUT, or moves it there. */
static bool exchange_entry(struct publish *publish, const char *name, struct diags *diags)
{
	const char *staged = join(publish, publish->stage, name), *target = join(publish, publish->out, name);
	struct stat status;
	if (lstat(staged, &status) != 0)
		return emit_remove(target, diags);
	if (lstat(target, &status) != 0 || !emit_exchange(staged, target)) {
		if (!emit_remove(target, diags) || rename(staged, target) != 0)
			return diag_failure(diags, target, "cannot be replaced");
	}
	return true;
}

static bool exchange_entries(struct publish *publish, struct diags *diags)
{
	bool ok = true;
	for (size_t i = 0; ok && i < publish->sealed_count; i++) {
		const char *folder = arena_text(&publish->arena, publish->sealed[i]);
		const char *zip = arena_print(&publish->arena, "%s.zip", folder).data;
		ok = exchange_entry(publish, folder, diags) && exchange_entry(publish, zip, diags);
	}
	return ok && emit_remove(publish->stage, diags);
}

bool publish_commit(struct publish *publish, struct diags *diags)
{
	struct stat status;
	bool ok = carry_over(publish, diags) && write_marker(publish->stage, diags);
	if (ok && stat(publish->out, &status) == 0)
		ok = chmod(publish->stage, status.st_mode & 07777) == 0 || diag_failure(diags, publish->stage, "cannot be given its permissions");
	if (!ok || !sync_stage(publish->stage, diags))
		return false;
	size_t before = diags->errors;
	publish->committed = exchange_whole(publish, diags);
	if (!publish->committed && diags->errors == before)
		publish->committed = exchange_entries(publish, diags);
	return publish->committed;
}

void publish_close(struct publish *publish)
{
	if (!publish)
		return;
	struct diags quiet = { 0 };  /* what cannot be removed now, the next build removes */
	clear_edition(&publish->edition, publish->options.jobs);
	if (!publish->committed && publish->lock >= 0) {
		emit_remove(publish->stage, &quiet);
		if (publish->made || publish->empty)
			emit_remove(publish->marker, &quiet);
		if (publish->made)
			rmdir(publish->out);
	}
	if (publish->lock >= 0)
		close(publish->lock);
	diags_clear(&quiet);
	memory_free(publish->sealed);
	arena_clear(&publish->arena);
	memory_free(publish);
}
