return function(page, site)
  error(nil)
end
