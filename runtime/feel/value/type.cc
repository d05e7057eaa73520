#include "tollgate/feel/type.h"

#include <algorithm>
#include <cassert>

namespace tollgate::feel {
namespace {

constexpr std::string_view kSimpleNames[] = {"Any",
                                             "Null",
                                             "boolean",
                                             "number",
                                             "string",
                                             "date",
                                             "time",
                                             "date and time",
                                             "years and months duration",
                                             "days and time duration",
                                             "list",
                                             "context",
                                             "range",
                                             "function"};

constexpr auto text_of = [](const std::string& text) -> std::string_view { return text; };

}  // namespace

Type Type::list_of(Type element) {
  Type type(TypeKind::kList);
  type.parts_ = std::make_shared<const Parts>(Parts{{std::move(element)}, {}, {}});
  return type;
}

Type Type::range_of(Type element) {
  Type type(TypeKind::kRange);
  type.parts_ = std::make_shared<const Parts>(Parts{{std::move(element)}, {}, {}});
  return type;
}

Type Type::context(std::vector<std::pair<std::string, Type>> members) {
  Parts parts;
  parts.names.reserve(members.size());
  parts.types.reserve(members.size());
  for (auto& [name, member] : members) {
    parts.names.push_back(std::move(name));
    parts.types.push_back(std::move(member));
  }
  parts.by_name.build(parts.names, text_of);
  Type type(TypeKind::kContext);
  type.parts_ = std::make_shared<const Parts>(std::move(parts));
  return type;
}

Type Type::function(std::vector<Type> parameters, Type result) {
  parameters.push_back(std::move(result));
  Type type(TypeKind::kFunction);
  type.parts_ = std::make_shared<const Parts>(Parts{std::move(parameters), {}, {}});
  return type;
}

Type Type::unknown(std::string name) {
  Type type(TypeKind::kUnknown);
  type.parts_ = std::make_shared<const Parts>(Parts{{}, {std::move(name)}, {}});
  return type;
}

const Type& Type::element() const {
  static const Type any;
  return parts_ == nullptr ? any : parts_->types[0];
}

std::span<const Type> Type::parameters() const {
  if (parts_ == nullptr) return {};
  return std::span(parts_->types).first(parts_->types.size() - 1);
}

const Type& Type::result() const {
  static const Type any;
  return parts_ == nullptr ? any : parts_->types.back();
}

size_t Type::member_count() const { return parts_ == nullptr ? 0 : parts_->names.size(); }
const std::string& Type::member_name(size_t i) const { return parts_->names[i]; }
const Type& Type::member_type(size_t i) const { return parts_->types[i]; }

const Type* Type::member(std::string_view name) const {
  if (parts_ == nullptr) return nullptr;
  const std::string* found = parts_->by_name.find(parts_->names, text_of, name);
  return found ? &parts_->types[static_cast<size_t>(found - parts_->names.data())] : nullptr;
}

std::string_view Type::name() const {
  return parts_ == nullptr || parts_->names.empty() ? std::string_view() : parts_->names[0];
}

std::string Type::text() const {
  if (kind_ == TypeKind::kUnknown) return std::string(name());
  if (parts_ == nullptr) return std::string(kSimpleNames[static_cast<size_t>(kind_)]);
  switch (kind_) {
    case TypeKind::kList:
      return "list<" + element().text() + ">";
    case TypeKind::kRange:
      return "range<" + element().text() + ">";
    case TypeKind::kContext: {
      std::string out = "context<";
      for (size_t i = 0; i < member_count(); ++i) {
        if (i != 0) out += ", ";
        out += member_name(i) + ": " + member_type(i).text();
      }
      return out + ">";
    }
    case TypeKind::kFunction: {
      std::string out = "function<";
      bool first = true;
      for (const Type& parameter : parameters()) {
        if (!first) out += ", ";
        first = false;
        out += parameter.text();
      }
      return out + "> -> " + result().text();
    }
    default:
      return std::string(kSimpleNames[static_cast<size_t>(kind_)]);
  }
}

bool Type::is_defined() const {
  if (kind_ == TypeKind::kUnknown) return false;
  if (kind_ < TypeKind::kList) return true;
  if (parts_ == nullptr) return false;
  return std::all_of(parts_->types.begin(), parts_->types.end(),
                     [](const Type& part) { return part.is_defined(); });
}

bool Type::operator==(const Type& other) const {
  if (kind_ != other.kind_) return false;
  if (parts_ == other.parts_) return true;
  static const Parts none;
  const Parts& a = parts_ == nullptr ? none : *parts_;
  const Parts& b = other.parts_ == nullptr ? none : *other.parts_;
  return a.types == b.types && a.names == b.names;
}

namespace {

// The entries of both, where both are contexts.
Type joined(const Type& a, const Type& b) {
  if (a.kind() != b.kind() || a.kind() != TypeKind::kContext) return a.is_any() ? b : a;
  std::vector<std::pair<std::string, Type>> members;
  for (size_t i = 0; i < a.member_count(); ++i) {
    const Type* const other = b.member(a.member_name(i));
    members.emplace_back(a.member_name(i),
                         other == nullptr ? a.member_type(i) : joined(a.member_type(i), *other));
  }
  for (size_t i = 0; i < b.member_count(); ++i) {
    if (a.member(b.member_name(i)) == nullptr) {
      members.emplace_back(b.member_name(i), b.member_type(i));
    }
  }
  return Type::context(std::move(members));
}

}  // namespace

Type names_in(const Value& value) {
  if (value.is_list()) {
    Type element;
    for (const Value& item : value.as_list()) element = joined(element, names_in(item));
    return element.is_any() ? element : Type::list_of(std::move(element));
  }
  if (!value.is_context()) return Type::any();
  const ContextRep& context = value.as_context();
  std::vector<std::pair<std::string, Type>> members;
  for (size_t i = 0; i < context.size(); ++i) {
    members.emplace_back(context.key(i), names_in(context.value(i)));
  }
  return Type::context(std::move(members));
}

std::vector<std::string> simple_type_names() {
  return {std::begin(kSimpleNames),
          std::begin(kSimpleNames) + static_cast<size_t>(TypeKind::kList)};
}

const Type* simple_type(std::string_view name) {
  static const std::vector<Type> types = [] {
    std::vector<Type> all;
    for (size_t i = 0; i < std::size(kSimpleNames); ++i) {
      all.emplace_back(static_cast<TypeKind>(i));
    }
    return all;
  }();
  for (size_t i = 0; i < std::size(kSimpleNames); ++i) {
    if (kSimpleNames[i] == name) return &types[i];
  }
  return nullptr;
}

}  // namespace tollgate::feel
