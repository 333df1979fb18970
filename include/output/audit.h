/*
 * audit: the finished zip, opened again and compared with what was put into it.
 */
#ifndef PLAYBOOK_OUTPUT_AUDIT_H
#define PLAYBOOK_OUTPUT_AUDIT_H

#include "output/pack.h"

/*
 * Whether the zip at PATH holds exactly FILES below FOLDER/, in their order, with neither comments nor extra fields, and each entry unpacks
 * to the bytes that its SHA-256 says; local headers must agree with the directory.  Reads on JOBS threads.  What differs is the
 * machine's failure.
 */
bool audit_zip(const char *path, struct str folder, struct pack_file *const *files, size_t count, size_t jobs, struct diags *diags);

#endif
