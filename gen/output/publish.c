#include "output/publish.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/memory.h"
#include "output/stage.h"
#include "output/target.h"
#include "output/tree.h"

struct publish {
	struct target target;
	struct arena arena;
	struct publish_options options;
	struct stage *stage;  /* the edition begun last, or NULL */
	struct str edition;   /* its name */
	struct str *sealed;   /* names of the editions that are staged */
	size_t sealed_count, sealed_capacity;
	bool published;
};

static const char *join(struct publish *publish, const char *folder, const char *name)
{
	return path_join(&publish->arena, str_from(folder), str_from(name));
}

enum publish_result publish_open(struct publish **opened, const char *out, const char *site,
                                 const struct publish_options *options, struct diags *diags)
{
	struct publish *publish = memory_new(1, sizeof *publish);
	publish->options = *options;
	enum publish_result result = target_open(&publish->target, out, site, diags);
	if (result != PUBLISH_DONE) {
		publish_close(publish);
		publish = NULL;
	}
	*opened = publish;
	return result;
}

struct sink *publish_begin(struct publish *publish, struct str name, struct diags *diags)
{
	stage_destroy(publish->stage);
	publish->edition = arena_str(&publish->arena, name);
	publish->stage = stage_create(publish->target.stage, publish->edition, &publish->options, diags);
	return publish->stage ? stage_sink(publish->stage) : NULL;
}

bool publish_seal(struct publish *publish, struct diags *diags)
{
	bool ok = stage_seal(publish->stage, diags);
	if (ok) {
		memory_room(publish->sealed, publish->sealed_count, publish->sealed_capacity);
		publish->sealed[publish->sealed_count++] = publish->edition;
	}
	stage_destroy(publish->stage);
	publish->stage = NULL;
	return ok;
}

/* ---- the exchange of OUT as a whole */

/* Whether NAME in OUT is the folder or the zip of an edition that was built. */
static bool is_replaced(const struct publish *publish, struct str name)
{
	for (size_t i = 0; i < publish->sealed_count; i++) {
		struct str edition = publish->sealed[i];
		if (str_starts(name, edition) &&
		    (name.size == edition.size || str_equal(str_slice(name, edition.size, name.size), STR(".zip"))))
			return true;
	}
	return false;
}

static enum tree_result fail(struct diags *diags, const char *path, const char *what)
{
	diag_failure(diags, path, what);
	return TREE_FAILED;
}

/* Gives the stage everything of OUT that stays. */
static enum tree_result carry_over(struct publish *publish, dev_t device, struct diags *diags)
{
	const struct target *target = &publish->target;
	enum tree_result result = TREE_DONE;
	DIR *folder = opendir(target->out);
	if (!folder)
		return fail(diags, target->out, "cannot be read");
	while (result == TREE_DONE) {
		errno = 0;
		struct dirent *entry = readdir(folder);
		if (!entry)
			break;
		const char *name = entry->d_name;
		if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0 && strcmp(name, TARGET_MARKER) != 0 &&
		    !is_replaced(publish, str_from(name)))
			result = tree_carry(join(publish, target->out, name), join(publish, target->stage, name), device, diags);
	}
	if (result == TREE_DONE && errno != 0)
		result = fail(diags, target->out, "cannot be read");
	closedir(folder);
	return result;
}

/* Gives the stage OUT's owner and permissions. */
static bool keep_permissions(const struct target *target, const struct stat *out)
{
	struct stat stage;
	if (stat(target->stage, &stage) != 0)
		return false;
	if ((stage.st_uid != out->st_uid || stage.st_gid != out->st_gid) && chown(target->stage, out->st_uid, out->st_gid) != 0)
		return false;
	return chmod(target->stage, out->st_mode & 07777) == 0;
}

/* Makes the stage a whole OUT.  TREE_ELSEWHERE: it cannot take OUT's place, but its editions can be moved there. */
static enum tree_result complete_stage(struct publish *publish, struct diags *diags)
{
	struct stat out;
	if (stat(publish->target.out, &out) != 0)
		return fail(diags, publish->target.out, "cannot be read");
	enum tree_result result = carry_over(publish, out.st_dev, diags);
	if (result != TREE_DONE)
		return result;
	if (!target_mark_stage(&publish->target, diags))
		return TREE_FAILED;
	return keep_permissions(&publish->target, &out) ? TREE_DONE : TREE_ELSEWHERE;
}

/* Removes the old output, which bears ASIDE's name.  A build that is killed from here on leaves that to the next. */
static void remove_old(const struct target *target, struct diags *diags)
{
	struct diags quiet = { 0 };
	const char *old = rename(target->aside, target->old) == 0 ? target->old : target->aside;
	if (!tree_remove(old, &quiet)) {
		diag_warning(diags, (struct place){ .path = old }, "the last output could not be removed: %s", strerror(errno));
		diag_hint(diags, "the new one is in its place; the next build tries again");
	}
	diags_clear(&quiet);
}

/* Exchanges OUT for the stage in one step.  TREE_ELSEWHERE: the system cannot, nothing has changed. */
static enum tree_result exchange_whole(const struct target *target, struct diags *diags)
{
	if (rename(target->stage, target->aside) != 0)
		return TREE_ELSEWHERE;
	if (!tree_exchange(target->aside, target->out))
		return rename(target->aside, target->stage) == 0 ? TREE_ELSEWHERE : fail(diags, target->aside, "cannot be moved back");
	tree_sync_names(target->parent);
	remove_old(target, diags);
	return TREE_DONE;
}

/* ---- where that cannot be: the exchange of each edition inside OUT */

/* Lets NAME of OUT be what it is in the stage: exchanged, moved, or gone. */
static bool exchange_entry(struct publish *publish, const char *name, struct diags *diags)
{
	const struct target *target = &publish->target;
	const char *staged = join(publish, target->stage, name), *named = join(publish, target->out, name);
	struct stat status;
	if (lstat(staged, &status) != 0)
		return tree_remove(named, diags);
	if (lstat(named, &status) == 0 && tree_exchange(staged, named))
		return true;
	/* nothing there, or no exchange here: then the name is missing for an instant */
	const char *old = join(publish, target->old, name);
	bool moved = rename(named, old) == 0;
	if (!moved && !tree_remove(named, diags))
		return false;
	if (rename(staged, named) == 0)
		return true;
	diag_failure(diags, named, "cannot be replaced");
	if (moved && rename(old, named) != 0)
		diag_failure(diags, named, "cannot be put back");
	return false;
}

static bool exchange_entries(struct publish *publish, struct diags *diags)
{
	const struct target *target = &publish->target;
	bool ok = mkdir(target->old, 0777) == 0 || diag_failure(diags, target->old, "the folder cannot be made");
	for (size_t i = 0; ok && i < publish->sealed_count; i++) {
		const char *folder = arena_text(&publish->arena, publish->sealed[i]);
		const char *zip = arena_print(&publish->arena, "%s.zip", folder).data;
		ok = exchange_entry(publish, folder, diags) && exchange_entry(publish, zip, diags);
	}
	if (!ok)
		return false;
	tree_sync_names(target->out);
	return tree_remove(target->old, diags) && tree_remove(target->stage, diags);
}

bool publish_commit(struct publish *publish, struct diags *diags)
{
	enum tree_result result = complete_stage(publish, diags);
	if (result == TREE_FAILED || !tree_sync(publish->target.stage, diags))
		return false;
	if (result == TREE_DONE)
		result = exchange_whole(&publish->target, diags);
	publish->published = result == TREE_DONE || (result == TREE_ELSEWHERE && exchange_entries(publish, diags));
	return publish->published;
}

void publish_close(struct publish *publish)
{
	if (!publish)
		return;
	stage_destroy(publish->stage);
	target_close(&publish->target, publish->published);
	memory_free(publish->sealed);
	arena_clear(&publish->arena);
	memory_free(publish);
}
