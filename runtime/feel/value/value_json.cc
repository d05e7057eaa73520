#include "tollgate/feel/value_json.h"

#include <nlohmann/json.hpp>

#include "tollgate/feel/memory.h"

namespace tollgate::feel {
namespace {

std::optional<Value> from_text(std::string_view text, TypeKind kind, ZoneRef zone) {
  switch (kind) {
    case TypeKind::kNumber: {
      const auto number = Decimal::parse(text);
      return number ? std::optional(Value::number(*number)) : std::nullopt;
    }
    case TypeKind::kBoolean:
      if (text == "true") return Value::boolean(true);
      if (text == "false") return Value::boolean(false);
      return std::nullopt;
    case TypeKind::kDate: {
      const auto date = parse_date(text);
      return date ? std::optional(Value::date(*date)) : std::nullopt;
    }
    case TypeKind::kTime: {
      const auto time = parse_time(text);
      return time ? std::optional(Value::time(*time)) : std::nullopt;
    }
    case TypeKind::kDateTime: {
      auto t = parse_date_time(text);
      if (!t) return std::nullopt;
      if (t->zone.is_none()) t->zone = zone;
      return Value::date_time(*t);
    }
    case TypeKind::kYearsMonthsDuration: {
      const auto d = parse_years_months_duration(text);
      return d ? std::optional(Value::years_months_duration(*d)) : std::nullopt;
    }
    case TypeKind::kDaysTimeDuration: {
      const auto d = parse_days_time_duration(text);
      return d ? std::optional(Value::days_time_duration(*d)) : std::nullopt;
    }
    case TypeKind::kAny:
    case TypeKind::kString:
      return Value::string(text);
    default:
      return std::nullopt;
  }
}

class Reader {
 public:
  explicit Reader(ZoneRef zone) : zone_(zone) {}

  std::optional<Value> read(const Json& json, const Type& type, int depth) {
    if (json.is_structured() && depth >= kLargestDepth) return std::nullopt;
    const TypeKind kind = type.kind();
    switch (json.type()) {
      case Json::value_t::null:
        return Value();
      case Json::value_t::boolean:
        if (kind != TypeKind::kAny && kind != TypeKind::kBoolean) return std::nullopt;
        return Value::boolean(json.get<bool>());
      case Json::value_t::number_integer:
      case Json::value_t::number_unsigned:
      case Json::value_t::number_float: {
        if (kind != TypeKind::kAny && kind != TypeKind::kNumber) return std::nullopt;
        const auto number = Decimal::parse(number_text(json));
        return number ? std::optional(Value::number(*number)) : std::nullopt;
      }
      case Json::value_t::string:
        return from_text(json.get_ref<const std::string&>(), kind, zone_);
      case Json::value_t::array: {
        if (kind != TypeKind::kAny && kind != TypeKind::kList) return std::nullopt;
        std::vector<Value> items;
        items.reserve(json.size());
        for (const Json& item : json) {
          auto value = read(item, type.element(), depth + 1);
          if (!value) return std::nullopt;
          items.push_back(std::move(*value));
        }
        return Value::list(std::move(items));
      }
      case Json::value_t::object: {
        if (kind != TypeKind::kAny && kind != TypeKind::kContext) return std::nullopt;
        std::vector<std::string> keys;
        std::vector<Value> values;
        for (const auto& [key, member] : json.items()) {
          const Type* const declared = type.member(key);
          auto value = read(member, declared != nullptr ? *declared : Type::any(), depth + 1);
          if (!value) return std::nullopt;
          keys.push_back(key);
          values.push_back(std::move(*value));
        }
        return Value::context(Shape::shared(std::move(keys)), std::move(values));
      }
      default:
        return std::nullopt;
    }
  }

 private:
  ZoneRef zone_;
};

const Type& type_of_tag(std::string_view tag) {
  static const Type any, string(TypeKind::kString), number(TypeKind::kNumber),
      boolean(TypeKind::kBoolean), date(TypeKind::kDate), time(TypeKind::kTime),
      date_time(TypeKind::kDateTime);
  if (tag == "string") return string;
  if (tag == "decimal" || tag == "double" || tag == "integer" || tag == "int" || tag == "number") {
    return number;
  }
  if (tag == "boolean") return boolean;
  if (tag == "date") return date;
  if (tag == "time") return time;
  if (tag == "dateTime" || tag == "date and time") return date_time;
  return any;
}

}  // namespace

std::optional<Value> from_json(const Json& json, const Type& type, ZoneRef zone) {
  return Reader(zone).read(json, type, 0);
}

Json to_json(const Value& value) {
  switch (value.kind()) {
    case Kind::kNull:
      return nullptr;
    case Kind::kBoolean:
      return value.as_boolean();
    case Kind::kList: {
      Json items = Json::array();
      for (const Value& item : value.as_list()) items.push_back(to_json(item));
      return items;
    }
    case Kind::kContext: {
      Json object = Json::object();
      const ContextRep& context = value.as_context();
      for (size_t i = 0; i < context.size(); ++i)
        object[context.key(i)] = to_json(context.value(i));
      return object;
    }
    default:
      return to_text(value);
  }
}

namespace {

std::optional<Value> read_typed(const Json& json, int depth) {
  if (json.is_null()) return Value();
  if (depth >= kLargestDepth) return std::nullopt;
  if (!json.is_object() || !json.contains("t") || !json.contains("v") || !json["t"].is_string()) {
    return std::nullopt;
  }
  const std::string tag = json["t"].get<std::string>();
  const Json& content = json["v"];
  if (content.is_null()) return Value();
  if (tag == "list") {
    if (!content.is_array()) return std::nullopt;
    std::vector<Value> items;
    for (const Json& item : content) {
      auto value = read_typed(item, depth + 1);
      if (!value) return std::nullopt;
      items.push_back(std::move(*value));
    }
    return Value::list(std::move(items));
  }
  if (tag == "context") {
    if (!content.is_object()) return std::nullopt;
    std::vector<std::pair<std::string, Value>> entries;
    for (const auto& [key, member] : content.items()) {
      auto value = read_typed(member, depth + 1);
      if (!value) return std::nullopt;
      entries.emplace_back(key, std::move(*value));
    }
    return Value::context(std::move(entries));
  }
  if (tag == "duration" || tag.ends_with(" duration")) {
    if (!content.is_string()) return std::nullopt;
    const auto& text = content.get_ref<const std::string&>();
    if (auto months = from_text(text, TypeKind::kYearsMonthsDuration, {})) return months;
    return from_text(text, TypeKind::kDaysTimeDuration, {});
  }
  const Type& type = type_of_tag(tag);
  if (type.is_any()) return std::nullopt;
  return from_json(content, type);
}

}  // namespace

std::optional<Value> from_typed_json(const Json& json) { return read_typed(json, 0); }

Json to_typed_json(const Value& value) {
  if (value.is_null()) return nullptr;
  Json content = to_text(value);
  if (value.is_list()) {
    content = Json::array();
    for (const Value& item : value.as_list()) content.push_back(to_typed_json(item));
  } else if (value.is_context()) {
    content = Json::object();
    const ContextRep& context = value.as_context();
    for (size_t i = 0; i < context.size(); ++i) {
      content[context.key(i)] = to_typed_json(context.value(i));
    }
  }
  return {{"t", kind_name(value.kind())}, {"v", std::move(content)}};
}

}  // namespace tollgate::feel
