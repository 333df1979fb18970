local h = require "html"
local show = require "show"

return function(page, site)
  return h.document { show(page) }
end
