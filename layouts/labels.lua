-- labels: the words for the codes of order records, with the Chinese that 1688.com itself shows.
local labels = {}

labels.status = {
  waitbuyerpay = { en = "Waiting for payment", zh = "等待买家付款" },
  waitsellersend = { en = "Paid, to be shipped", zh = "等待卖家发货" },
  waitbuyerreceive = { en = "Shipped", zh = "等待买家收货" },
  confirm_goods = { en = "Received", zh = "已收货" },
  success = { en = "Closed, seller paid", zh = "交易成功" },
  cancel = { en = "Cancelled", zh = "交易取消" },
  terminated = { en = "Ended", zh = "交易终止" },
  waitlogisticstakein = { en = "Waiting for the carrier", zh = "等待物流揽收" },
  waitselleract = { en = "Waiting for the seller", zh = "等待卖家操作" },
  paid_but_not_fund = { en = "Paid, money not there yet", zh = "已支付，未到账" },
}

labels.platform = { ["1688"] = "1688.com", taoworld = "TaoWorld", other = "another platform" }
labels.supplier = { wholesaler = "wholesaler", brand_owner = "brand owner", agent = "agent", factory = "factory" }
labels.account = { individual = "individual account", company = "company account" }
labels.stock = { ready = { en = "ready", zh = "现货" }, made_to_order = { en = "made to order", zh = "定制" } }
labels.mode = { air = "by air", sea = "by sea", land = "by land", courier = "by courier" }

labels.charge = {
  domestic_shipping = { en = "Shipping inside China", zh = "运费" },
  adjustment = { en = "Surcharge or discount", zh = "涨价或折扣" },
  international_shipping = { en = "Shipping outside China" },
}

-- When a cost falls due, in this order.
labels.stages = {
  { id = "checkout", title = "At checkout" },
  { id = "after_consolidation", title = "After consolidation" },
  { id = "freight", title = "Freight" },
  { id = "import", title = "Import" },
  { id = "after_delivery", title = "After delivery" },
}

-- What an order may lack, by its place in the record.
labels.field = {
  platform_order_no = "Order number",
  status = "Status",
  created_at = "When it was placed",
  needed_by = "Needed by",
  ["supplier.type"] = "What kind of seller",
  ["supplier.location.city"] = "The supplier’s city",
  ["route.destination.country"] = "Destination",
  ["route.mode"] = "Air, sea, land or courier",
  ["route.incoterm.rule"] = "Incoterm",
  ["route.lead_time_days.max"] = "Lead time",
  ["charges.domestic_shipping"] = "Shipping inside China",
  ["vat_zengzhishui_included.value"] = "Whether the price includes 增值税",
}

return labels
