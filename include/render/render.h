/*
 * render: one edition's pages through its layouts into a sink.
 *
 * Workers take pages and orders from one queue; each has its own Lua state and scratch memory and leaves a small harvest.
 * The harvests are merged in the order of the pages, never in order of arrival: then the collected pages are made, anchors are
 * checked, and the assets that were used are put.  The view is only read.
 */
#ifndef PLAYBOOK_RENDER_RENDER_H
#define PLAYBOOK_RENDER_RENDER_H

#include <stdint.h>

#include "model/view.h"
#include "render/sink.h"
#include "script/layouts.h"

struct render_options {
	size_t jobs;         /* threads, from 1 */
	int64_t as_of;       /* the moment that the edition speaks of, see data/moment.h */
	struct str version;  /* of the program */
	void (*progress)(void *context, size_t done, size_t total);  /* called on the caller's thread; may be NULL */
	void *context;
};

/* Returns false after errors, all of which are in DIAGS; what was put is then to be thrown away. */
bool render_view(struct sink *sink, const struct view *view, const struct layouts *layouts,
                 const struct render_options *options, struct diags *diags);

#endif
