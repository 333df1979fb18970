/*
 * order_schema: the fields of an order, as tables.  What tables cannot say is in order.c.
 *
 * A SCHEMA_ANY field that names FIELDS is a short form: either a map of them, or a scalar that stands for the first of
 * them: `evidence: a.png` is `evidence: { file: a.png }`, and `freight: 3.50` is `freight: { amount: 3.50 }`.
 */
#ifndef PLAYBOOK_MODEL_ORDER_SCHEMA_H
#define PLAYBOOK_MODEL_ORDER_SCHEMA_H

#include "model/order.h"

extern const struct schema EVIDENCE_SCHEMA;   /* wherever a file of the order's folder is named */
extern const struct schema CHARGE_SCHEMA;     /* an entry of `charges` */
extern const struct schema NOTE_SCHEMA;       /* an entry of `notes` */
extern const struct schema CHECK_SCHEMA;      /* an entry of a list of `checklists` */

#endif
