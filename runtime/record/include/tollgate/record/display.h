// A value as people read it: an option's label, a date without letters, a number with its unit.
//
//   display_text(app, field, value, "zh-CN")   // "是", "2026-03-01 09:30", "100 分钟", "三级甲等"
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/localized_text.h"
#include "tollgate/base/temporal.h"
#include "tollgate/feel/value.h"
#include "tollgate/model/app.h"
#include "tollgate/record/names.h"
#include "tollgate/record/rule.h"

namespace tollgate::record {

// Where the titles of referred records come from.
class TitleSource {
 public:
  virtual ~TitleSource() = default;
  // The title of a record, given as a reference's value: a context, or an id alone. Its id when it
  // has no title.
  virtual std::string of(std::string_view entity, const feel::Value& record) const = 0;
};

// The title expressions of all entities, compiled once.
class Titles final : public TitleSource {
 public:
  Titles(const model::App& app, Diagnostics& problems);
  std::string of(std::string_view entity, const feel::Value& record) const override;

 private:
  struct Entry {
    std::string entity;
    Names names;
    std::optional<Rule> rule;
  };
  std::vector<Entry> entries_;
};

struct DisplayContext {
  const model::App& app;
  std::string_view locale;
  const TitleSource* titles = nullptr;  // without: references read as their ids
  bool brief = false;  // in lists and summaries: large amounts of money may be shortened
};

// "" for null. At most 1,000 code points.
std::string display_text(const model::Field& field, const feel::Value& value,
                         const DisplayContext& context);
std::string display_text(const model::App& app, const model::Field& field, const feel::Value& value,
                         std::string_view locale, const TitleSource* titles = nullptr);
LocalizedText display_text(const model::App& app, const model::Field& field,
                           const feel::Value& value, const TitleSource* titles = nullptr);

// A value of no field: numbers, dates and texts as people read them.
std::string display_text(const feel::Value& value, std::string_view locale);

// "2 天 3 小时 5 分钟" / "2 d 3 h 5 min"
std::string duration_text(const DaysTimeDuration& duration, std::string_view locale);

// The texts of several values in one line: "甲、乙", "A, B".
std::string joined_texts(std::span<const feel::Value> items, std::string_view locale,
                         const std::function<std::string(const feel::Value&)>& one);

}  // namespace tollgate::record
