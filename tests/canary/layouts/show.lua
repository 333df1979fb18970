-- show: a value with everything in it, so that nothing that reaches Lua stays unseen.
local h = require "html"

local function show(value)
  local kind = type(value) == "userdata" and tostring(value)
  if kind ~= "map" and kind ~= "list" then return tostring(value) end
  local words = {}
  for key, item in pairs(value) do
    words[#words + 1] = h.li { tostring(key), ": ", show(item) }
  end
  return h.ul { words }
end

return show
