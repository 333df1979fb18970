/*
 * stage: one edition on its way: a sink that writes the folder and compresses for the zip at once.
 */
#ifndef PLAYBOOK_OUTPUT_STAGE_H
#define PLAYBOOK_OUTPUT_STAGE_H

#include "output/publish.h"
#include "render/sink.h"

struct stage;

/* Makes FOLDER/EDITION/; keeps OPTIONS and both names, which must outlive the stage.  NULL after an error. */
struct stage *stage_create(const char *folder, struct str edition, const struct publish_options *options, struct diags *diags);
void stage_destroy(struct stage *stage);  /* accepts NULL */

struct sink *stage_sink(struct stage *stage);

/* Adds the manifest and, when OPTIONS want one, writes and audits FOLDER/EDITION.zip. */
bool stage_seal(struct stage *stage, struct diags *diags);

#endif
