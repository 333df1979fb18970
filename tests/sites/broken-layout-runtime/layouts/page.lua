return function(page, site)
  local x = page.nothing
  return x.field
end
