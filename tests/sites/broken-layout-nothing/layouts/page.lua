return function(page, site)
end
