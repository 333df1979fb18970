return function(page)
  return {
end
