#include "cli/pipeline.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/command.h"
#include "model/resolve.h"
#include "script/script.h"

enum { JOBS_LIMIT = 256, PROGRESS_EVERY = 64 };

static void show_progress(void *context, size_t done, size_t total)
{
	const struct pipeline *pipeline = context;
	if (done % PROGRESS_EVERY == 0 || done == total)
		fprintf(stderr, "\r%s: %zu of %zu", pipeline->edition, done, total);
}

static bool read_jobs(size_t *jobs, const char *text)
{
	*jobs = machine_jobs();
	if (!text)
		return true;
	char *end;
	unsigned long number = strtoul(text, &end, 10);
	*jobs = number;
	return text[0] >= '1' && text[0] <= '9' && *end == '\0' && number <= JOBS_LIMIT;
}

bool pipeline_open(struct pipeline *pipeline, const struct pipeline_options *options, const char *command)
{
	*pipeline = (struct pipeline){ .drafts = options->drafts, .verbose = options->verbose, .since = clock_milliseconds() };
	pipeline->render.version = STR(PLAYBOOK_VERSION);
	if (!format_is_json(&pipeline->json, options->format))
		return usage_error(command, "--format is 'text' or 'json', not '%s'", options->format), false;
	if (!read_jobs(&pipeline->render.jobs, options->jobs))
		return usage_error(command, "--jobs is a number from 1 to %d, not '%s'", JOBS_LIMIT, options->jobs), false;
	if (!clock_as_of(&pipeline->render.as_of, options->as_of))
		return usage_error(command, "'%s' is no date such as 2026-11-23, nor a time such as 2026-11-23T09:00:00+08:00",
		                   options->as_of ? options->as_of : getenv("SOURCE_DATE_EPOCH")), false;
	pipeline->progress = !options->quiet && !pipeline->json && isatty(STDERR_FILENO);
	if (pipeline->progress) {
		pipeline->render.progress = show_progress;
		pipeline->render.context = pipeline;
	}
	return true;
}

bool pipeline_wants(const struct pipeline_options *options, const struct edition *edition)
{
	for (size_t i = 0; options->editions && options->editions[i]; i++)
		if (str_equal(str_from(options->editions[i]), edition->name))
			return true;
	return !options->editions;
}

static bool check_editions(const struct pipeline_options *options, const struct config *config, struct diags *diags)
{
	bool ok = true;
	for (size_t i = 0; options->editions && options->editions[i]; i++) {
		struct str name = str_from(options->editions[i]);
		if (config_edition(config, name))
			continue;
		struct str_nearest nearest = { 0 };
		for (size_t j = 0; j < config->edition_count; j++)
			str_nearest_offer(&nearest, name, config->editions[j].name);
		ok = diag_error(diags, (struct place){ .path = config->place.path }, "the site has no edition '%s'", options->editions[i]);
		diag_hint_nearest(diags, &nearest);
	}
	return ok;
}

bool pipeline_load(struct pipeline *pipeline, const struct pipeline_options *options, struct diags *diags)
{
	bool ok = site_load(&pipeline->site, options->site, diags);
	ok = ok && check_editions(options, &pipeline->site.config, diags);
	const char *folder = path_join(&pipeline->arena, str_from(options->site), STR("layouts"));
	ok = layouts_load(&pipeline->layouts, &pipeline->arena, folder, diags) && ok;
	ok = script_check(&pipeline->layouts, diags) && ok;
	pipeline_stage(pipeline, "load");
	return ok;
}

bool pipeline_render(struct pipeline *pipeline, const struct edition *edition, struct sink *sink, size_t *pages,
                     size_t *orders, struct diags *diags)
{
	struct view view;
	pipeline->edition = arena_text(&pipeline->arena, edition->name);
	view_select(&view, &pipeline->site, edition, pipeline->drafts);
	pipeline_stage(pipeline, "select");
	bool ok = resolve_view(&view, diags);
	pipeline_stage(pipeline, "resolve");
	*pages = view.page_count;
	*orders = view.order_count;
	ok = ok && render_view(sink, &view, &pipeline->layouts, &pipeline->render, diags);
	if (pipeline->progress)
		fputs("\r\033[K", stderr);
	pipeline_stage(pipeline, "render");
	view_clear(&view);
	return ok;
}

void pipeline_stage(struct pipeline *pipeline, const char *stage)
{
	uint64_t now = clock_milliseconds();
	if (pipeline->verbose && pipeline->edition)
		fprintf(stderr, "%-8s %6" PRIu64 " ms  %s\n", stage, now - pipeline->since, pipeline->edition);
	else if (pipeline->verbose)
		fprintf(stderr, "%-8s %6" PRIu64 " ms\n", stage, now - pipeline->since);
	pipeline->since = now;
}

void pipeline_close(struct pipeline *pipeline)
{
	layouts_clear(&pipeline->layouts);
	site_clear(&pipeline->site);
	arena_clear(&pipeline->arena);
}
