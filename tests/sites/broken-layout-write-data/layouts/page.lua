return function(page, site)
  site.title = "mine"
  return ""
end
