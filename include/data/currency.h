/*
 * currency: ISO 4217 codes and how many digits their amounts have behind the point, from layouts/data/currencies.csv, which
 * the program carries inside.
 *
 * CNH and RMB are no codes of the standard but on every screen: they mean CNY and keep their label.
 */
#ifndef PLAYBOOK_DATA_CURRENCY_H
#define PLAYBOOK_DATA_CURRENCY_H

#include <stdbool.h>

#include "base/diag.h"
#include "base/str.h"

struct currency {
	struct str code;   /* the standard's: CNY for CNH; lives as long as the program */
	unsigned digits;   /* the minor unit: 2 for CNY, 0 for JPY, 3 for KWD */
};

/* What LABEL, three capital letters, stands for; false when it is no currency. */
bool currency_find(struct currency *out, struct str label);

/* The same, with an error at PLACE that names the nearest code. */
bool currency_check(struct currency *out, struct str label, struct place place, struct diags *diags);

/* Whether both labels stand for one currency, as CNH and CNY do. */
bool currency_same(struct str a, struct str b);

#endif
