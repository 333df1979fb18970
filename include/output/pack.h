/*
 * pack: the zip of an edition, written by libzip from what workers compressed with libdeflate.
 *
 * Compressed bytes wait in nameless files, not in memory.  Entries are sorted by path and lie in one folder named after the edition
 * (staff/index.html), so that unpacking does not spill a thousand files into a reader's downloads.  Names are UTF-8, times and
 * attributes fixed; there are no comments, and no extra fields but those that libzip needs beyond 4 GB.
 */
#ifndef PLAYBOOK_OUTPUT_PACK_H
#define PLAYBOOK_OUTPUT_PACK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/str.h"

/* One finished file: what the manifest says of it, and where its compressed bytes wait. */
struct pack_file {
	struct str path;   /* below the edition's root; a NUL follows */
	uint64_t size;
	uint64_t packed;   /* bytes in the spill file */
	uint64_t offset;   /* there */
	char sha256[64];   /* hex digits */
	uint32_t worker;   /* whose spill file */
	uint32_t crc;
	bool deflated;     /* else stored */
};

struct pack;

/* For workers 0 to JOBS - 1; SPILLS are their files, empty, which PACK takes over and closes. */
struct pack *pack_create(size_t jobs, const int *spills);
void pack_destroy(struct pack *pack);  /* accepts NULL */

/*
 * Compresses BYTES for FILE (unless its name says that they are compressed, or they do not get smaller) into the spill file of WORKER
 * and notes in FILE what came of it.  Different workers may call this at once.
 */
bool pack_add(struct pack *pack, size_t worker, struct pack_file *file, struct str bytes, struct diags *diags);

/* A time as a zip holds it: to two seconds, from 1980 to 2107; what lies outside becomes the first or last of these. */
struct pack_time {
	uint16_t dos_time, dos_date;
};
struct pack_time pack_time(unsigned year, unsigned month, unsigned day, unsigned hour, unsigned minute, unsigned second);

/* Writes the zip at PATH, which must not exist: FILES (sorted by path) below FOLDER/. */
bool pack_write(const struct pack *pack, const char *path, struct str folder, struct pack_file *const *files, size_t count,
                struct pack_time time, struct diags *diags);

#endif
