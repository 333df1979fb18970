/*
 * mask: what an edition may see of an order and of its cost.
 *
 * Runs after the cost was computed on the whole record.  Only what comes out of here reaches a layout.
 */
#ifndef PLAYBOOK_COST_MASK_H
#define PLAYBOOK_COST_MASK_H

#include "cost/cost.h"
#include "data/value.h"
#include "model/config.h"

/*
 * A copy of RECORD in ARENA with only the fields that EDITION shows: those of its order_fields (a path shows everything
 * below it), without the items, charges, notes, … whose own audience the edition may not see, and without `audience` itself.
 * Keeps the schema, so that a layout's misspelt field is found.  An edition that sees everything gets the whole record.
 */
struct value *mask_order(struct arena *arena, const struct value *record, const struct config *config,
                         const struct edition *edition);

/*
 * COST without the lines that EDITION may not see, in ARENA.  A labelled line is visible by its label.  A line without a label
 * that is made from others is visible when all of them are; one that is not made from others is internal.  The working and the
 * parts of a visible line never name or show a hidden one: a labelled line over a hidden one is an error unless the model
 * says `opaque: true`, and then it shows no working.
 */
bool mask_cost(struct cost *masked, struct arena *arena, const struct cost *cost, const struct edition *edition,
               struct diags *diags);

#endif
