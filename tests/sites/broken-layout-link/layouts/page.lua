local h = require "html"
local link = require "link"

return function(page, site)
  return h.a { href = link.to("nowhere.html"), "x" }
end
