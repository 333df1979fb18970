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
 * below it, of every entry of a list), without the items, charges, notes, … whose own audience the edition may not see, and without
 * `audience` itself.  Evidence is shown only when it has an audience that allows it, or is named by its own path; `cost_model` never:
 * what of it may be seen is in the masked cost.  Keeps the schema, so that a layout's misspelt field is found.  An edition that
 * sees everything gets the whole record.  Parts may be shared with RECORD.
 */
struct value *mask_order(struct arena *arena, const struct value *record, const struct config *config,
                         const struct edition *edition);

/*
 * COST without the lines that EDITION may not see, in ARENA.  A labelled line is visible by its label.  A line without a label
 * that is made from others is visible when all of them are, and what it takes from the record is; one that is not made from others is
 * internal.  A labelled line over something hidden is an error unless the model says `opaque: true`; then it shows no working
 * and no parts, and is refused when what it hides can be computed from the figures that the edition shows (see opaque.h).
 * A working is also left out when it shows fields of the record that the edition withholds; such fields are not named as missing.
 */
bool mask_cost(struct cost *masked, struct arena *arena, const struct cost *cost, const struct edition *edition,
               struct diags *diags);

#endif
