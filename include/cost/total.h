/*
 * total: how often a total holds a line.
 */
#ifndef PLAYBOOK_COST_TOTAL_H
#define PLAYBOOK_COST_TOTAL_H

#include "cost/model.h"

/*
 * Follows the line TOTAL of MODEL through sums, with their signs, and conversions: an error when it holds some line more than
 * once on balance, or a tax base at all.  Lines up to TOTAL have been read.
 */
bool total_check(const struct model *model, size_t total, struct diags *diags);

#endif
