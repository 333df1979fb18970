/*
 * tree: whole folders: removed, carried over, exchanged, brought to disk.
 */
#ifndef PLAYBOOK_OUTPUT_TREE_H
#define PLAYBOOK_OUTPUT_TREE_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/diag.h"

/*
 * Removes the file or folder at PATH with all it holds.  Follows no links and enters no other file system; folders that may not be
 * written are made writable.  What is not there is fine.
 */
bool tree_remove(const char *path, struct diags *diags);

enum tree_result {
	TREE_DONE,
	TREE_ELSEWHERE,  /* something of it lies on another file system (a mount); no message */
	TREE_FAILED,
};

/*
 * Gives TO, which must not exist, all that FROM (a file, folder or link on DEVICE) holds: files by hard links, by copies where links
 * cannot be made; folders with their permissions and times.
 */
enum tree_result tree_carry(const char *from, const char *to, dev_t device, struct diags *diags);

/* Copies the file, folder or link at FROM in the same way, without hard links. */
enum tree_result tree_copy(const char *from, const char *to, dev_t device, struct diags *diags);

/* Exchanges two names in one step; false and errno where the system cannot. */
bool tree_exchange(const char *a, const char *b);

/* Brings the names in the folder at PATH to disk, as far as the system can. */
void tree_sync_names(const char *path);

/* Brings all that was written to the folder's file system to disk. */
bool tree_sync(const char *path, struct diags *diags);

#endif
