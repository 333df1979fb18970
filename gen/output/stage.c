#include "output/stage.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/memory.h"
#include "data/hash.h"
#include "output/audit.h"
#include "output/emit.h"
#include "output/manifest.h"
#include "output/pack.h"

/* What one worker put, in its order. */
struct put_list {
	struct arena arena;  /* of the files and their paths */
	struct pack_file **files;
	size_t count, capacity;
	struct buf digest;
};

struct stage {
	struct sink sink;  /* first, so that a sink is its stage */
	struct arena arena;
	const struct publish_options *options;
	const char *folder;
	struct str edition;
	struct emit emit;
	struct pack *pack;  /* or NULL without a zip */
	struct put_list lists[];
};

static bool put(struct sink *sink, size_t worker, struct str path, struct str bytes, struct diags *diags)
{
	struct stage *stage = (struct stage *)sink;
	struct put_list *list = &stage->lists[worker];
	struct pack_file *file = arena_new(&list->arena, struct pack_file);
	*file = (struct pack_file){ .path = arena_str(&list->arena, path), .size = bytes.size };
	buf_truncate(&list->digest, 0);
	hash_sha256(&list->digest, bytes);
	memcpy(file->sha256, list->digest.data, sizeof file->sha256);
	if (!emit_file(&stage->emit, file->path.data, bytes, diags) ||
	    (stage->pack && !pack_add(stage->pack, worker, file, bytes, diags)))
		return false;
	memory_room(list->files, list->count, list->capacity);
	list->files[list->count++] = file;
	return true;
}

static int spill(struct sink *sink, struct diags *diags)
{
	const struct stage *stage = (const struct stage *)sink;
	struct buf path = { 0 };
	buf_print(&path, "%s/.spill-XXXXXX", stage->folder);
	int fd = mkostemp(path.data, O_CLOEXEC);
	if (fd < 0)
		diag_failure(diags, path.data, "a temporary file cannot be made");
	else
		unlink(path.data);
	buf_clear(&path);
	return fd;
}

static bool open_pack(struct stage *stage, struct diags *diags)
{
	size_t jobs = stage->options->jobs, made = 0;
	int *spills = memory_new(jobs, sizeof *spills);
	while (made < jobs && (spills[made] = spill(&stage->sink, diags)) >= 0)
		made++;
	if (made == jobs)
		stage->pack = pack_create(jobs, spills);
	else
		while (made > 0)
			close(spills[--made]);
	memory_free(spills);
	return stage->pack != NULL;
}

struct stage *stage_create(const char *folder, struct str edition, const struct publish_options *options, struct diags *diags)
{
	struct stage *stage = memory_new(1, sizeof *stage + options->jobs * sizeof *stage->lists);
	stage->sink = (struct sink){ .put = put, .spill = spill };
	stage->options = options;
	stage->folder = folder;
	stage->edition = edition;
	if (emit_open(&stage->emit, path_join(&stage->arena, str_from(folder), edition), diags) &&
	    (!options->zip || open_pack(stage, diags)))
		return stage;
	stage_destroy(stage);
	return NULL;
}

void stage_destroy(struct stage *stage)
{
	if (!stage)
		return;
	pack_destroy(stage->pack);
	emit_close(&stage->emit);
	for (size_t i = 0; i < stage->options->jobs; i++) {
		memory_free(stage->lists[i].files);
		arena_clear(&stage->lists[i].arena);
		buf_clear(&stage->lists[i].digest);
	}
	arena_clear(&stage->arena);
	memory_free(stage);
}

struct sink *stage_sink(struct stage *stage)
{
	return &stage->sink;
}

static int compare_files(const void *a, const void *b)
{
	return str_compare((*(struct pack_file *const *)a)->path, (*(struct pack_file *const *)b)->path);
}

/* All files put so far, sorted by path; the caller frees the array. */
static struct pack_file **merge(const struct stage *stage, size_t *count)
{
	*count = 0;
	for (size_t i = 0; i < stage->options->jobs; i++)
		*count += stage->lists[i].count;
	struct pack_file **files = memory_new(*count, sizeof *files);
	size_t done = 0;
	for (size_t i = 0; i < stage->options->jobs; i++)
		for (size_t j = 0; j < stage->lists[i].count; j++)
			files[done++] = stage->lists[i].files[j];
	if (*count)
		qsort(files, *count, sizeof *files, compare_files);
	return files;
}

static bool put_manifest(struct stage *stage, struct diags *diags)
{
	size_t count;
	struct pack_file **files = merge(stage, &count);
	struct buf text = { 0 };
	manifest_write(&text, stage->edition, stage->options, files, count);
	memory_free(files);
	bool ok = sink_put(&stage->sink, 0, STR(MANIFEST_NAME), buf_str(&text), diags);
	buf_clear(&text);
	return ok;
}

static bool write_zip(struct stage *stage, struct diags *diags)
{
	const struct publish_time *at = &stage->options->time;
	struct pack_time time = pack_time(at->year, at->month, at->day, at->hour, at->minute, at->second);
	const char *path = arena_print(&stage->arena, "%s/%.*s.zip", stage->folder, STR_ARG(stage->edition)).data;
	size_t count;
	struct pack_file **files = merge(stage, &count);
	bool ok = pack_write(stage->pack, path, stage->edition, files, count, time, diags) &&
	          audit_zip(path, stage->edition, files, count, stage->options->jobs, diags);
	memory_free(files);
	return ok;
}

bool stage_seal(struct stage *stage, struct diags *diags)
{
	return put_manifest(stage, diags) && (!stage->pack || write_zip(stage, diags));
}
