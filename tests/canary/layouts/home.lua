-- home: prints all data, so that a hidden file would be seen.
local h = require "html"
local shell = require "shell"
local show = require "show"

return function(page, site)
  return shell(page, site, { h.h1 { page.title }, h.raw(page.html), show(site.data) })
end
