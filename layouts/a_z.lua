-- a_z: every page and section by letter: the way to find things without a search.
local h = require "html"
local shell = require "shell"

return function(page, site)
  local letters, groups = {}, {}
  for i, group in ipairs(page.groups) do
    local id = "az-" .. i
    local entries = {}
    for j, entry in ipairs(group.entries) do
      entries[j] = h.li {
        h.a { href = entry.link, entry.title },
        entry.page_title and { " ", h.small { class = "mute", entry.page_title } },
      }
    end
    letters[i] = h.li { h.a { href = "#" .. id, group.letter } }
    groups[i] = h.section { aria_labelledby = id, h.h2 { id = id, group.letter }, h.ul { class = "az", entries } }
  end
  return shell(page, site, {
    h.h1 { page.title },
    h.p { class = "lead", "Every page and every section, by its first letter." },
    #letters > 1 and h.nav { class = "letters", aria_label = "Letters", h.ul(letters) },
    groups,
  })
end
