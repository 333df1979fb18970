-- known: tells "not known yet" from "kept back from this edition", so that only the first is said of a field.
local ui = require "ui"

-- Gives a function: the VALUE of the field at PATH, else "not known yet" where the edition would show it, else nil.
return function(order, site)
  local unknown = {}
  for _, path in ipairs(order.unknown) do
    unknown[path] = true
  end
  return function(path, value)
    return value or (site.edition.everything or unknown[path]) and ui.unknown() or nil
  end
end
