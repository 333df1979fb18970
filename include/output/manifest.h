/*
 * manifest: manifest.json of an edition: what it holds, so that a pack can be verified and compared with another.
 */
#ifndef PLAYBOOK_OUTPUT_MANIFEST_H
#define PLAYBOOK_OUTPUT_MANIFEST_H

#include "output/pack.h"
#include "output/publish.h"

#define MANIFEST_NAME "manifest.json"

/*
 * Appends the manifest of EDITION with FILES, one file a line: format "playbook-manifest/1", generator, title, edition, as_of, and for
 * each file its path, size and SHA-256.  The manifest itself is not among them.
 */
void manifest_write(struct buf *out, struct str edition, const struct publish_options *options, struct pack_file *const *files,
                    size_t count);

#endif
