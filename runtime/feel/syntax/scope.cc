#include "tollgate/feel/scope.h"

#include "name_matcher.h"
#include "tollgate/feel/lexer.h"

namespace tollgate::feel {
namespace {

// Words parted by single spaces, without spaces around.
std::string canonical(std::string_view name) {
  std::string out;
  bool space = false;
  for (const char c : name) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      space = !out.empty();
      continue;
    }
    if (space) out += ' ';
    space = false;
    out += c;
  }
  return out;
}

}  // namespace

uint32_t Scope::add(std::string_view name, Type type) {
  std::string key = canonical(name);
  matchers_.reset();
  for (uint32_t slot = 0; slot < names_.size(); ++slot) {
    if (names_[slot].name == key) {
      names_[slot].type = std::move(type);
      return slot;
    }
  }
  names_.push_back({std::move(key), std::move(type)});
  return static_cast<uint32_t>(names_.size() - 1);
}

void Scope::add_type(std::string name, Type type) {
  types_.push_back({std::move(name), std::move(type)});
}

std::optional<uint32_t> Scope::find(std::string_view name) const {
  // Once something was parsed with it, the scope is complete: then there is an index.
  if (matchers_ != nullptr) {
    const auto found = matchers_->slots.find(name);
    return found == matchers_->slots.end() ? std::nullopt : std::optional(found->second);
  }
  for (uint32_t slot = 0; slot < names_.size(); ++slot) {
    if (names_[slot].name == name) return slot;
  }
  return std::nullopt;
}

const ScopeMatchers& Scope::matchers() const {
  if (matchers_ == nullptr) matchers_ = std::make_shared<const ScopeMatchers>(*this);
  return *matchers_;
}

const Type* Scope::find_type(std::string_view name) const {
  for (const ScopeName& type : types_) {
    if (type.name == name) return &type.type;
  }
  return nullptr;
}

}  // namespace tollgate::feel
