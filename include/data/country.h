/*
 * country: ISO 3166-1 alpha-2 codes.
 */
#ifndef PLAYBOOK_DATA_COUNTRY_H
#define PLAYBOOK_DATA_COUNTRY_H

#include <stdbool.h>

#include "base/str.h"

/* Whether CODE is a country's: "CN", "NG". */
bool country_is_code(struct str code);

#endif
