#include "output/pack.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include <libdeflate.h>
#include <zip.h>

#include "base/file.h"
#include "base/memory.h"
#include "output/emit.h"

enum { LEVEL = 6, FILE_MODE = 0100644 };

struct pack_worker {
	struct libdeflate_compressor *compressor;
	struct buf out;
	int spill;
	uint64_t size;  /* of the spill file */
};

struct pack {
	size_t jobs;
	struct pack_worker workers[];
};

static void *allocate(size_t size)
{
	return memory_new(1, size);
}

struct pack *pack_create(size_t jobs, const int *spills)
{
	libdeflate_set_memory_allocator(allocate, memory_free);
	struct pack *pack = memory_new(1, sizeof *pack + jobs * sizeof *pack->workers);
	pack->jobs = jobs;
	for (size_t i = 0; i < jobs; i++)
		pack->workers[i] = (struct pack_worker){ .compressor = libdeflate_alloc_compressor(LEVEL), .spill = spills[i] };
	return pack;
}

void pack_destroy(struct pack *pack)
{
	if (!pack)
		return;
	for (size_t i = 0; i < pack->jobs; i++) {
		libdeflate_free_compressor(pack->workers[i].compressor);
		buf_clear(&pack->workers[i].out);
		close(pack->workers[i].spill);
	}
	memory_free(pack);
}

/* Whether the name says that the bytes are compressed already. */
static bool is_compressed(struct str path)
{
	static const char *const EXTENSIONS[] = { ".png", ".jpg", ".jpeg", ".webp", ".gif", ".woff2", ".pdf", ".zip", ".gz" };
	struct str extension = path_extension(path);
	for (size_t i = 0; i < sizeof EXTENSIONS / sizeof *EXTENSIONS; i++)
		if (str_equal(extension, str_from(EXTENSIONS[i])))
			return true;
	return false;
}

bool pack_add(struct pack *pack, size_t worker, struct pack_file *file, struct str bytes, struct diags *diags)
{
	struct pack_worker *at = &pack->workers[worker];
	struct str packed = bytes;
	file->deflated = false;
	if (bytes.size && !is_compressed(file->path)) {
		buf_truncate(&at->out, 0);
		buf_reserve(&at->out, bytes.size);
		/* no room for more than the bytes themselves: what does not get smaller is stored */
		size_t size = libdeflate_deflate_compress(at->compressor, bytes.data, bytes.size, at->out.data, bytes.size - 1);
		if (size) {
			packed = (struct str){ at->out.data, size };
			file->deflated = true;
		}
	}
	file->crc = libdeflate_crc32(0, bytes.data, bytes.size);
	file->packed = packed.size;
	file->offset = at->size;
	file->worker = (uint32_t)worker;
	at->size += packed.size;
	return emit_bytes(at->spill, packed) || diag_failure(diags, NULL, "a temporary file cannot be written");
}

struct pack_time pack_time(unsigned year, unsigned month, unsigned day, unsigned hour, unsigned minute, unsigned second)
{
	if (year < 1980)
		return pack_time(1980, 1, 1, 0, 0, 0);
	if (year > 2107)
		return pack_time(2107, 12, 31, 23, 59, 58);
	return (struct pack_time){
		.dos_time = (uint16_t)(hour << 11 | minute << 5 | second / 2),
		.dos_date = (uint16_t)((year - 1980) << 9 | month << 5 | day),
	};
}

/* One entry while libzip reads it. */
struct reading {
	const struct pack *pack;
	const struct pack_file *file;
	uint64_t done;
	zip_error_t error;
};

static zip_int64_t read_packed(struct reading *reading, void *data, zip_uint64_t size)
{
	const struct pack_file *file = reading->file;
	if (size > file->packed - reading->done)
		size = file->packed - reading->done;
	size_t got = 0;
	while (got < size) {
		ssize_t now = pread(reading->pack->workers[file->worker].spill, (char *)data + got, size - got,
		                    (off_t)(file->offset + reading->done + got));
		if (now < 0 && errno == EINTR)
			continue;
		if (now <= 0) {
			zip_error_set(&reading->error, ZIP_ER_READ, now < 0 ? errno : EIO);
			return -1;
		}
		got += (size_t)now;
	}
	reading->done += size;
	return (zip_int64_t)size;
}

static zip_int64_t describe(const struct pack_file *file, void *data, zip_uint64_t size)
{
	zip_stat_t *status = data;
	if (size < sizeof *status)
		return -1;
	zip_stat_init(status);
	status->size = file->size;
	status->comp_size = file->packed;
	status->comp_method = file->deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE;
	status->crc = file->crc;
	status->encryption_method = ZIP_EM_NONE;
	status->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_COMP_METHOD | ZIP_STAT_CRC | ZIP_STAT_ENCRYPTION_METHOD;
	return sizeof *status;
}

static zip_int64_t serve(void *context, void *data, zip_uint64_t size, zip_source_cmd_t command)
{
	struct reading *reading = context;
	switch (command) {
	case ZIP_SOURCE_OPEN:
		reading->done = 0;
		return 0;
	case ZIP_SOURCE_READ:
		return read_packed(reading, data, size);
	case ZIP_SOURCE_STAT:
		return describe(reading->file, data, size);
	case ZIP_SOURCE_ERROR:
		return zip_error_to_data(&reading->error, data, size);
	case ZIP_SOURCE_CLOSE:
	case ZIP_SOURCE_FREE:
		return 0;
	case ZIP_SOURCE_SUPPORTS:
		return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
		                                      ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, -1);
	default:
		zip_error_set(&reading->error, ZIP_ER_OPNOTSUPP, 0);
		return -1;
	}
}

static bool add_entry(zip_t *zip, const char *name, struct reading *reading, struct pack_time time)
{
	zip_source_t *source = zip_source_function(zip, serve, reading);
	if (!source)
		return false;
	zip_int64_t index = zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8);  /* takes the source over when it succeeds */
	if (index < 0) {
		zip_source_free(source);
		return false;
	}
	zip_uint64_t at = (zip_uint64_t)index;
	return zip_set_file_compression(zip, at, reading->file->deflated ? ZIP_CM_DEFLATE : ZIP_CM_STORE, 0) == 0 &&
	       zip_file_set_dostime(zip, at, time.dos_time, time.dos_date, 0) == 0 &&
	       zip_file_set_external_attributes(zip, at, 0, ZIP_OPSYS_UNIX, (zip_uint32_t)FILE_MODE << 16) == 0;
}

static bool fail(const char *path, zip_error_t *error, struct diags *diags)
{
	errno = zip_error_system_type(error) == ZIP_ET_SYS ? zip_error_code_system(error) : EIO;
	return diag_failure(diags, path, "the zip cannot be written");
}

static bool add_entries(zip_t *zip, struct reading *readings, const struct pack *pack, struct str folder,
                        struct pack_file *const *files, size_t count, struct pack_time time)
{
	struct buf name = { 0 };
	bool ok = true;
	for (size_t i = 0; ok && i < count; i++) {
		readings[i] = (struct reading){ .pack = pack, .file = files[i] };
		zip_error_init(&readings[i].error);
		buf_truncate(&name, 0);
		buf_add(&name, folder);
		buf_add_char(&name, '/');
		buf_add(&name, files[i]->path);
		ok = add_entry(zip, name.data, &readings[i], time);
	}
	buf_clear(&name);
	return ok;
}

bool pack_write(const struct pack *pack, const char *path, struct str folder, struct pack_file *const *files, size_t count,
                struct pack_time time, struct diags *diags)
{
	int code;
	zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_EXCL, &code);
	if (!zip) {
		zip_error_t error;
		zip_error_init_with_code(&error, code);
		return fail(path, &error, diags);
	}
	struct reading *readings = memory_new(count, sizeof *readings);
	bool ok = add_entries(zip, readings, pack, folder, files, count, time) && zip_close(zip) == 0;
	if (!ok) {  /* zip_close frees ZIP, but only when it succeeds */
		fail(path, zip_get_error(zip), diags);
		zip_discard(zip);
	}
	memory_free(readings);
	return ok;
}
