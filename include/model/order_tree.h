/*
 * order_tree: the shape of an order, and what may stand in many places of it: short forms, evidence, currencies, audiences, maps
 * whose keys are the author's.  What one field has to do with another is checked in order.c.
 */
#ifndef PLAYBOOK_MODEL_ORDER_TREE_H
#define PLAYBOOK_MODEL_ORDER_TREE_H

#include "model/order.h"

/*
 * Checks and types RECORD against ORDER_SCHEMA; unless it is WHOLE nothing is required.  Without a site (CONFIG has no edition) audiences
 * are not looked up.
 */
bool order_tree_check(struct value *record, bool whole, struct arena *arena, const struct config *config, struct diags *diags);

#endif
