/*
 * audit: the finished zip, opened again and compared with what was put into it.
 */
#ifndef PLAYBOOK_OUTPUT_AUDIT_H
#define PLAYBOOK_OUTPUT_AUDIT_H

#include "output/pack.h"

/*
 * Whether the zip at PATH holds exactly FILES below FOLDER/, in their order, each with the bytes that its SHA-256 says, with neither comment
 * nor extra field.  Reads on JOBS threads.
 */
bool audit_zip(const char *path, struct str folder, const struct pack_file *files, size_t count, size_t jobs,
               struct diags *diags);

#endif
