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
  if (known_ == nullptr) {
    known_ = std::make_shared<Known>();
  } else if (known_.use_count() > 1) {
    known_ = std::make_shared<Known>(*known_);
  }
  const auto slot = static_cast<uint32_t>(known_->names.size());
  const auto [place, fresh] = known_->slots.try_emplace(key, slot);
  if (fresh) {
    known_->names.push_back({std::move(key), std::move(type)});
  } else {
    known_->names[place->second].type = std::move(type);
  }
  return place->second;
}

const std::vector<ScopeName>& Scope::names() const {
  static const std::vector<ScopeName> kNone;
  return known_ ? known_->names : kNone;
}

void Scope::add_type(std::string name, Type type) {
  types_.push_back({std::move(name), std::move(type)});
}

std::optional<uint32_t> Scope::find(std::string_view name) const {
  if (known_ == nullptr) return std::nullopt;
  const auto found = known_->slots.find(name);
  return found == known_->slots.end() ? std::nullopt : std::optional(found->second);
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
