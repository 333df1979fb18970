/*
 * opaque: whether the amounts that an edition hides follow from those that it shows.
 *
 * Every visible line over hidden ones is an equation: the sum of the hidden parts, with their signs, is known.  A hidden sum is one as
 * well: what it is made of minus itself is nothing.  The equations are solved exactly; where that leaves a single hidden amount in one of
 * them, anybody can compute it.  Rates and conversions of visible lines are taken as known, those of hidden ones as not.
 */
#ifndef PLAYBOOK_COST_OPAQUE_H
#define PLAYBOOK_COST_OPAQUE_H

#include "cost/cost.h"

/* VISIBLE says which lines of COST the edition shows; an error names the opaque line that gives a hidden one away. */
bool opaque_check(const struct cost *cost, const bool *visible, struct arena *arena, const struct edition *edition,
                  struct diags *diags);

#endif
