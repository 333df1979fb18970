-- home: prints all data, so that a hidden file would be seen.
local h = require "html"
local shell = require "shell"

local function show(value)
  if type(value) ~= "userdata" then return tostring(value) end
  local words = {}
  for key, item in pairs(value) do
    words[#words + 1] = h.li { tostring(key), ": ", show(item) }
  end
  return h.ul { words }
end

return function(page, site)
  return shell(page, site, { h.h1 { page.title }, h.raw(page.html), show(site.data) })
end
