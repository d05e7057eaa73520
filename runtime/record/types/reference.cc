// reference: another record. On the wire its id, in rules its fields (one level).
#include <nlohmann/json.hpp>

#include "tollgate/base/record_id.h"
#include "types/families.h"

namespace tollgate::record {
namespace {

using feel::Value;
using model::Field;

Value referred(const Field& field, std::string_view id, const ValueContext& context) {
  if (context.records == nullptr) return Value::string(id);
  if (const Value* found = context.records->find(field.entity, id)) return *found;
  // A record that is not here (yet) still has its id.
  const model::Entity* entity =
      context.app == nullptr ? nullptr : context.app->find_entity(field.entity);
  if (entity == nullptr) return Value::context({{"id", Value::string(id)}});
  return reference_context(*entity, id, Json::object(), context);
}

std::optional<Value> read_reference(const Field& field, const Json& wire,
                                    const ValueContext& context) {
  if (!wire.is_string() || record_id_problem(wire.get_ref<const std::string&>())) {
    return std::nullopt;
  }
  return referred(field, wire.get_ref<const std::string&>(), context);
}

Json write_reference(const Field&, const Value& value) { return std::string(reference_id(value)); }

std::optional<Value> fit_reference(const Field& field, const Value& value,
                                   const ValueContext& context) {
  const std::string_view id = reference_id(value);
  if (id.empty()) return std::nullopt;
  return referred(field, id, context);
}

std::string display_reference(const Field& field, const Value& value,
                              const DisplayContext& context) {
  return context.titles == nullptr ? std::string(reference_id(value))
                                   : context.titles->of(field.entity, value);
}

constexpr FieldBehavior kReference = {.read = read_reference,
                                      .write = write_reference,
                                      .fit = fit_reference,
                                      .display = display_reference,
                                      .check = no_check,
                                      .expected = nothing_in_particular,
                                      .request = "请选择",
                                      .shift_days = no_days,
                                      .link = no_link};

}  // namespace

const FieldBehavior& reference_behavior(model::FieldType) { return kReference; }

}  // namespace tollgate::record
