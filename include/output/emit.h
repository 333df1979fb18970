/*
 * emit: the folder of an edition, written file by file.
 */
#ifndef PLAYBOOK_OUTPUT_EMIT_H
#define PLAYBOOK_OUTPUT_EMIT_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/str.h"

struct emit {
	const char *root;  /* borrowed */
	int fd;            /* of the root */
};

/* Makes the folder ROOT, which must not exist and whose name must outlive EMIT. */
bool emit_open(struct emit *emit, const char *root, struct diags *diags);

/*
 * Writes BYTES to PATH below the root, making its folders.  A path with "..", and a second file for the same place, are errors.
 * Several threads may call this at once.
 */
bool emit_file(const struct emit *emit, const char *path, struct str bytes, struct diags *diags);

void emit_close(struct emit *emit);

/* Writes all BYTES to FD; false and errno when that fails. */
bool emit_bytes(int fd, struct str bytes);

#endif
