/*
 * hash: xxhash for "is it unchanged", SHA-256 for evidence and manifests.  The only <xxhash.h> and <sodium.h>.
 */
#ifndef PLAYBOOK_DATA_HASH_H
#define PLAYBOOK_DATA_HASH_H

#include <stdint.h>

#include "base/str.h"

/* XXH3, 64 bits. */
uint64_t hash_quick(struct str bytes);

/* Appends the SHA-256 of BYTES as 64 hex digits. */
void hash_sha256(struct buf *out, struct str bytes);

#endif
