/*
 * worker: what one thread needs to make pages, and what it leaves.  Only for render/.
 */
#ifndef PLAYBOOK_RENDER_WORKER_H
#define PLAYBOOK_RENDER_WORKER_H

#include <stdatomic.h>

#include "base/work.h"
#include "model/view.h"
#include "render/harvest.h"
#include "render/render.h"
#include "render/values.h"
#include "script/script.h"

/* Where an order's summary waits until the index of orders is made. */
struct summary {
	uint64_t offset;
	uint32_t size;
	uint32_t worker;
};

/* Shared by all workers; changed only where it says so. */
struct render {
	struct sink *sink;
	const struct view *view;
	const struct layouts *layouts;
	const struct render_options *options;
	const struct value *site;
	struct values_folders folders;
	struct work_queue queue;         /* pages first, then orders */
	struct harvest *harvests;        /* one for each page, written by the worker that makes it */
	struct summary *summaries;       /* one for each order, likewise */
	atomic_bool *asset_used;         /* one for each of the view's assets */
	atomic_bool *layout_asset_used;  /* one for each of the layouts' files */
	struct worker *workers;
};

struct worker {
	struct render *render;
	size_t number;
	struct script *script;
	struct arena scratch;   /* reset after each page */
	struct arena kept;      /* the harvest */
	struct buf body, html;
	struct diags diags;
	struct harvest_links links;  /* to be checked at the end */
	int spill;              /* summaries of orders, -1 until one is kept */
	uint64_t spilled;
	struct buf waiting;     /* summaries not written yet */
};

bool worker_open(struct worker *worker, struct render *render, size_t number);
void worker_close(struct worker *worker);

/* Makes the page (the order) INDEX of the view.  What is wrong goes to the worker's messages. */
void worker_make_page(struct worker *worker, size_t index);
void worker_make_order(struct worker *worker, size_t index);

/*
 * Runs LAYOUT on INPUT and puts the result at PATH: for a page that the tool makes.  HARVEST is told its URL and anchors; links to
 * anchors of other pages join the worker's.
 */
bool worker_make(struct worker *worker, struct str layout, const struct value *input, struct str path,
                 struct place source, struct harvest *harvest);

/* Whether one of PAGES has LINK's URL and makes its anchor; else says so. */
bool worker_check_link(struct diags *diags, const struct harvest_link *link, const struct harvest *pages, size_t count);

/* Writes the summaries that wait, so that they can be read back. */
bool worker_flush(struct worker *worker);

#endif
