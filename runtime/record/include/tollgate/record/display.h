// A value as people read it: an option's label, a date without letters, a number with its unit.
//
//   display_text(app, field, value, "zh-CN")   // "是", "2026-03-01 09:30", "100 分钟", "三级甲等"
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/localized_text.h"
#include "tollgate/feel/value.h"
#include "tollgate/model/app.h"
#include "tollgate/record/names.h"
#include "tollgate/record/rule.h"

namespace tollgate::record {

// The title expressions of all entities, compiled once.
class Titles {
 public:
  Titles(const model::App& app, Diagnostics& problems);
  // The title of a record given as a reference's context; its id when the entity has no title
  // expression or the title is empty.
  std::string of(std::string_view entity, const feel::Value& record) const;

 private:
  struct Entry {
    std::string entity;
    Names names;
    std::optional<Rule> rule;
  };
  std::vector<Entry> entries_;
};

// "" for null. A reference reads as its record's title, or as its id without `titles`. At most
// 1,000 code points.
std::string display_text(const model::App& app, const model::Field& field, const feel::Value& value,
                         std::string_view locale, const Titles* titles = nullptr);
LocalizedText display_text(const model::App& app, const model::Field& field,
                           const feel::Value& value, const Titles* titles = nullptr);

// A value of no field: numbers, dates and texts as people read them.
std::string display_text(const feel::Value& value, std::string_view locale);

}  // namespace tollgate::record
