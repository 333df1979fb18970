-- cost: all that reaches Lua of an order.
local h = require "html"
local shell = require "shell"
local show = require "show"

return function(order, site)
  return shell(order, site, { h.h1 { order.title }, show(order) })
end
