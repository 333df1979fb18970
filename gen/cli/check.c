#include <stdio.h>
#include <unistd.h>

#include "base/memory.h"
#include "cli/command.h"
#include "cli/pipeline.h"

/* A sink that keeps nothing: everything is made, as `build` would, and only what is wrong with it counts. */
static bool put_nowhere(struct sink *sink, size_t worker, struct str path, struct str bytes, struct diags *diags)
{
	(void)sink, (void)worker, (void)path, (void)bytes, (void)diags;
	return true;
}

static int spill_to_temporary(struct sink *sink, struct diags *diags)
{
	(void)sink;
	FILE *file = tmpfile();
	int fd = file ? dup(fileno(file)) : -1;
	if (fd < 0)
		diag_failure(diags, NULL, "a temporary file cannot be made");
	if (file)
		fclose(file);
	return fd;
}

static int check(struct pipeline *pipeline, const struct pipeline_options *options)
{
	struct diags diags = { 0 };
	struct sink sink = { .put = put_nowhere, .spill = spill_to_temporary };
	size_t pages = 0, orders = 0, editions = 0;
	if (pipeline_load(pipeline, options, &diags))
		for (size_t i = 0; i < pipeline->site.config.edition_count; i++) {
			const struct edition *edition = &pipeline->site.config.editions[i];
			if (pipeline_wants(options, edition)) {
				pipeline_render(pipeline, edition, &sink, &pages, &orders, &diags);
				editions++;
			}
		}
	int code = report(&diags, pipeline->json, STR(""));
	if (code == EXIT_DONE && !pipeline->json && !options->quiet)
		printf("%zu %s checked: nothing wrong\n", editions, editions == 1 ? "edition" : "editions");
	diags_clear(&diags);
	return code;
}

int command_check(int argc, char **argv)
{
	struct pipeline_options chosen = { 0 };
	const struct option options[] = {
		{ "--edition", NULL, NULL, &chosen.editions },
		{ "--jobs", NULL, &chosen.jobs, NULL },
		{ "--as-of", NULL, &chosen.as_of, NULL },
		{ "--format", NULL, &chosen.format, NULL },
		{ "--drafts", &chosen.drafts, NULL, NULL },
		{ "-q", &chosen.quiet, NULL, NULL },
		{ "-v", &chosen.verbose, NULL, NULL },
	};
	int code = EXIT_USAGE;
	struct pipeline pipeline = { 0 };
	if (options_take(options, sizeof options / sizeof *options, argc, argv, &chosen.site, 1)) {
		if (!chosen.site)
			chosen.site = ".";
		if (pipeline_open(&pipeline, &chosen, "check"))
			code = check(&pipeline, &chosen);
	}
	pipeline_close(&pipeline);
	memory_free((void *)chosen.editions);
	return code;
}
