// The names an expression may use, each with its slot and what is known of its type.
//
//   Scope scope;
//   scope.add("customer", Type::context({{"name", Type::string()}}));   // slot 0
//   scope.add("actual arrival time", TypeKind::kDateTime);               // slot 1
//
// Names may have spaces and any script. Types are optional (Any): they help the parser with
// members whose names have several words, and the checker with everything.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/feel/type.h"

namespace tollgate::feel {

struct ScopeName {
  std::string name;
  Type type;
};

struct ScopeMatchers;  // private

class Scope {
 public:
  // Returns the slot; the name's words are parted by single spaces. A name added again keeps its
  // slot and takes the new type.
  uint32_t add(std::string_view name, Type type = Type::any());
  // A name for a type, as item definitions give: `x instance of my_type`.
  void add_type(std::string name, Type type);

  size_t size() const { return known_ ? known_->names.size() : 0; }
  const ScopeName& operator[](size_t slot) const { return known_->names[slot]; }
  std::optional<uint32_t> find(std::string_view name) const;
  const std::vector<ScopeName>& names() const;
  const std::vector<ScopeName>& types() const { return types_; }
  const Type* find_type(std::string_view name) const;
  // For the parser: made when first needed, so that hundreds of expressions share them.
  const ScopeMatchers& matchers() const;

 private:
  // Shared by copies until one of them gets a name: each compiled expression keeps its scope, and
  // an entity with two thousand fields has as many of them.
  struct Known {
    std::vector<ScopeName> names;
    std::map<std::string, uint32_t, std::less<>> slots;
  };
  std::shared_ptr<Known> known_;
  std::vector<ScopeName> types_;
  mutable std::shared_ptr<const ScopeMatchers> matchers_;
};

}  // namespace tollgate::feel
