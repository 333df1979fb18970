#include "render/harvest.h"

#include "base/memory.h"

void harvest_add_anchor(struct harvest *harvest, struct arena *arena, struct str id)
{
	memory_room(harvest->anchors, harvest->anchor_count, harvest->anchor_capacity);
	harvest->anchors[harvest->anchor_count++] = arena_str(arena, id);
}

void harvest_add_heading(struct harvest *harvest, struct arena *arena, const struct markdown_heading *heading)
{
	memory_room(harvest->headings, harvest->heading_count, harvest->heading_capacity);
	struct markdown_heading *kept = &harvest->headings[harvest->heading_count++];
	*kept = *heading;
	kept->id = arena_str(arena, heading->id);
	kept->text = arena_str(arena, heading->text);
}

void harvest_add_item(struct harvest *harvest, struct arena *arena, const struct markdown_item *item)
{
	memory_room(harvest->items, harvest->item_count, harvest->item_capacity);
	struct markdown_item *kept = &harvest->items[harvest->item_count++];
	*kept = *item;
	kept->list = arena_str(arena, item->list);
	kept->list_title = arena_str(arena, item->list_title);
	kept->id = arena_str(arena, item->id);
	kept->text = arena_str(arena, item->text);
	kept->html = arena_str(arena, item->html);
}

void harvest_add_link(struct harvest_links *links, struct arena *arena, struct str url, struct str anchor, struct place place)
{
	memory_room(links->items, links->count, links->capacity);
	links->items[links->count++] = (struct harvest_link){ arena_str(arena, url), arena_str(arena, anchor), place };
}

bool harvest_has_anchor(const struct harvest *harvest, struct str anchor, struct str_nearest *nearest)
{
	for (size_t i = 0; i < harvest->anchor_count; i++)
		if (str_equal(harvest->anchors[i], anchor))
			return true;
	for (size_t i = 0; i < harvest->anchor_count; i++)
		str_nearest_offer(nearest, anchor, harvest->anchors[i]);
	return false;
}

void harvest_clear(struct harvest *harvest)
{
	memory_free(harvest->anchors);
	memory_free(harvest->headings);
	memory_free(harvest->items);
	*harvest = (struct harvest){ 0 };
}

void harvest_links_clear(struct harvest_links *links)
{
	memory_free(links->items);
	*links = (struct harvest_links){ 0 };
}
