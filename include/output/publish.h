/*
 * publish: from finished files to OUT/E/ and OUT/E.zip, all or nothing.
 *
 * A build is prepared in a hidden folder inside OUT, which bears our marker.  When every edition is sealed it is brought to
 * disk and OUT is exchanged for it in one step, so that a reader or a crash sees the old output or the new one.  What a
 * killed build left is cleared by the next.
 *
 * OUT is another folder after the exchange, with the old one's owner and permissions: a shell or server that works inside OUT has
 * to enter it again.  Where OUT cannot be exchanged (its parent may not be written, OUT or something in it is a mount point, the file
 * system cannot exchange names, OUT's owner cannot be kept) each edition's folder and zip are exchanged inside OUT instead:
 * each of them is the old or the new one, but a crash can leave some old and some new.
 */
#ifndef PLAYBOOK_OUTPUT_PUBLISH_H
#define PLAYBOOK_OUTPUT_PUBLISH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/str.h"
#include "render/sink.h"

struct publish;

enum publish_result {
	PUBLISH_DONE,
	PUBLISH_REFUSED,  /* OUT is not ours to write to: wrong usage, nothing was touched */
	PUBLISH_FAILED,   /* the machine failed: the messages say how */
};

/* The moment that stamps zip entries, as China time (as_of). */
struct publish_time {
	unsigned year, month, day, hour, minute, second;
};

struct publish_options {
	size_t jobs;    /* workers that will put files */
	bool zip;       /* make E.zip too */
	struct publish_time time;
	struct str generator;  /* "playbook 0.1.0" */
	struct str as_of;      /* "2026-11-23T23:59:59+08:00", noted in the manifest */
	struct str title;      /* of the site */
};

/*
 * Opens OUT, which must be absent, empty or bear our marker, and may neither be, nor contain, nor lie in the parts of SITE that
 * are read (content/, layouts/).  Another build at work in OUT is a refusal.
 */
enum publish_result publish_open(struct publish **publish, const char *out, const char *site,
                                 const struct publish_options *options, struct diags *diags);

/* Begins edition NAME and returns its sink, which lives until the edition is sealed or PUBLISH is closed. */
struct sink *publish_begin(struct publish *publish, struct str name, struct diags *diags);

/*
 * Ends the edition begun last: adds manifest.json (each file's path, size and SHA-256), writes the zip from the workers'
 * compressed bytes, entries sorted by path, and audits it: opened again, every entry must be what was put, and nothing else.
 */
bool publish_seal(struct publish *publish, struct diags *diags);

/* Exchanges OUT for what was sealed; editions and files of OUT that were not built stay. */
bool publish_commit(struct publish *publish, struct diags *diags);

/* Frees; what was not committed is removed.  Accepts NULL. */
void publish_close(struct publish *publish);

#endif
