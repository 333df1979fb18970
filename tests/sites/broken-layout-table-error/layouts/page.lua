return function(page, site)
  error { message = "a table", code = 7 }
end
