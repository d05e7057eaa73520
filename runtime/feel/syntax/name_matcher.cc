#include "name_matcher.h"

#include <algorithm>

#include "tollgate/feel/function_table.h"

namespace tollgate::feel {
namespace {

// A name that is one token however it stands: reading it needs no list of names.
bool is_one_token(std::string_view name) {
  return !name.empty() && (name[0] < '0' || name[0] > '9') &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '_';
         });
}

// Every text knows the built-in functions.
const NameMatcher& built_in_names() {
  static const NameMatcher names = [] {
    NameMatcher all;
    for (const FunctionSignature& f : all_functions()) all.add(f.name);
    return all;
  }();
  return names;
}

}  // namespace

ScopeMatchers::ScopeMatchers(const Scope& scope) : names(&built_in_names()) {
  std::unordered_set<const void*> seen;  // a thousand fields can be of one type
  for (const ScopeName& entry : scope.names()) {
    names.add(entry.name);
    members.add_members(entry.type, seen);
  }
  for (const char* property : {"time offset", "start included", "end included"}) {
    members.add(property);
  }
}

void NameMatcher::add(std::string_view name) {
  Entry entry{std::string(name), {}};
  for (const Token& token : tokenize(name)) {
    if (token.kind == TokenKind::kEnd) break;
    has_operators_ = has_operators_ || token.kind == TokenKind::kSymbol;
    entry.words.emplace_back(name.substr(token.span.begin, token.span.end - token.span.begin));
  }
  if (entry.words.empty()) entry.words.emplace_back();  // never matches, keeps the count
  by_first_word_[entry.words[0]].push_back(entries_.size());
  entries_.push_back(std::move(entry));
}

void NameMatcher::remove_last(size_t count) {
  for (; count > 0; --count) {
    by_first_word_[entries_.back().words[0]].pop_back();
    entries_.pop_back();
  }
}

void NameMatcher::add_members(const Type& type, std::unordered_set<const void*>& seen) {
  if (type.identity() == nullptr || !seen.insert(type.identity()).second) return;
  switch (type.kind()) {
    case TypeKind::kContext:
      for (size_t i = 0; i < type.member_count(); ++i) {
        if (!is_one_token(type.member_name(i))) add(type.member_name(i));
        add_members(type.member_type(i), seen);
      }
      break;
    case TypeKind::kList:
    case TypeKind::kRange:
      add_members(type.element(), seen);
      break;
    case TypeKind::kFunction:
      add_members(type.result(), seen);
      break;
    default:
      break;
  }
}

NameMatcher::Match NameMatcher::longest(std::string_view text, const std::vector<Token>& tokens,
                                        size_t at) const {
  const auto word = [&](size_t i) {
    return text.substr(tokens[i].span.begin, tokens[i].span.end - tokens[i].span.begin);
  };
  Match best = base_ != nullptr ? base_->longest(text, tokens, at) : Match();
  const auto found = by_first_word_.find(std::string(word(at)));
  if (found == by_first_word_.end()) return best;
  for (const size_t index : found->second) {
    const Entry& entry = entries_[index];
    const size_t count = entry.words.size();
    if (count <= best.tokens || at + count >= tokens.size()) continue;
    size_t i = 1;
    while (i < count && word(at + i) == entry.words[i]) ++i;
    if (i == count) best = {count, &entry.name};
  }
  return best;
}

}  // namespace tollgate::feel
