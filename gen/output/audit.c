#include "output/audit.h"

#include <string.h>

#include <zip.h>

#include "base/memory.h"
#include "base/work.h"
#include "data/hash.h"

enum { BATCH = 256 };

struct audit {
	const char *path;
	struct str folder;
	const struct pack_file *files;
	size_t count;
	struct work_queue queue;  /* of batches */
	struct diags *diags;      /* one for each worker */
};

static bool wrong(const struct audit *audit, const struct pack_file *file, const char *what, struct diags *diags)
{
	return diag_error(diags, (struct place){ .path = audit->path }, "the finished zip is not what was put into it: '%.*s' %s",
	                  STR_ARG(file->path), what);
}

static bool read_entry(struct buf *out, zip_t *zip, zip_uint64_t index, uint64_t size)
{
	zip_file_t *entry = zip_fopen_index(zip, index, 0);
	if (!entry)
		return false;
	buf_truncate(out, 0);
	buf_reserve(out, size + 1);
	zip_int64_t got;
	while (out->size <= size && (got = zip_fread(entry, out->data + out->size, size + 1 - out->size)) > 0)
		out->size += (size_t)got;
	return zip_fclose(entry) == 0 && out->size == size;
}

static bool check_entry(const struct audit *audit, zip_t *zip, size_t i, struct buf *name, struct buf *bytes, struct diags *diags)
{
	const struct pack_file *file = &audit->files[i];
	zip_stat_t status;
	buf_truncate(name, 0);
	buf_print(name, "%.*s/%.*s", STR_ARG(audit->folder), STR_ARG(file->path));
	if (zip_stat_index(zip, i, ZIP_FL_ENC_RAW, &status) != 0 || strcmp(status.name, name->data) != 0)
		return wrong(audit, file, "is not at its place", diags);
	if (status.size != file->size || status.crc != file->crc || status.comp_size != file->packed)
		return wrong(audit, file, "has another size or checksum", diags);
	if (zip_file_extra_fields_count(zip, i, ZIP_FL_CENTRAL) > 0 || zip_file_extra_fields_count(zip, i, ZIP_FL_LOCAL) > 0)
		return wrong(audit, file, "has an extra field", diags);
	zip_uint32_t comment;
	if (zip_file_get_comment(zip, i, &comment, ZIP_FL_ENC_RAW) && comment > 0)
		return wrong(audit, file, "has a comment", diags);
	if (!read_entry(bytes, zip, i, file->size))
		return wrong(audit, file, "cannot be unpacked", diags);
	buf_truncate(name, 0);
	hash_sha256(name, buf_str(bytes));
	if (!str_equal(buf_str(name), str_from(file->sha256)))
		return wrong(audit, file, "has other bytes", diags);
	return true;
}

static void audit_batches(void *context, size_t worker)
{
	struct audit *audit = context;
	struct diags *diags = &audit->diags[worker];
	int code;
	zip_t *zip = zip_open(audit->path, ZIP_RDONLY, &code);
	if (!zip) {
		diag_failure(diags, audit->path, "the finished zip cannot be opened");
		return;
	}
	int comment;
	if ((size_t)zip_get_num_entries(zip, 0) != audit->count || (zip_get_archive_comment(zip, &comment, ZIP_FL_ENC_RAW) && comment > 0)) {
		diag_error(diags, (struct place){ .path = audit->path }, "the finished zip holds something else than what was put into it");
		zip_discard(zip);
		return;
	}
	struct buf name = { 0 }, bytes = { 0 };
	for (size_t batch; (batch = work_take(&audit->queue)) < audit->queue.count;)
		for (size_t i = batch * BATCH; i < (batch + 1) * BATCH && i < audit->count; i++)
			check_entry(audit, zip, i, &name, &bytes, diags);
	buf_clear(&name);
	buf_clear(&bytes);
	zip_discard(zip);
}

bool audit_zip(const char *path, struct str folder, const struct pack_file *files, size_t count, size_t jobs,
               struct diags *diags)
{
	struct audit audit = {
		.path = path, .folder = folder, .files = files, .count = count, .queue = { .count = (count + BATCH - 1) / BATCH },
		.diags = memory_new(jobs, sizeof *audit.diags),
	};
	size_t before = diags->errors;
	work_run(jobs, audit_batches, &audit);
	for (size_t i = 0; i < jobs; i++)
		diags_join(diags, &audit.diags[i]);
	memory_free(audit.diags);
	return diags->errors == before;
}
