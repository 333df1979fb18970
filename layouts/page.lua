-- page: a page of the guide.
local h = require "html"
local format = require "format"
local nav = require "nav"
local shell = require "shell"
local ui = require "ui"

-- Who may see the page, and when somebody last checked it.
local function about(page)
  return (page.internal or page.reviewed) and h.p {
    class = "about",
    page.internal and { ui.tag "staff only", " " },
    page.reviewed and { "Checked ", format.date(page.reviewed) },
  }
end

return function(page, site)
  return shell(page, site, {
    h.h1 { page.title },
    page.summary and h.p { class = "lead", page.summary },
    about(page),
    h.div { class = "prose", page.html },
    nav.pager(page.prev, page.next),
  }, { crumb = page.nav_title, side = nav.guide(page, site) })
end
