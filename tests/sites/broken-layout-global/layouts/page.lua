return function(page, site)
  counter = 1
  return ""
end
