// How values read: labels instead of ids, titles instead of references, the app's time zone.
//
//   Texts texts(app, store, "zh-CN");
//   texts.of(field, value);                        // "2026-03-01 09:30", "武汉", "12.5 分钟"
//   texts.metric(metric, Decimal::parse("0.8125"));  // "81.3%"
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "tollgate/base/decimal.h"
#include "tollgate/base/json.h"
#include "tollgate/base/localized_text.h"
#include "tollgate/base/time_zone.h"
#include "tollgate/model/app.h"
#include "tollgate/query/source.h"
#include "tollgate/query/viewer.h"

namespace tollgate::query {

class Sight;

class Texts {
 public:
  // locale "": the app's first. Titles are those that `sight` sees.
  Texts(const model::App& app, std::shared_ptr<Sight> sight, std::string_view locale);

  const std::string& of(const model::Text& text) const { return app_.text_for(text, locale_); }
  const std::string& of(const LocalizedText& text) const { return text.in(language_); }
  // A wire value of the field, each digit of it.
  std::string of(const model::Field& field, const Json& value) const;
  // The same for lists and summaries, where large amounts may be shortened ("¥125万").
  std::string brief(const model::Field& field, const Json& value) const;
  // Where a tap on the value leads: "tel:…", "mailto:…", "https://…"; "" for nowhere.
  std::string link(const model::Field& field, const Json& value) const;
  // A wire value of no particular field.
  std::string of_any(const Json& value) const;
  std::string metric(const model::Metric& metric, const std::optional<Decimal>& value) const;
  // The record's title; its id where it has none, is not there, or may not be seen.
  std::string title(std::string_view entity, std::string_view record) const;
  std::string date_time(int64_t milliseconds) const;  // "2026-03-01 17:30" in the app's time zone
  // The same for machines, with its offset: "2026-03-01T17:30:00+08:00".
  std::string instant(int64_t milliseconds) const;

  const std::string& locale() const { return locale_; }
  Language language() const { return language_; }
  Sight& sight() const { return *sight_; }

 private:
  std::string display(const model::Field& field, const Json& value, bool brief) const;
  // The field that the metric adds up or compares; nullptr for none.
  const model::Field* field_of(const model::Metric& metric) const;
  std::string money(const model::Metric& metric, const model::Field& field,
                    const Decimal& value) const;

  const model::App& app_;
  std::shared_ptr<Sight> sight_;
  std::string locale_;
  Language language_;
  ZoneRef time_zone_;
};

// For whoever presents what was decided. The app must be in force, and outlive the texts.
Texts texts_for(const Source& source, const Viewer& viewer);

}  // namespace tollgate::query
