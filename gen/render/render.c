#include "render/render.h"

#include "base/file.h"
#include "base/memory.h"
#include "render/collect.h"
#include "render/values.h"
#include "render/worker.h"

static void work(void *context, size_t number)
{
	struct render *render = context;
	struct worker *worker = &render->workers[number];
	const struct render_options *options = render->options;
	bool reports = options->progress && number + 1 == options->jobs;
	size_t pages = render->view->page_count;
	for (size_t task; (task = work_take(&render->queue)) < render->queue.count;) {
		if (task < pages)
			worker_make_page(worker, task);
		else
			worker_make_order(worker, task - pages);
		if (reports)
			options->progress(options->context, task + 1, render->queue.count);
	}
	if (worker->spill >= 0)
		worker_flush(worker);
}

/* Checks the links to anchors that waited until every page was there. */
static void check_links(struct render *render, const struct harvest_links *links, const struct harvests *made,
                        struct diags *diags)
{
	for (size_t i = 0; i < links->count; i++) {
		const struct harvest_link *link = &links->items[i];
		const struct view_page *page = map_get(&render->view->by_url, link->url);
		if (page)
			worker_check_link(diags, link, &render->harvests[page - render->view->pages], 1);
		else
			worker_check_link(diags, link, made->items, made->count);
	}
}

/* Puts the files of content/ and of layouts/ that pages used. */
static bool put_assets(struct render *render, struct diags *diags)
{
	const struct view *view = render->view;
	struct buf bytes = { 0 };
	struct arena arena = { 0 };
	bool ok = true;
	for (size_t i = 0; i < view->asset_count; i++)
		if (atomic_load(&render->asset_used[i])) {
			buf_truncate(&bytes, 0);
			const char *path = path_join(&arena, str_from(view->site->content), view->assets[i].file);
			ok = file_read(&bytes, path, diags) && sink_put(render->sink, 0, view->assets[i].url, buf_str(&bytes), diags) && ok;
		}
	for (size_t i = 0; i < render->layouts->count; i++)
		if (atomic_load(&render->layout_asset_used[i]))
			ok = sink_put(render->sink, 0, render->layouts->files[i].name, render->layouts->files[i].text, diags) && ok;
	buf_clear(&bytes);
	arena_clear(&arena);
	return ok;
}

static bool open_workers(struct render *render, struct diags *diags)
{
	size_t jobs = render->options->jobs;
	render->workers = memory_new(jobs, sizeof *render->workers);
	bool ok = true;
	for (size_t i = 0; i < jobs; i++)
		ok = worker_open(&render->workers[i], render, i) && ok;
	if (!ok)
		diag_error(diags, (struct place){ 0 }, "a Lua state cannot be made");
	return ok;
}

static void merge(struct render *render, struct diags *diags)
{
	struct harvests made = { 0 };
	collect_pages(&render->workers[0], &made);
	for (size_t i = 0; i < render->options->jobs; i++) {
		check_links(render, &render->workers[i].links, &made, diags);
		diags_join(diags, &render->workers[i].diags);
	}
	for (size_t i = 0; i < made.count; i++)
		harvest_clear(&made.items[i]);
	memory_free(made.items);
}

bool render_view(struct sink *sink, const struct view *view, const struct layouts *layouts,
                 const struct render_options *options, struct diags *diags)
{
	struct arena arena = { 0 };
	size_t before = diags->errors;
	struct render render = {
		.sink = sink,
		.view = view,
		.layouts = layouts,
		.options = options,
		.queue = { .count = view->page_count + view->order_count },
		.harvests = memory_new(view->page_count, sizeof *render.harvests),
		.summaries = memory_new(view->order_count, sizeof *render.summaries),
		.asset_used = memory_new(view->asset_count, sizeof *render.asset_used),
		.layout_asset_used = memory_new(layouts->count, sizeof *render.layout_asset_used),
	};
	render.site = values_site(&render.folders, &arena, view, &(struct values_site){ options->as_of, options->version });
	if (open_workers(&render, diags)) {
		work_run(options->jobs, work, &render);
		merge(&render, diags);
		if (diags->errors == before)
			put_assets(&render, diags);
	}
	for (size_t i = 0; i < options->jobs; i++)
		worker_close(&render.workers[i]);
	for (size_t i = 0; i < view->page_count; i++)
		harvest_clear(&render.harvests[i]);
	memory_free(render.workers);
	memory_free(render.harvests);
	memory_free(render.summaries);
	memory_free(render.asset_used);
	memory_free(render.layout_asset_used);
	arena_clear(&arena);
	return diags->errors == before;
}
