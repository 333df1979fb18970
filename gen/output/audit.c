#include "output/audit.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>

#include <libdeflate.h>
#include <zip.h>

#include "base/memory.h"
#include "base/work.h"
#include "data/hash.h"

/* What a worker reads at once: enough that workers seldom wait for each other, little enough to stay in its cache. */
enum { BATCH_FILES = 64, BATCH_BYTES = 256 * 1024 };

struct audit {
	const char *path;
	struct str folder;
	struct pack_file *const *files;
	size_t count;
	zip_t *zip;            /* one for all workers: to open a large zip costs more than to read it */
	pthread_mutex_t lock;  /* of ZIP and NEXT */
	size_t next;
	struct diags *diags;   /* one for each worker */
};

/* Entries that one worker has read. */
struct batch {
	size_t first, count;
	struct buf packed;    /* their bytes in the zip, one behind the other */
	struct buf bytes, digest;
	struct libdeflate_decompressor *decompressor;
};

static bool wrong(const struct audit *audit, const struct pack_file *file, const char *what, struct diags *diags)
{
	struct str message = arena_print(&diags->arena, "the finished zip is not what was put into it: '%.*s' %s",
	                                 STR_ARG(file->path), what);
	errno = EIO;
	return diag_failure(diags, audit->path, message.data);
}

/* ---- the directory */

static bool check_entry(const struct audit *audit, size_t i, struct buf *name, struct diags *diags)
{
	const struct pack_file *file = audit->files[i];
	zip_stat_t status;
	zip_uint32_t comment = 0;
	buf_truncate(name, 0);
	buf_add(name, audit->folder);
	buf_add_char(name, '/');
	buf_add(name, file->path);
	if (zip_stat_index(audit->zip, i, ZIP_FL_ENC_STRICT, &status) != 0 || strcmp(status.name, name->data) != 0)
		return wrong(audit, file, "is not at its place", diags);
	if (status.size != file->size || status.comp_size != file->packed || status.crc != file->crc ||
	    status.comp_method != (file->deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE))
		return wrong(audit, file, "has another size, checksum or method", diags);
	if (zip_file_extra_fields_count(audit->zip, i, ZIP_FL_CENTRAL) != 0 || zip_file_extra_fields_count(audit->zip, i, ZIP_FL_LOCAL) != 0)
		return wrong(audit, file, "has an extra field", diags);
	if (zip_file_get_comment(audit->zip, i, &comment, ZIP_FL_ENC_RAW) && comment > 0)
		return wrong(audit, file, "has a comment", diags);
	return true;
}

static bool check_directory(const struct audit *audit, struct diags *diags)
{
	int comment = 0;
	errno = EIO;
	if (zip_get_num_entries(audit->zip, 0) != (zip_int64_t)audit->count)
		return diag_failure(diags, audit->path, "the finished zip has another number of entries than were put into it");
	if (zip_get_archive_comment(audit->zip, &comment, ZIP_FL_ENC_RAW) && comment > 0)
		return diag_failure(diags, audit->path, "the finished zip has a comment");
	struct buf name = { 0 };
	bool ok = true;
	for (size_t i = 0; ok && i < audit->count; i++)
		ok = check_entry(audit, i, &name, diags);
	buf_clear(&name);
	return ok;
}

/* ---- the contents */

/* Appends the entry's bytes as they lie in the zip. */
static bool read_packed(struct buf *out, zip_t *zip, size_t index, uint64_t size)
{
	zip_file_t *entry = zip_fopen_index(zip, index, ZIP_FL_COMPRESSED);
	if (!entry)
		return false;
	size_t end = out->size + size;
	buf_reserve(out, size);
	zip_int64_t got;
	while (out->size < end && (got = zip_fread(entry, out->data + out->size, end - out->size)) > 0)
		out->size += (size_t)got;
	zip_fclose(entry);
	return out->size == end;
}

/* Reads the entries that are next; false when there are none left, or one cannot be read. */
static bool read_batch(struct batch *batch, struct audit *audit, struct diags *diags)
{
	bool ok = true;
	buf_truncate(&batch->packed, 0);
	batch->count = 0;
	pthread_mutex_lock(&audit->lock);
	batch->first = audit->next;
	while (ok && audit->next < audit->count && batch->count < BATCH_FILES && batch->packed.size < BATCH_BYTES) {
		const struct pack_file *file = audit->files[audit->next];
		ok = read_packed(&batch->packed, audit->zip, audit->next, file->packed) || wrong(audit, file, "cannot be read", diags);
		audit->next++;
		batch->count++;
	}
	pthread_mutex_unlock(&audit->lock);
	return ok && batch->count > 0;
}

static bool unpack(struct str *out, struct batch *batch, const struct pack_file *file, struct str packed)
{
	*out = packed;
	if (!file->deflated)
		return true;
	size_t read, written;
	buf_truncate(&batch->bytes, 0);
	buf_reserve(&batch->bytes, file->size);
	*out = (struct str){ batch->bytes.data, file->size };
	return libdeflate_deflate_decompress_ex(batch->decompressor, packed.data, packed.size, batch->bytes.data, file->size, &read,
	                                        &written) == LIBDEFLATE_SUCCESS &&
	       read == packed.size && written == file->size;
}

static bool check_content(const struct audit *audit, struct batch *batch, const struct pack_file *file, struct str packed,
                          struct diags *diags)
{
	struct str bytes;
	if (!unpack(&bytes, batch, file, packed))
		return wrong(audit, file, "cannot be unpacked", diags);
	buf_truncate(&batch->digest, 0);
	hash_sha256(&batch->digest, bytes);
	if (memcmp(batch->digest.data, file->sha256, sizeof file->sha256) != 0 || libdeflate_crc32(0, bytes.data, bytes.size) != file->crc)
		return wrong(audit, file, "has other bytes", diags);
	return true;
}

static void check_batches(void *context, size_t worker)
{
	struct audit *audit = context;
	struct diags *diags = &audit->diags[worker];
	struct batch batch = { .decompressor = libdeflate_alloc_decompressor() };
	while (read_batch(&batch, audit, diags)) {
		struct str rest = buf_str(&batch.packed);
		for (size_t i = 0; i < batch.count; i++) {
			const struct pack_file *file = audit->files[batch.first + i];
			check_content(audit, &batch, file, str_slice(rest, 0, file->packed), diags);
			rest = str_slice(rest, file->packed, rest.size);
		}
	}
	libdeflate_free_decompressor(batch.decompressor);
	buf_clear(&batch.packed);
	buf_clear(&batch.bytes);
	buf_clear(&batch.digest);
}

static bool check_contents(struct audit *audit, size_t jobs, struct diags *diags)
{
	size_t before = diags->errors;
	audit->diags = memory_new(jobs, sizeof *audit->diags);
	pthread_mutex_init(&audit->lock, NULL);
	work_run(jobs, check_batches, audit);
	pthread_mutex_destroy(&audit->lock);
	for (size_t i = 0; i < jobs; i++)
		diags_join(diags, &audit->diags[i]);
	memory_free(audit->diags);
	return diags->errors == before;
}

bool audit_zip(const char *path, struct str folder, struct pack_file *const *files, size_t count, size_t jobs, struct diags *diags)
{
	struct audit audit = { .path = path, .folder = folder, .files = files, .count = count };
	int code;
	audit.zip = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &code);
	if (!audit.zip) {
		errno = EIO;
		return diag_failure(diags, path, "the finished zip cannot be opened again");
	}
	bool ok = check_directory(&audit, diags) && check_contents(&audit, jobs, diags);
	zip_discard(audit.zip);
	return ok;
}
