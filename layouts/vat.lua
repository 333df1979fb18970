-- vat: whether the price includes 增值税, Chinese VAT: true, false, "unknown", or nil where the record does not say.
return function(order)
  local field = order.vat_zengzhishui_included
  if type(field) == "userdata" then
    return field.value
  end
  return field
end
