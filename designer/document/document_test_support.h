// A small app that the document's tests change.
#pragma once

#include <catch_amalgamated.hpp>
#include <nlohmann/json.hpp>
#include <string>

#include "tollgate/base/json.h"

// Catch would walk a JSON value as a range of ranges without end.
template <>
struct Catch::StringMaker<tollgate::Json> {
  static std::string convert(const tollgate::Json& json) { return json.dump(); }
};

namespace tollgate::designer {

inline Json small_app() {
  return Json::parse(R"({
    "format": "tollgate.app/1", "id": "demo", "version": 3, "x_note": {"kept": [1, 2]},
    "label": {"zh-CN": "演示", "en": "Demo"}, "locales": ["zh-CN", "en"],
    "entities": [
      {"id": "visit", "label": {"zh-CN": "拜访", "en": "Visit"}, "fields": [
        {"id": "place", "type": "text", "label": {"zh-CN": "地点", "en": "Place"}, "required": true},
        {"id": "amount", "type": "number", "label": {"zh-CN": "金额", "en": "Amount"},
         "unit": {"zh-CN": "元"}, "minimum": 0, "x_hint": "kept"},
        {"id": "stage", "type": "choice", "label": {"zh-CN": "阶段", "en": "Stage"}, "options": [
          {"id": "lead", "label": {"zh-CN": "线索"}}, {"id": "won", "label": {"zh-CN": "赢单"}}]},
        {"id": "spare", "type": "date", "label": {"zh-CN": "备用", "en": "Spare"}}]},
      {"id": "person", "label": {"zh-CN": "人员", "en": "Person"}, "fields": []}],
    "forms": [
      {"id": "visit", "entity": "visit", "label": {"zh-CN": "拜访单", "en": "Visit"}, "sections": [
        {"id": "main", "label": {"zh-CN": "基本", "en": "Main"}, "fields": [
          {"field": "place"}, {"field": "amount", "width": "half"}]},
        {"id": "more", "label": {"zh-CN": "更多", "en": "More"}, "fields": [{"field": "stage"}]}]},
      {"id": "short", "entity": "visit", "label": {"zh-CN": "简版", "en": "Short"}, "sections": [
        {"id": "only", "fields": [{"field": "amount"}, {"field": "place"}]}]}],
    "workflows": [
      {"id": "funnel", "entity": "visit", "label": {"zh-CN": "漏斗", "en": "Funnel"},
       "stage_field": "stage",
       "stages": [{"id": "lead", "label": {"zh-CN": "线索"}},
                  {"id": "won", "label": {"zh-CN": "赢单"}, "kind": "won", "requires": [
                    {"id": "amount", "label": {"zh-CN": "有金额"}, "test": "amount > 0",
                     "message": {"zh-CN": "还缺金额"}}]}],
       "transitions": [{"from": "lead", "to": "won"}]}]
  })");
}

}  // namespace tollgate::designer
