-- show: a value with everything in it, in its order.
local h = require "html"

local function show(value)
  if type(value) ~= "userdata" or tostring(value) ~= "map" and tostring(value) ~= "list" then
    return tostring(value)
  end
  local items = {}
  for key, item in pairs(value) do
    items[#items + 1] = h.li { tostring(key), ": ", show(item), "\n" }
  end
  return h.ul { items }
end

return show
