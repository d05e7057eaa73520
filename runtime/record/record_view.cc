#include "tollgate/record/record_view.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "tollgate/base/temporal.h"
#include "typed_text.h"

namespace tollgate::record {
namespace {

using feel::Value;

Value text_or_null(const std::string& text) {
  return text.empty() ? Value::null() : Value::string(text);
}

}  // namespace

Value to_feel(const RecordFacts& facts, const ValueContext& context) {
  const auto time = [&](const std::string& text) {
    return read_date_time(text, context.time_zone).value_or(Value::null());
  };
  std::vector<Value> changed_after;
  for (const std::string& field : facts.changed_after) {
    changed_after.push_back(Value::string(field));
  }
  return Value::context(
      {{"id", text_or_null(facts.id)},
       {"entity", text_or_null(facts.entity)},
       {"status", text_or_null(facts.status)},
       {"created_at", time(facts.created_at)},
       {"updated_at", time(facts.updated_at)},
       {"stage", text_or_null(facts.stage)},
       {"stage_origin", text_or_null(facts.stage_origin)},
       {"stage_holds", facts.stage_holds ? Value::boolean(*facts.stage_holds) : Value::null()},
       {"changed_after", Value::list(std::move(changed_after))}});
}

std::string iso_text(int64_t milliseconds) {
  int64_t seconds = floor_divide(milliseconds, 1000);
  auto nanoseconds = uint32_t(floor_modulo(milliseconds, 1000) * 1'000'000);
  return to_text(date_time_at(seconds, nanoseconds, ZoneRef::offset(0)));
}

const Value& RecordView::field(std::string_view id) const {
  static const Value kNull;
  const std::vector<model::Field>& fields = names->entity().fields;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].id == id) return slots[i];
  }
  return kNull;
}

RecordView make_view(const Names& names, const RecordFacts& facts, const Json& values,
                     const Value& user, const ValueContext& context) {
  RecordView view{&names, std::vector<Value>(names.size())};
  const HeldFiles files(facts.entity, facts.id, files_in(values), context.records);
  ValueContext own = context;
  own.files = &files;
  const std::vector<model::Field>& fields = names.entity().fields;
  for (size_t i = 0; i < fields.size(); ++i) {
    const auto found = values.find(fields[i].id);
    if (found != values.end()) view.slots[i] = to_feel(fields[i], *found, own);
  }
  view.slots[names.record()] = to_feel(facts, context);
  view.slots[names.user()] = user;
  return view;
}

}  // namespace tollgate::record
