// What the values of a field do, by the field's type. Each family of types has one file in
// record/types; whoever reads, checks, shows or moves a value asks behavior_of, so that no other
// place needs to know which types there are.
//
//   behavior_of(field.type).display(field, value, {app, "zh-CN"});   // "100 分钟"
#pragma once

#include <optional>
#include <string>

#include "tollgate/base/json.h"
#include "tollgate/base/temporal.h"
#include "tollgate/record/display.h"
#include "tollgate/record/rule.h"
#include "tollgate/record/values.h"

namespace tollgate::record {

// What a check of a value needs to know, and where it says what it finds.
struct FieldCheck {
  const model::App& app;
  const model::Field& field;
  const LocalizedText& label;  // as the form calls the field
  const feel::Value& minimum;  // null: none
  const feel::Value& maximum;
  const Rule* pattern = nullptr;  // matches(value, ...): one slot
  Diagnostics& findings;
  size_t& rules_run;
  std::optional<DateTime> now = {};  // in the app's time zone; nullopt: nothing is in the future
};

// What a person should have typed: a code, and the words that follow "needs".
struct Expected {
  const char* code;
  LocalizedText words;
};

struct FieldBehavior {
  // JSON on the wire as a value, or nullopt when it is none of the field's type. Neither null nor
  // an empty text comes here.
  std::optional<feel::Value> (*read)(const model::Field&, const Json&, const ValueContext&);
  // The way back; the value is not null.
  Json (*write)(const model::Field&, const feel::Value&);
  // What an expression gave, as a value of the field. Nothing empty comes here.
  std::optional<feel::Value> (*fit)(const model::Field&, const feel::Value&, const ValueContext&);
  std::string (*display)(const model::Field&, const feel::Value&, const DisplayContext&);
  // Adds what the field's own members find wrong with a value that is there.
  void (*check)(const FieldCheck&, const feel::Value&);
  Expected (*expected)(const FieldCheck&);
  // How a person is asked for a value: "请填写".
  const char* request;
  // Moves all days in a wire value.
  void (*shift_days)(const model::Field&, Json&, int64_t days);
  // Where a tap on the value leads ("tel:+8613800138000"), "" for nowhere.
  std::string (*link)(const feel::Value&);
};

const FieldBehavior& behavior_of(model::FieldType type);

// "2026-03-01" or "2026-03-01T09:00:00+08:00" moved by days; other texts stay as they are. Only the
// day's digits change: offset and zone stay as they were written.
std::string shifted_text(const std::string& iso, int64_t days);

// The beginning of what somebody typed, for a sentence: at most 40 code points.
std::string shortened(std::string_view text);

// A rule of the document that could not run. `which` names it: "计算" / "computation".
Diagnostic rule_failure(const LocalizedText& label, const LocalizedText& which,
                        const Diagnostic& failure, Severity severity);

}  // namespace tollgate::record
