/*
 * html_write: nodes of h as text.  Only for script/.
 *
 * Text is escaped and runs of Chinese are marked with lang="zh-Hans"; attributes go out sorted by name; links are written for the page that
 * is made; ids are told to the host.
 */
#ifndef PLAYBOOK_SCRIPT_HTML_WRITE_H
#define PLAYBOOK_SCRIPT_HTML_WRITE_H

#include <stdbool.h>

struct html_tag;

bool html_write_is_document(const struct html_tag *tag);
bool html_write_is_fragment(const struct html_tag *tag);

#endif
