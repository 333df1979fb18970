#include "model/view.h"

#include "base/memory.h"

void view_select(struct view *view, const struct site *site, const struct edition *edition, bool drafts)
{
	*view = (struct view){ .site = site, .edition = edition, .home = VIEW_NONE };
	struct arena *arena = &view->arena;

	view->pages = arena_array(arena, struct view_page, site->page_count);
	for (size_t i = 0; i < site->page_count; i++) {
		struct page *page = &site->pages[i];
		if (edition_may_see(edition, page->audience) && (drafts || !page->draft))
			view->pages[view->page_count++].page = page;
		else
			map_put(&view->hidden, page->file, page);
	}
	view->data = arena_array(arena, const struct data_file *, site->data_count);
	for (size_t i = 0; i < site->data_count; i++)
		if (edition_may_see(edition, site->data[i].audience))
			view->data[view->data_count++] = &site->data[i];
	view->orders = arena_array(arena, const struct order_key *, site->orders.count);
	for (size_t i = 0; i < site->orders.count; i++)
		if (edition_may_see(edition, site->orders.items[i].audience))
			view->orders[view->order_count++] = &site->orders.items[i];
	view->assets = arena_array(arena, struct view_asset, site->asset_count);
	view->asset_count = site->asset_count;
	for (size_t i = 0; i < site->asset_count; i++)
		view->assets[i].file = site->assets[i];
}

const struct order_key *view_order(const struct view *view, struct str id)
{
	size_t low = 0, high = view->order_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = str_compare(view->orders[middle]->id, id);
		if (order == 0)
			return view->orders[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

void view_clear(struct view *view)
{
	map_clear(&view->by_file);
	map_clear(&view->by_url);
	map_clear(&view->assets_by_file);
	map_clear(&view->hidden);
	arena_clear(&view->arena);
	*view = (struct view){ 0 };
}
