// A firm whose records were made with known answers.
#pragma once

#include <array>
#include <nlohmann/json.hpp>
#include <string>

namespace tollgate::api {

inline constexpr const char* kInsightApp = R"({
  "format": "tollgate.app/1", "id": "insight", "version": 1,
  "label": {"en": "Insight", "zh-CN": "洞察"}, "locales": ["zh-CN", "en"],
  "users": {"entity": "person"},
  "roles": [
    {"id": "boss", "label": {"en": "Boss", "zh-CN": "经理"}, "permissions": {"administration": true, "entities": [
      {"entity": "person", "read": "all"}, {"entity": "customer", "read": "all"},
      {"entity": "visit", "read": "all"}, {"entity": "deal", "read": "all"}]}},
    {"id": "clerk", "label": {"en": "Clerk", "zh-CN": "文员"}, "permissions": {"entities": [
      {"entity": "person", "read": "all"}, {"entity": "customer", "read": "all"},
      {"entity": "visit", "read": "all", "fields": [{"field": "case_shown", "access": "hidden"}]},
      {"entity": "deal", "read": "all"}]}}],
  "entities": [
    {"id": "person", "label": {"en": "Person", "zh-CN": "人员"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name", "zh-CN": "姓名"}}]},
    {"id": "customer", "label": {"en": "Customer", "zh-CN": "客户"}, "title": "name", "fields": [
      {"id": "name", "type": "text", "label": {"en": "Name", "zh-CN": "名称"}},
      {"id": "region", "type": "choice", "label": {"en": "Region", "zh-CN": "大区"}, "options": [
        {"id": "east", "label": {"en": "East", "zh-CN": "东"}}, {"id": "west", "label": {"en": "West", "zh-CN": "西"}}]}]},
    {"id": "visit", "label": {"en": "visits", "zh-CN": "拜访"}, "fields": [
      {"id": "customer", "type": "reference", "entity": "customer", "label": {"en": "Customer", "zh-CN": "客户"}},
      {"id": "case_shown", "type": "boolean", "label": {"en": "Case shown", "zh-CN": "讲了同科室案例"}},
      {"id": "coffee", "type": "boolean", "label": {"en": "Coffee", "zh-CN": "喝了咖啡"}},
      {"id": "rare", "type": "boolean", "label": {"en": "Rare", "zh-CN": "少见的事"}},
      {"id": "photo", "type": "photo", "label": {"en": "photo", "zh-CN": "照片"}},
      {"id": "on", "type": "date", "label": {"en": "On", "zh-CN": "日期"}}]},
    {"id": "deal", "label": {"en": "deals", "zh-CN": "商机"}, "fields": [
      {"id": "customer", "type": "reference", "entity": "customer", "label": {"en": "Customer", "zh-CN": "客户"}},
      {"id": "won", "type": "boolean", "label": {"en": "Won", "zh-CN": "成交"}},
      {"id": "signed_on", "type": "date", "label": {"en": "Signed on", "zh-CN": "签约日"}}]}],
  "views": [{"id": "visits", "entity": "visit", "label": {"en": "Visits", "zh-CN": "拜访"},
             "columns": [{"field": "customer"}, {"field": "on"}]}],
  "metrics": [
    {"id": "signed", "label": {"en": "Signed in 30 days", "zh-CN": "近 30 天签约数"}, "entity": "deal", "aggregate": "count",
     "filter": "won = true", "window": {"field": "signed_on", "days": 30}},
    {"id": "visits", "label": {"en": "Visits in 30 days", "zh-CN": "近 30 天拜访数"}, "entity": "visit",
     "aggregate": "count", "window": {"field": "on", "days": 30}}]
})";

inline std::string insight_day(int days_of_2025) {
  static constexpr std::array<int, 12> kMonths = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  size_t month = 0;
  for (; month < 11 && days_of_2025 >= kMonths[month]; ++month) days_of_2025 -= kMonths[month];
  const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return "2025-" + two(int(month) + 1) + "-" + two(days_of_2025 + 1);
}

// 300 customers, visited once or twice. Of every 100 with the case 56 sign within ten days, without
// it 20: 2.8 times. Nothing else makes a difference. From day 150 on who signs does so in 6 days
// instead of 20.
inline std::string insight_records() {
  std::string lines;
  const auto add = [&](const nlohmann::json& record) { lines += record.dump() + "\n"; };
  add({{"entity", "person"}, {"id", "p"}, {"values", {{"name", "P"}}}});
  for (int c = 0; c < 300; ++c) {
    const std::string customer = "c" + std::to_string(c);
    add({{"entity", "customer"},
         {"id", customer},
         {"values", {{"name", customer}, {"region", c % 3 == 0 ? "east" : "west"}}}});
    const bool shown = c % 3 != 0;
    const int chance = (c / 3 * 37 + c) % 25;
    const bool signs = shown ? chance < 14 : chance < 5;
    const int day = c % 280;
    for (int v = 0; v < 1 + c % 2; ++v) {
      add({{"entity", "visit"},
           {"id", customer + "v" + std::to_string(v)},
           {"values",
            {{"customer", customer},
             {"case_shown", shown},
             {"coffee", (c * 7 + v) % 4 == 0},
             {"rare", c == 5},
             {"on", insight_day(day + v)}}}});
    }
    const int takes = day >= 150 ? 4 + c % 5 : 15 + c % 11;
    if (signs) {
      add({{"entity", "deal"},
           {"id", customer + "d"},
           {"values",
            {{"customer", customer}, {"won", true}, {"signed_on", insight_day(day + takes)}}}});
    }
  }
  return lines;
}

}  // namespace tollgate::api
