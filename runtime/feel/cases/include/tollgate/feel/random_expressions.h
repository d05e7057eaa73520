// Expressions made up from a seed, and what they evaluate to, as text: the same on every platform.
//
//   RandomExpressions random(7);
//   std::string line = random.next_line();
//   // "for x in a[b > 2] return x + c  =>  [3, null]  feel.null.operand_types [26,31]"
//
// Used to compare builds with each other, to check that formatting keeps the tree, and that
// explain() computes what evaluate() computes.
#pragma once

#include <string>
#include <vector>

#include "tollgate/base/random.h"
#include "tollgate/feel/program.h"

namespace tollgate::feel {

class RandomExpressions {
 public:
  explicit RandomExpressions(uint64_t seed);

  const Scope& scope() const { return scope_; }
  const std::vector<Value>& slots() const { return slots_; }

  // A new expression over the scope's names, with new values in the slots.
  std::string next_expression();
  // The expression, its value and the reason of a null. Never fails.
  std::string next_line();

 private:
  uint64_t below(uint64_t limit) { return random_.next() % limit; }
  const char* one_of(const std::vector<const char*>& choices) {
    return choices[below(choices.size())];
  }
  void new_slots();
  std::string expression(int depth);
  std::string quantity(int depth);
  std::string number();
  std::string literal();
  std::string condition(int depth);
  std::string list(int depth);
  std::string call(int depth);

  SeededRandom random_;
  Scope scope_;
  std::vector<Value> slots_;
};

}  // namespace tollgate::feel
