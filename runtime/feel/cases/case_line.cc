#include "case_line.h"

#include <nlohmann/json.hpp>

#include "tollgate/base/json_pointer.h"
#include "tollgate/feel/parse.h"
#include "tollgate/feel/value_json.h"

namespace tollgate::feel {
namespace {

Diagnostic bad_case(std::string pointer, LocalizedText message) {
  return make_error("feel.bad_case", std::move(message), {.pointer = std::move(pointer)});
}

// The member, or null where it is absent or null.
const Json* given(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

// A type of a model that is not part of the line says nothing: such values are taken as they are.
Result<Type> read_type(const Json& text, const std::string& pointer) {
  if (text.is_null()) return Type::any();
  if (text.is_string()) {
    const Result<Type> type = parse_type(text.get<std::string>());
    if (type) return type->kind() == TypeKind::kUnknown ? Type::any() : *type;
  }
  return bad_case(pointer,
                  {"这不是 FEEL 类型；应为 number、list<string> 之类的文本，或 null。",
                   "this is no FEEL type: a text such as number or list<string>, or null"});
}

Result<Value> read_value(const Json& json, const std::string& pointer) {
  if (auto value = from_typed_json(json)) return *std::move(value);
  return bad_case(pointer,
                  {"这个值无法理解；应为 null 或 {\"t\": \"date\", \"v\": \"2026-01-31\"} 之类。",
                   "this value makes no sense: it is null, or such as "
                   "{\"t\": \"date\", \"v\": \"2026-01-31\"}"});
}

Result<const Json*> object_member(const Json& line, const char* name) {
  static const Json kNone = Json::object();
  const Json* const member = given(line, name);
  if (member == nullptr) return &kNone;
  if (member->is_object()) return member;
  return bad_case(pointer_child("", name),
                  {"这里应是一个 JSON 对象。", "this must be a JSON object"});
}

Result<std::vector<CaseInput>> read_inputs(const Json& line) {
  const auto context = object_member(line, "context");
  if (!context) return Failure{context.diagnostics()};
  const auto types = object_member(line, "input_types");
  if (!types) return Failure{types.diagnostics()};
  std::vector<CaseInput> inputs;
  for (const auto& [name, json] : (*context)->items()) {
    auto value = read_value(json, pointer_child("/context", name));
    if (!value) return std::move(value).error();
    const auto declared = (*types)->find(name);
    auto type = read_type(declared == (*types)->end() ? Json() : *declared,
                          pointer_child("/input_types", name));
    if (!type) return std::move(type).error();
    inputs.push_back({name, *std::move(value), *std::move(type)});
  }
  return inputs;
}

}  // namespace

Result<CaseLine> read_case(const Json& line) {
  if (!line.is_object()) {
    return bad_case("", {"这一行不是 JSON 对象。", "this line is no JSON object"});
  }
  const Json* const expression = given(line, "expr");
  if (expression == nullptr || !expression->is_string()) {
    return bad_case("/expr", {"缺少文本成员 expr：要计算的表达式。",
                              "the text member expr is missing: the expression to evaluate"});
  }
  if (!line.contains("expected")) {
    return bad_case("/expected",
                    {"缺少成员 expected：应得的值，或 null。",
                     "the member expected is missing: the value that is right, or null"});
  }
  auto inputs = read_inputs(line);
  if (!inputs) return std::move(inputs).error();
  auto type = read_type(line.value("type", Json()), "/type");
  if (!type) return std::move(type).error();
  auto expected = read_value(line["expected"], "/expected");
  if (!expected) return std::move(expected).error();
  return CaseLine{expression->get<std::string>(), *std::move(inputs), *std::move(type),
                  *std::move(expected)};
}

}  // namespace tollgate::feel
