#include "render/worker.h"

#include <errno.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "cost/cost.h"
#include "cost/mask.h"
#include "model/resolve.h"
#include "render/values.h"

enum { SPILL_SIZE = 256 * 1024 };

/* The page that is being made, as its layout's links see it. */
struct making {
	struct worker *worker;
	struct str path;
	struct place source;
	struct harvest *harvest;
	struct arena *arena;         /* of the harvest */
	struct harvest_links *near;  /* links to anchors of this page, or of pages made with it */
};

bool worker_open(struct worker *worker, struct render *render, size_t number)
{
	*worker = (struct worker){ .render = render, .number = number, .spill = -1 };
	worker->script = script_create(render->layouts, render->site, NULL);
	return worker->script != NULL;
}

void worker_close(struct worker *worker)
{
	script_destroy(worker->script);
	if (worker->spill >= 0)
		close(worker->spill);
	buf_clear(&worker->body);
	buf_clear(&worker->html);
	buf_clear(&worker->waiting);
	harvest_links_clear(&worker->links);
	diags_clear(&worker->diags);
	arena_clear(&worker->scratch);
	arena_clear(&worker->kept);
}

/* Notes that the file of layouts called "assets/…" is used, when there is one. */
static bool use_layout_asset(struct render *render, struct str url)
{
	if (!str_starts(url, STR("assets/")))
		return false;
	const struct layout_file *file = layouts_find(render->layouts, url);
	if (!file)
		return false;
	atomic_store_explicit(&render->layout_asset_used[file - render->layouts->files], true, memory_order_relaxed);
	return true;
}

/* Anchors of an order's pages are not kept, so only its own pages can lead to them. */
static bool is_order_page(struct str url)
{
	return str_starts(url, STR("orders/")) && str_find(url, STR("/"), STR("orders/").size) >= 0;
}

static void want_anchor(struct making *making, struct str url, struct str anchor, struct place place)
{
	struct worker *worker = making->worker;
	bool order = is_order_page(url);
	if (str_equal(url, making->path) || (order && str_equal(path_folder(url), path_folder(making->path)))) {
		harvest_add_link(making->near, &worker->scratch, url, anchor, place);
	} else if (!order) {
		harvest_add_link(&worker->links, &worker->kept, url, anchor, place);
	} else {
		diag_error(&worker->diags, place, "only an order's own pages can link to the anchor '#%.*s' of '%.*s'",
		           STR_ARG(anchor), STR_ARG(url));
		diag_hint(&worker->diags, "link to the page without an anchor");
	}
}

static bool layout_link(void *context, struct buf *out, struct str target)
{
	struct making *making = context;
	struct render *render = making->worker->render;
	ptrdiff_t hash = str_index(target, '#');
	struct str url = hash < 0 ? target : str_slice(target, 0, (size_t)hash);
	struct str anchor = hash < 0 ? STR("") : str_slice(target, (size_t)hash + 1, target.size);
	if (url.size == 0)
		url = making->path;
	if (!resolve_has_url(render->view, url) && !use_layout_asset(render, url))
		return false;
	if (anchor.size)
		want_anchor(making, url, anchor, making->source);
	if (!str_equal(url, making->path) || anchor.size == 0)
		path_relative(out, making->path, url);
	if (anchor.size)
		buf_print(out, "#%.*s", STR_ARG(anchor));
	return true;
}

static void layout_anchor(void *context, struct str id)
{
	struct making *making = context;
	harvest_add_anchor(making->harvest, making->arena, id);
}

bool worker_check_link(struct diags *diags, const struct harvest_link *link, const struct harvest *pages, size_t count)
{
	struct str_nearest nearest = { 0 };
	for (size_t i = 0; i < count; i++)
		if (str_equal(pages[i].url, link->url) && harvest_has_anchor(&pages[i], link->anchor, &nearest))
			return true;
	diag_error(diags, link->place, "there is no '#%.*s' on '%.*s'", STR_ARG(link->anchor), STR_ARG(link->url));
	if (nearest.found.size)
		diag_hint(diags, "did you mean '#%.*s'?", STR_ARG(nearest.found));
	return false;
}

static void check_links(struct worker *worker, const struct harvest_links *links, const struct harvest *pages, size_t count)
{
	for (size_t i = 0; i < links->count; i++)
		worker_check_link(&worker->diags, &links->items[i], pages, count);
}

static bool run_layout(struct making *making, struct str layout, const struct value *input)
{
	struct worker *worker = making->worker;
	const struct script_page page = {
		.path = making->path, .source = making->source, .context = making, .link = layout_link, .anchor = layout_anchor,
	};
	making->harvest->url = making->path;
	buf_truncate(&worker->html, 0);
	return script_run(&worker->html, worker->script, layout, input, &page, &worker->diags) &&
	       sink_put(worker->render->sink, worker->number, making->path, buf_str(&worker->html), &worker->diags);
}

bool worker_make(struct worker *worker, struct str layout, const struct value *input, struct str path,
                 struct place source, struct harvest *harvest)
{
	struct harvest_links near = { 0 };
	struct making making = { worker, path, source, harvest, &worker->kept, &near };
	bool ok = run_layout(&making, layout, input);
	if (ok)
		check_links(worker, &near, harvest, 1);
	harvest_links_clear(&near);
	return ok;
}

/* A page of the guide while its Markdown is walked. */
struct reading {
	struct making making;
	const struct view_page *page;
};

static bool markdown_link(void *context, struct buf *out, const struct markdown_link *link, struct diags *diags)
{
	struct reading *reading = context;
	struct render *render = reading->making.worker->render;
	if (resolve_is_external(link->target)) {
		if (link->image) {
			diag_error(diags, link->place, "the picture '%.*s' would come from the network", STR_ARG(link->target));
			diag_hint(diags, "put a copy of it beside the page: the handbook is read offline");
			return false;
		}
		buf_add(out, link->target);
		return true;
	}
	struct str url;
	const struct view_asset *asset;
	if (!resolve_link(&url, &asset, &reading->making.worker->scratch, render->view, reading->page, link->target, link->place,
	                  diags))
		return false;
	if (link->image && !asset)
		return diag_error(diags, link->place, "'%.*s' is a page, not a picture", STR_ARG(link->target));
	if (asset)
		atomic_store_explicit(&render->asset_used[asset - render->view->assets], true, memory_order_relaxed);
	ptrdiff_t hash = str_index(url, '#');
	struct str path = hash < 0 ? url : str_slice(url, 0, (size_t)hash);
	struct str anchor = hash < 0 ? STR("") : str_slice(url, (size_t)hash + 1, url.size);
	if (anchor.size && !asset)
		want_anchor(&reading->making, path, anchor, link->place);
	if (!str_equal(path, reading->making.path) || anchor.size == 0)
		path_relative(out, reading->making.path, path);
	if (anchor.size)
		buf_print(out, "#%.*s", STR_ARG(anchor));
	return true;
}

static void markdown_heading(void *context, const struct markdown_heading *heading)
{
	struct reading *reading = context;
	struct worker *worker = reading->making.worker;
	harvest_add_heading(reading->making.harvest, &worker->kept, heading);
	harvest_add_anchor(reading->making.harvest, &worker->kept, heading->id);
}

static void markdown_item(void *context, const struct markdown_item *item)
{
	struct reading *reading = context;
	struct worker *worker = reading->making.worker;
	harvest_add_item(reading->making.harvest, &worker->kept, item);
	struct str id = arena_print(&worker->scratch, "%.*s.%.*s", STR_ARG(item->list), STR_ARG(item->id));
	harvest_add_anchor(reading->making.harvest, &worker->kept, id);
}

static bool check_layout(struct worker *worker, struct str layout, struct place place)
{
	const struct layouts *layouts = worker->render->layouts;
	struct str file = arena_print(&worker->scratch, "%.*s.lua", STR_ARG(layout));
	if (layouts_find(layouts, file))
		return true;
	struct str_nearest nearest = { 0 };
	for (size_t i = 0; i < layouts->count; i++)
		if (str_ends(layouts->files[i].name, STR(".lua")))
			str_nearest_offer(&nearest, layout, str_slice(layouts->files[i].name, 0, layouts->files[i].name.size - 4));
	diag_error(&worker->diags, place, "there is no layout '%.*s'", STR_ARG(layout));
	diag_hint_nearest(&worker->diags, &nearest);
	return false;
}

void worker_make_page(struct worker *worker, size_t index)
{
	struct render *render = worker->render;
	const struct view_page *page = &render->view->pages[index];
	struct harvest *harvest = &render->harvests[index];
	harvest->url = page->url;
	harvest->title = page->page->title;
	harvest->language = page->page->language;
	struct str layout = page->page->layout;
	if ((ptrdiff_t)index == render->view->home && str_equal(layout, STR("page")))
		layout = STR("home");
	struct harvest_links near = { 0 };
	struct reading reading = {
		.making = { worker, page->url, page->page->place, harvest, &worker->kept, &near },
		.page = page,
	};
	const struct markdown_host host = {
		.context = &reading, .link = markdown_link, .heading = markdown_heading, .item = markdown_item,
	};
	const struct markdown_options options = { .raw_html = render->view->site->config.raw_html, .extensions = true };
	buf_truncate(&worker->body, 0);
	markdown_render(&worker->body, page->page->body, page->page->place.path, page->page->body_line, &options, &host,
	                &worker->scratch, &worker->diags);
	struct value *input = values_page(&worker->scratch, render->view, &render->folders, index, buf_str(&worker->body), harvest->headings,
	                                  harvest->heading_count);
	if (check_layout(worker, layout, page->page->place) && run_layout(&reading.making, layout, input))
		check_links(worker, &near, harvest, 1);
	harvest_links_clear(&near);
	arena_reset(&worker->scratch);
}

bool worker_flush(struct worker *worker)
{
	struct str rest = buf_str(&worker->waiting);
	while (rest.size) {
		ssize_t written = write(worker->spill, rest.data, rest.size);
		if (written < 0 && errno == EINTR)
			continue;
		if (written < 0)
			return diag_failure(&worker->diags, NULL, "a temporary file cannot be written");
		rest = str_slice(rest, (size_t)written, rest.size);
	}
	buf_truncate(&worker->waiting, 0);
	return true;
}

static bool keep_summary(struct worker *worker, size_t index, const struct value *order)
{
	if (worker->spill < 0)
		worker->spill = sink_spill(worker->render->sink, &worker->diags);
	if (worker->spill < 0)
		return false;
	size_t before = worker->waiting.size;
	value_to_json(&worker->waiting, values_order_summary(&worker->scratch, order));
	size_t size = worker->waiting.size - before;
	worker->render->summaries[index] = (struct summary){ worker->spilled, (uint32_t)size, (uint32_t)worker->number };
	worker->spilled += size;
	return worker->waiting.size < SPILL_SIZE || worker_flush(worker);
}

/* Whether EDITION shows what an order costs. */
static bool shows_cost(const struct edition *edition)
{
	for (size_t i = 0; i < edition->order_field_count; i++)
		if (str_equal(edition->order_fields[i], STR("cost")))
			return true;
	return edition->everything;
}

static void make_order_pages(struct worker *worker, const struct order_key *key, struct value *order, bool costed)
{
	static const struct { const char *layout, *page; } PAGES[] = { { "dossier", "index.html" }, { "cost", "cost.html" } };
	struct harvest harvests[2] = { 0 };
	struct harvest_links near = { 0 };
	size_t count = costed ? 2 : 1;
	bool ok = true;
	for (size_t i = 0; i < count; i++) {
		struct str path = resolve_order_url(&worker->scratch, key->id, PAGES[i].page);
		struct place source = { .path = key->path, .line = key->line };
		struct making making = { worker, path, source, &harvests[i], &worker->scratch, &near };
		value_get(order, STR("path"))->text = path;
		ok = run_layout(&making, str_from(PAGES[i].layout), order) && ok;
	}
	if (ok)
		check_links(worker, &near, harvests, count);
	for (size_t i = 0; i < count; i++)
		harvest_clear(&harvests[i]);
	harvest_links_clear(&near);
}

void worker_make_order(struct worker *worker, size_t index)
{
	struct render *render = worker->render;
	const struct view *view = render->view;
	const struct order_key *key = view->orders[index];
	struct arena *arena = &worker->scratch;
	struct value *record = order_read(arena, key, &view->site->config, &worker->diags);
	struct cost cost, masked;
	bool ok = record && cost_compute(&cost, arena, record, view->site->cost_models, &view->site->config, &worker->diags);
	bool costed = ok && shows_cost(view->edition);
	if (costed)
		ok = costed = mask_cost(&masked, arena, &cost, view->edition, &worker->diags);
	if (ok) {
		struct value *order = mask_order(arena, record, &view->site->config, view->edition);
		values_order(arena, view, index, order, costed ? &masked : NULL);
		make_order_pages(worker, key, order, costed);
		keep_summary(worker, index, order);
	}
	arena_reset(arena);
}
