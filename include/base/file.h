/*
 * file: reading, walking in a fixed order, and paths as text.
 *
 * Paths use '/' and are UTF-8.  Nothing here follows a symbolic link out of the folder that is walked.
 */
#ifndef PLAYBOOK_BASE_FILE_H
#define PLAYBOOK_BASE_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

/* Appends the whole file at PATH to OUT. */
bool file_read(struct buf *out, const char *path, struct diags *diags);

/* Appends SIZE bytes from OFFSET of the file at PATH to OUT; a file that ends before is an error. */
bool file_read_part(struct buf *out, const char *path, uint64_t offset, size_t size, struct diags *diags);

/* Whether PATH is a folder (a file). */
bool file_is_folder(const char *path);
bool file_is_regular(const char *path);

/*
 * All regular files below a folder, paths relative to it, sorted by bytes.  Names that begin with '.' are passed over.
 * A symbolic link that leads out of the folder, or in a circle, and a name that is not UTF-8 or has a control character
 * or a backslash, are errors.  A folder that does not exist has no files.
 */
struct file_list {
	struct str *paths;
	size_t count, capacity;
};
bool file_walk(struct file_list *list, struct arena *arena, const char *folder, struct diags *diags);
void file_list_clear(struct file_list *list);

/* FOLDER/NAME in ARENA; NAME alone when FOLDER is empty or ".". */
char *path_join(struct arena *arena, struct str folder, struct str name);

/* "a/b" of "a/b/c.md", "" of "c.md".  "c.md" of "a/b/c.md".  ".md" of "c.md" (or empty). */
struct str path_folder(struct str path);
struct str path_name(struct str path);
struct str path_extension(struct str path);

/*
 * TARGET as written in a file of FOLDER, both relative to one root, without "." and "..", in ARENA.
 * Returns false when it would leave the root or is absolute.
 */
bool path_resolve(struct str *out, struct arena *arena, struct str folder, struct str target);

/* Appends to OUT the way from the file FROM to the file TO, both relative to one root: "../b/c.html". */
void path_relative(struct buf *out, struct str from, struct str to);

/*
 * Whether NAME can be a file's name on every system that readers use: not empty, no '/', '\\', control character or
 * one of <>:"|?*, no leading '.', no trailing '.' or space, not a device name of Windows, at most 120 bytes.
 */
bool path_name_is_safe(struct str name);

#endif
