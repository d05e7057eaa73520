// An app's names for the tests of this module.
#pragma once

#include "tollgate/wording/names.h"

namespace tollgate::wording {

inline Names test_names(bool chinese) {
  const auto tr = [&](const char* zh, const char* en) { return std::string(chinese ? zh : en); };
  const auto named = [&](const char* id, const char* zh, const char* en, NameKind kind) {
    Name name;
    name.id = id;
    name.label = tr(zh, en);
    name.others = {chinese ? en : zh};
    name.kind = kind;
    return name;
  };
  Name stage = named("stage", "阶段", "Stage", NameKind::kChoice);
  stage.options = {{"won", tr("赢单", "Won")}, {"lost", tr("丢单", "Lost")}};
  Name tags = named("tags", "标签", "Tags", NameKind::kTexts);
  tags.options = {{"vip", tr("重点客户", "Key account")}, {"new", tr("新客户", "New")}};
  Name city = named("city", "城市", "City", NameKind::kChoice);
  city.options = {{"bj", tr("北京", "Beijing")}, {"sh", tr("上海", "Shanghai")}};
  Name customer = named("customer", "客户", "Customer", NameKind::kRecord);
  customer.members = {named("id", "编号", "Number", NameKind::kText),
                      named("name", "名称", "Name", NameKind::kText), city};
  Name rows = named("rows", "明细", "Lines", NameKind::kItems);
  rows.members = {named("price", "单价", "Price", NameKind::kNumber),
                  named("count", "数量", "Quantity", NameKind::kNumber),
                  named("what", "内容", "What", NameKind::kText)};
  Names names;
  names.roots = {named("customers", "客户数", "Customers", NameKind::kNumber),
                 named("signed_30d", "近30天签约额", "Signed, last 30 days", NameKind::kNumber),
                 named("amount", "金额", "Amount", NameKind::kNumber),
                 named("rate", "A/B 率 (%)", "A/B rate (%)", NameKind::kNumber),
                 named("on_site", "是否到店", "Is on site", NameKind::kBoolean),
                 named("visit_date", "拜访日期", "Visit date", NameKind::kDate),
                 named("arrived", "到店时间", "Arrived at", NameKind::kDateTime),
                 named("note", "备注", "Note", NameKind::kText),
                 named("note_2", "备注", "Note", NameKind::kText),
                 named("and_so", "且慢", "And so on", NameKind::kText),
                 stage,
                 tags,
                 city,
                 customer,
                 rows};
  make_distinct(names.roots);
  return names;
}

}  // namespace tollgate::wording
