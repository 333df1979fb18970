local h = require "html"
local link = require "link"
local show = require "show"

return function(page, site)
  return h.document { lang = page.lang,
    h.link { rel = "stylesheet", href = link.asset("style.css") },
    h.h1 { id = "top", page.title }, h.a { href = page.link:with("top"), "top" },
    h.raw(page.html), "\n", show(page),
  }
end
