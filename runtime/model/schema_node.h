// The app schema as constant data, generated from schemas/app/app.schema.json at build time.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string_view>

namespace tollgate::model {

enum class NodeKind : uint8_t {
  kObject,  // named members
  kMap,     // any names, values by `item` (anything when it is null)
  kArray,   // values by `item`
  kEnum,    // one of `values`
  kText,
  kInteger,
  kNumber,
  kBoolean,
  kOneOf,  // one of `alternatives`, told apart by JSON type or by `discriminator`
};

enum class TextPattern : uint8_t { kNone, kId, kLocale, kTimeOfDay };

struct SchemaNode;

struct SchemaMember {
  std::string_view name;
  const SchemaNode* node;
  bool required;
};

struct SchemaNode {
  std::string_view noun;  // definition, or definition.member for a schema without a name
  NodeKind kind = NodeKind::kObject;
  std::span<const SchemaMember> members = {};  // in the order of the canonical form
  const SchemaNode* item = nullptr;
  std::span<const SchemaNode* const> alternatives = {};
  std::string_view discriminator = {};
  std::span<const std::string_view> values = {};
  TextPattern pattern = TextPattern::kNone;
  // Bounds of a number's value, a text's code points, an array's or map's size.
  int64_t least = std::numeric_limits<int64_t>::min();
  int64_t most = std::numeric_limits<int64_t>::max();

  const SchemaMember* find_member(std::string_view name) const {
    for (const SchemaMember& member : members) {
      if (member.name == name) return &member;
    }
    return nullptr;
  }
};

const SchemaNode& app_schema();

}  // namespace tollgate::model
