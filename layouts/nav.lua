-- nav: the ways through an edition: destinations, breadcrumb, side navigation, previous and next.
local h = require "html"

local nav = {}

-- "page" where the link leads to the page that is made, "true" where it leads to something around it.
local function current(link, page, around)
  return tostring(link) == page.path and "page" or around and "true" or nil
end

local function destination(title, link, page, around)
  return h.li { h.a { href = link, aria_current = current(link, page, around), title } }
end

-- The destinations in the header. HERE is "orders" on the pages of an order.
function nav.destinations(page, site, here)
  local list = {}
  for _, section in ipairs(site.sections) do
    if section.lang == page.lang then
      list[#list + 1] = destination(section.title, section.link, page, here == nil and page.section == section.key)
    end
  end
  return h.nav {
    aria_label = "Main",
    h.ul {
      list,
      destination("Checklists", site.checklists, page),
      site.orders and destination("Orders", site.orders, page, here == "orders"),
      destination("A–Z", site.a_z, page),
    },
  }
end

local function crumb(entry)
  return h.li { h.a { href = entry.link, entry.title } }
end

-- The way from the start page to LAST, the page's own name; ABOVE is one step more between them.
function nav.breadcrumb(page, last, above)
  local list = {}
  for i, entry in ipairs(page.crumbs) do
    list[i] = crumb(entry)
  end
  return #list > 0 and h.nav {
    class = "crumbs", aria_label = "Breadcrumb",
    h.ol { list, above and crumb(above), h.li { h.span { aria_current = "page", last } } },
  }
end

-- The column beside the text; on phones it folds into SUMMARY.
function nav.side(label, summary, list)
  return h.nav { class = "side", aria_label = label, h.details { open = true, h.summary { summary }, list } }
end

local function headings(page)
  local list = {}
  for _, heading in ipairs(page.headings) do
    if tostring(heading.level) == "2" then
      list[#list + 1] = h.li { h.a { href = "#" .. heading.id, heading.text } }
    end
  end
  return #list > 1 and h.ul(list)
end

local function page_entry(entry, page)
  local here = entry.key == page.path
  return h.li {
    h.a { href = entry.link, data_page = entry.key, aria_current = here and "page", entry.title },
    here and headings(page),
  }
end

local function chapter_entry(chapter, page)
  local here = page.chapter == chapter.key
  local own = tostring(chapter.link) == page.path
  local pages = {}
  for _, entry in ipairs(here and chapter.pages or {}) do
    if not entry.key:find "index%.html$" then
      pages[#pages + 1] = page_entry(entry, page)
    end
  end
  return h.li {
    h.a {
      href = chapter.link, data_page = tostring(chapter.link), aria_current = own and "page" or here and "true",
      h.span { class = "n", chapter.number }, chapter.title,
    },
    own and headings(page),
    #pages > 0 and h.ol(pages),
  }
end

local function find_section(page, site)
  for _, section in ipairs(site.sections) do
    if section.key == page.section and section.lang == page.lang then
      return section
    end
  end
end

-- Chapters, their pages and the page's own sections; nil for a page that has none of them.
function nav.guide(page, site)
  local section = find_section(page, site)
  if not section then
    local list = headings(page)
    return list and nav.side("On this page", "On this page", list)
  end
  local list, chapter_number = {}, nil
  for _, entry in ipairs(section.pages) do
    list[#list + 1] = page_entry(entry, page)
  end
  for _, chapter in ipairs(section.chapters) do
    list[#list + 1] = chapter_entry(chapter, page)
    chapter_number = page.chapter == chapter.key and chapter.number or chapter_number
  end
  local place = chapter_number and "chapter " .. chapter_number or "contents"
  return nav.side(section.title, { section.title, ": ", place }, h.ol(list))
end

-- Sections of one long page, or of a page and its neighbours. Each: { title, link or "#id", note }.
function nav.contents(label, summary, entries)
  local list = {}
  for _, entry in ipairs(entries) do
    list[#list + 1] = h.li { h.a { href = entry[2], entry[1], entry[3] and h.span { class = "n", entry[3] } } }
  end
  return nav.side(label, summary, h.ul { class = "flat", list })
end

local function step(rel, label, entry)
  return entry and h.a { rel = rel, href = entry.link, h.small { label }, entry.title or entry.id }
end

function nav.pager(prev, next, thing)
  if not prev and not next then
    return nil
  end
  thing = thing and " " .. thing or ""
  return h.nav {
    class = "pager", aria_label = "Previous and next",
    step("prev", "Previous" .. thing, prev), step("next", "Next" .. thing, next),
  }
end

return nav
