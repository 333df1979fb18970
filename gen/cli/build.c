#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "cli/command.h"
#include "cli/pipeline.h"
#include "data/moment.h"
#include "data/value.h"
#include "output/publish.h"

/* What was made, for the closing lines. */
struct made {
	struct buf text, json;
};

static void note_edition(struct made *made, const struct edition *edition, size_t pages, size_t orders, const char *out, bool zip)
{
	buf_print(&made->text, "%.*s: %zu %s, %zu %s in %s/%.*s/", STR_ARG(edition->name), pages, pages == 1 ? "page" : "pages",
	          orders, orders == 1 ? "order" : "orders", out, STR_ARG(edition->name));
	if (zip)
		buf_print(&made->text, " and %s/%.*s.zip", out, STR_ARG(edition->name));
	buf_add_char(&made->text, '\n');
	buf_add_text(&made->json, made->json.size ? "," : "");
	buf_add_text(&made->json, "\n{\"name\":");
	json_add_text(&made->json, edition->name);
	buf_print(&made->json, ",\"pages\":%zu,\"orders\":%zu}", pages, orders);
}

static bool build_edition(struct pipeline *pipeline, struct publish *publish, const struct edition *edition, const char *out,
                          bool zip, struct made *made, struct diags *diags)
{
	size_t pages, orders;
	struct sink *sink = publish_begin(publish, edition->name, diags);
	if (!sink || !pipeline_render(pipeline, edition, sink, &pages, &orders, diags))
		return false;
	bool ok = publish_seal(publish, diags);
	pipeline_stage(pipeline, "pack");
	if (ok)
		note_edition(made, edition, pages, orders, out, zip);
	return ok;
}

/* Builds every edition that is wanted and publishes them all, or none. */
static bool build_all(struct pipeline *pipeline, const struct pipeline_options *options, struct publish *publish,
                      const char *out, bool zip, struct made *made, struct diags *diags)
{
	bool ok = true;
	for (size_t i = 0; i < pipeline->site.config.edition_count; i++) {
		const struct edition *edition = &pipeline->site.config.editions[i];
		if (pipeline_wants(options, edition))
			ok = build_edition(pipeline, publish, edition, out, zip, made, diags) && ok;
	}
	ok = ok && publish_commit(publish, diags);
	pipeline->edition = NULL;
	pipeline_stage(pipeline, "publish");
	return ok;
}

static struct publish_options publish_settings(const struct pipeline *pipeline, struct buf *as_of, bool zip)
{
	struct moment_fields at = moment_in_china(pipeline->render.as_of);
	moment_format_time(as_of, pipeline->render.as_of);
	return (struct publish_options){
		.jobs = pipeline->render.jobs,
		.zip = zip,
		.time = { (unsigned)at.year, (unsigned)at.month, (unsigned)at.day, (unsigned)at.hour, (unsigned)at.minute,
		          (unsigned)at.second },
		.generator = STR("playbook " PLAYBOOK_VERSION),
		.as_of = buf_str(as_of),
		.title = pipeline->site.config.title,
	};
}

static int build(struct pipeline *pipeline, const struct pipeline_options *options, const char *out, bool zip)
{
	struct diags diags = { 0 };
	struct made made = { 0 };
	struct buf as_of = { 0 };
	struct publish *publish = NULL;
	enum publish_result opened = PUBLISH_DONE;
	if (pipeline_load(pipeline, options, &diags)) {
		struct publish_options settings = publish_settings(pipeline, &as_of, zip);
		opened = publish_open(&publish, out, options->site, &settings, &diags);
		if (opened == PUBLISH_DONE)
			build_all(pipeline, options, publish, out, zip, &made, &diags);
	}
	publish_close(publish);
	struct buf extra = { 0 };
	buf_print(&extra, ",\"editions\":[%.*s]", diags.errors ? 0 : (int)made.json.size, made.json.size ? made.json.data : "");
	int code = report(&diags, pipeline->json, buf_str(&extra));
	if (opened == PUBLISH_REFUSED)
		code = EXIT_USAGE;
	else if (opened == PUBLISH_FAILED)
		code = EXIT_MACHINE;
	if (code == EXIT_DONE && !pipeline->json && !options->quiet)
		fwrite(made.text.data, 1, made.text.size, stdout);
	buf_clear(&extra);
	buf_clear(&as_of);
	buf_clear(&made.text);
	buf_clear(&made.json);
	diags_clear(&diags);
	return code;
}

int command_build(int argc, char **argv)
{
	struct pipeline_options chosen = { 0 };
	const char *out = NULL;
	bool no_zip = false;
	const struct option options[] = {
		{ "--out", NULL, &out, NULL },
		{ "--edition", NULL, NULL, &chosen.editions },
		{ "--jobs", NULL, &chosen.jobs, NULL },
		{ "--as-of", NULL, &chosen.as_of, NULL },
		{ "--format", NULL, &chosen.format, NULL },
		{ "--no-zip", &no_zip, NULL, NULL },
		{ "--drafts", &chosen.drafts, NULL, NULL },
		{ "-q", &chosen.quiet, NULL, NULL },
		{ "-v", &chosen.verbose, NULL, NULL },
	};
	int code = EXIT_USAGE;
	struct pipeline pipeline = { 0 };
	if (options_take(options, sizeof options / sizeof *options, argc, argv, &chosen.site, 1)) {
		if (!chosen.site)
			chosen.site = ".";
		if (pipeline_open(&pipeline, &chosen, "build")) {
			if (!out)
				out = path_join(&pipeline.arena, str_from(chosen.site), STR("public"));
			code = build(&pipeline, &chosen, out, !no_zip);
		}
	}
	pipeline_close(&pipeline);
	memory_free((void *)chosen.editions);
	return code;
}
