-- checklists: every list of the guide on one page, to tick on a screen or on paper.
local h = require "html"
local format = require "format"
local nav = require "nav"
local shell = require "shell"

-- Lines to write on, on paper only.
local function lines()
  return h.p { class = "sign paper", h.span { "Who" }, h.span { "When" }, h.span { "Proof" } }
end

-- The claim and what stands under it; the claim alone when that has links, which are written for the page that it comes from.
local function content(id, entry)
  local html = tostring(entry.html)
  local linked = html:find(" href=", 1, true) or html:find(" src=", 1, true)
  return linked and h.label { for_ = id, entry.text } or entry.html
end

local function item(list, entry)
  local id = list.id .. "." .. entry.id
  return h.li {
    data_item = entry.id,
    h.input { type = "checkbox", id = id, name = id },
    h.div { content(id, entry), lines() },
  }
end

local function section(list)
  local items = {}
  for i, entry in ipairs(list.items) do
    items[i] = item(list, entry)
  end
  return h.section {
    aria_labelledby = list.id,
    h.h2 { id = list.id, list.title },
    h.p { class = "mute", format.count(#items, "item"), ", explained in ", h.a { href = list.link, list.page_title } },
    h.ul { class = "cl prose", data_list = list.id, items },
  }
end

return function(page, site)
  local sections, contents = {}, {}
  for i, list in ipairs(page.lists) do
    sections[i] = section(list)
    contents[i] = { list.title, "#" .. list.id, #list.items }
  end
  return shell(page, site, {
    h.h1 { page.title },
    #sections > 0 and h.p {
      class = "lead", "A tick without a name, a day and a proof helps nobody in a dispute. Print the list, or save the proof in the order’s folder.",
    } or h.p { class = "lead", "The guide has no checklists yet." },
    sections,
  }, { side = #sections > 1 and nav.contents("Checklists", "All checklists", contents) })
end
