local h = require "html"

return function(page, site)
  return h.dvi { "x" }
end
