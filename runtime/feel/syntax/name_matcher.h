// Recognises names of several words: the longest known name at a place in the token list.
// Source: DMN 1.5, 10.3.1.4 (names and their context-dependent parsing).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "tollgate/feel/lexer.h"
#include "tollgate/feel/scope.h"
#include "tollgate/feel/type.h"

namespace tollgate::feel {

class NameMatcher {
 public:
  struct Match {
    size_t tokens = 0;  // 0: no known name here
    const std::string* name = nullptr;
  };

  NameMatcher() = default;
  // The names of `base` are known, too; it must live as long as this.
  explicit NameMatcher(const NameMatcher* base) : base_(base) {}

  void add(std::string_view name);
  // Forgets the names added last.
  void remove_last(size_t count);
  // The member names inside the type that may be several tokens; records have hundreds of members
  // that are plain words, which are read as names anyway. `seen`: types whose members were added.
  void add_members(const Type& type, std::unordered_set<const void*>& seen);
  // Whether one of the names, such as a-b, could be read as an operation.
  bool has_operators() const {
    return has_operators_ || (base_ != nullptr && base_->has_operators());
  }
  // White space between tokens is no part of a name: `a - b` is the name a-b, where that is known.
  Match longest(std::string_view text, const std::vector<Token>& tokens, size_t at) const;

 private:
  struct Entry {
    std::string name;
    std::vector<std::string> words;
  };
  const NameMatcher* base_ = nullptr;
  bool has_operators_ = false;
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::vector<size_t>> by_first_word_;
};

// The names of a scope, on top of the built-in functions; and the members of their types.
struct ScopeMatchers {
  explicit ScopeMatchers(const Scope& scope);
  NameMatcher names;
  NameMatcher members;
};

}  // namespace tollgate::feel
