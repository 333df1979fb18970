-- home: what this pack is, for whom, how old, and the ways in.
local h = require "html"
local format = require "format"
local shell = require "shell"
local ui = require "ui"

local function chapters(section)
  local list = {}
  for i, chapter in ipairs(section.chapters) do
    local first = chapter.pages[1]
    list[i] = h.li {
      h.a { href = chapter.link, chapter.number and chapter.number .. " ", chapter.title },
      first and first.summary and h.p { first.summary },
    }
  end
  return list
end

-- Pages that stand in no chapter, but for the one that opens the section.
local function pages(section)
  local list = {}
  for _, page in ipairs(section.pages) do
    if not page.key:find "index%.html$" then
      list[#list + 1] = h.li { h.a { href = page.link, page.title }, page.summary and h.p { page.summary } }
    end
  end
  return list
end

local function entry(title, link, note)
  return h.li { h.a { href = link, title }, note and h.p { note } }
end

-- Sections with chapters list them; the others stand with ORDERS, checklists and A–Z. Also gives the number of chapters.
local function contents(page, site, orders)
  local list, others, count = {}, {}, 0
  for _, section in ipairs(site.sections) do
    if section.lang == page.lang and #section.chapters > 0 then
      local id = "_" .. section.key
      list[#list + 1] = h.section {
        aria_labelledby = id, h.h2 { id = id, h.a { href = section.link, section.title } },
        h.ul { class = "toc", chapters(section), pages(section) },
      }
      count = count + #section.chapters
    elseif section.lang == page.lang then
      others[#others + 1] = entry(section.title, section.link, section.pages[1] and section.pages[1].summary)
    end
  end
  list[#list + 1] = h.section {
    aria_labelledby = "_more", h.h2 { id = "_more", "Also in this pack" },
    h.ul {
      class = "toc",
      orders and entry("Orders", site.orders, { orders, ": status, parties, items, route and every cost" }),
      entry("Checklists", site.checklists, "All lists on one page, to tick or to print"),
      others,
      entry("A–Z", site.a_z, "Every page and section by its first letter"),
    },
  }
  return list, count
end

return function(page, site)
  local orders = site.orders and format.count(site.order_count, "order dossier")
  local parts, count = contents(page, site, orders)
  return shell(page, site, {
    h.h1 { page.title },
    page.summary and h.p { class = "lead", page.summary },
    ui.figures {
      ui.figure("Edition", site.edition.title, site.edition.everything and "internal figures included"),
      ui.figure("Pack of", format.date(site.as_of.date), h.span { data_made = site.as_of.date, "ask for a newer one if in doubt" }),
      ui.figure("Inside", count > 0 and format.count(count, "chapter") or orders, count > 0 and orders and { "and ", orders }),
    },
    h.div { class = "beside", page.html and h.div { class = "prose", page.html }, h.div { parts } },
  })
end
