/*
 * emit: the folder of an edition, and what else publishing does with folders.
 */
#ifndef PLAYBOOK_OUTPUT_EMIT_H
#define PLAYBOOK_OUTPUT_EMIT_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/str.h"

/* Remembers the folder that was made last, so that neighbours do not make it again; one for each worker.  { 0 } is empty. */
struct emit_cache {
	struct buf folder, path;
};

/* Writes BYTES to ROOT/PATH, which must not exist, making its folders. */
bool emit_file(struct emit_cache *cache, const char *root, struct str path, struct str bytes, struct diags *diags);

void emit_cache_clear(struct emit_cache *cache);

/* Removes the folder or file at PATH with all it holds, following no links; what is not there is fine. */
bool emit_remove(const char *path, struct diags *diags);

/*
 * Gives TO all that FROM is (a file, folder or link), with hard links where the file system can, else with copies.  Files that are there
 * already are errors.
 */
bool emit_carry(const char *from, const char *to, struct diags *diags);

/* Exchanges two names in one step; false (and errno) where the system cannot. */
bool emit_exchange(const char *a, const char *b);

#endif
