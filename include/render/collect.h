/*
 * collect: the pages that are made from what all others left: start page (when the site has none of its own), checklists,
 * A–Z, indexes of orders.  Only for render/.
 */
#ifndef PLAYBOOK_RENDER_COLLECT_H
#define PLAYBOOK_RENDER_COLLECT_H

#include "render/worker.h"

/*
 * Makes them with WORKER, once all others are done.  Appends what they leave to MADE.  What is wrong goes to the worker's messages.
 */
struct harvests {
	struct harvest *items;
	size_t count, capacity;
};
void collect_pages(struct worker *worker, struct harvests *made);

#endif
