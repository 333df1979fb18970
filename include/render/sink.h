/*
 * sink: where the finished files of an edition go.
 *
 * Rendering knows only this; output/ implements it (a folder and a zip at once).
 */
#ifndef PLAYBOOK_RENDER_SINK_H
#define PLAYBOOK_RENDER_SINK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"
#include "base/str.h"

struct sink {
	/*
	 * Takes one finished file.  PATH is relative to the edition's root; giving a path twice is a bug.  Called by several
	 * threads at once; WORKER (below the number of jobs that the sink was made for) says which.  BYTES are read during
	 * the call only.
	 */
	bool (*put)(struct sink *sink, size_t worker, struct str path, struct str bytes, struct diags *diags);

	/*
	 * A new empty file for reading and writing that has no name and goes away when it is closed: for what does not fit in
	 * memory.  The caller closes it; -1 after an error.
	 */
	int (*spill)(struct sink *sink, struct diags *diags);
};

static inline bool sink_put(struct sink *sink, size_t worker, struct str path, struct str bytes, struct diags *diags)
{
	return sink->put(sink, worker, path, bytes, diags);
}

static inline int sink_spill(struct sink *sink, struct diags *diags)
{
	return sink->spill(sink, diags);
}

#endif
