local page = require "page"
local h = require "html"
local show = require "show"

return function(input, site)
  return h.fragment { page(input, site), show(site) }
end
