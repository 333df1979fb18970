/*
 * pack: the zip of an edition, written by libzip from what workers compressed.  The only <libdeflate.h>.
 *
 * Compressed bytes wait in nameless files, not in memory.  Entries are sorted by path and lie in one folder named after the edition,
 * so that unpacking does not spill a thousand files into a reader's folder.  Names are UTF-8, times and attributes fixed.
 */
#ifndef PLAYBOOK_OUTPUT_PACK_H
#define PLAYBOOK_OUTPUT_PACK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/str.h"

/* One finished file: what the manifest says of it, and where its compressed bytes wait. */
struct pack_file {
	struct str path;      /* below the edition's root; borrowed */
	uint64_t size;
	char sha256[65];
	bool deflated;        /* else stored */
	uint32_t crc;
	uint64_t packed;      /* bytes in the spill file */
	uint64_t offset;
	size_t worker;
};

struct pack;

/* For workers 0 to JOBS - 1; SPILLS are their files, which PACK takes over and closes.  NULL without memory for a compressor. */
struct pack *pack_create(size_t jobs, const int *spills);
void pack_destroy(struct pack *pack);  /* accepts NULL */

/*
 * Compresses BYTES for FILE (whose path says whether that is worth trying) into the spill file of WORKER and notes the result in
 * FILE.  Different workers may call this at once.
 */
bool pack_add(struct pack *pack, size_t worker, struct pack_file *file, struct str bytes, struct diags *diags);

/* Time as a zip holds it. */
struct pack_time {
	uint16_t dos_time, dos_date;
};
struct pack_time pack_time(unsigned year, unsigned month, unsigned day, unsigned hour, unsigned minute, unsigned second);

/* Writes the zip at PATH, which must not exist: FILES (sorted by path) below FOLDER/. */
bool pack_write(struct pack *pack, const char *path, struct str folder, const struct pack_file *files, size_t count,
                struct pack_time time, struct diags *diags);

#endif
