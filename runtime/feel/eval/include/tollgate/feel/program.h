// Compiles an expression once and evaluates it over many records.
//
//   Scope scope;
//   scope.add("waiting minutes", Type::number());                      // slot 0
//   Result<Program> program = compile("waiting minutes > 90", scope);
//   Value slots[] = {Value::integer(120)};
//   Value late = evaluate(*program, slots, options);                    // true
//
// Evaluation never fails: what has no value is null, and the null says why (null_reason.h).
// The budget bounds work, memory and depth; going over it gives null with the code
// feel.limit.work, feel.limit.memory or feel.limit.depth.
// A Program is immutable; use it from one thread at a time (its constants are shared values).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/base/clock.h"
#include "tollgate/base/result.h"
#include "tollgate/feel/ast.h"
#include "tollgate/feel/dependencies.h"
#include "tollgate/feel/parse.h"
#include "tollgate/feel/scope.h"
#include "tollgate/feel/value.h"

namespace tollgate::feel {

struct Chunk;

struct CompileOptions {
  // The text holds unary tests of `?`, which must be in the scope.
  bool unary_tests = false;
  // Names nobody knows are an error at compile time; otherwise they are null when evaluated.
  bool unknown_names_are_errors = true;
  ParseLimits limits;
};

class Program {
 public:
  Program() = default;
  explicit Program(std::shared_ptr<const Chunk> chunk) : chunk_(std::move(chunk)) {}

  bool empty() const { return chunk_ == nullptr; }
  const Ast& ast() const;
  const std::string& source() const { return ast().source; }
  size_t slot_count() const;
  // Slots the expression reads, each path once, in the order of the text.
  const std::vector<Dependency>& dependencies() const;
  const Chunk& chunk() const { return *chunk_; }

 private:
  std::shared_ptr<const Chunk> chunk_;
};

Result<Program> compile(std::string_view text, const Scope& scope,
                        const CompileOptions& options = {});
Result<Program> compile(const Ast& ast, const Scope& scope, const CompileOptions& options = {});

struct Budget {
  // Units of what is done: instructions, characters looked at, digits, comparisons, items (work.h).
  // The default takes at most 50 ms natively and 100 ms as WebAssembly, whatever is evaluated.
  uint64_t work = 40'000'000;
  // Of values. The process grows by up to twice as much, as tests/bounds measures: pieces of freed
  // memory lie between, and a text that grows is there twice while it moves.
  size_t memory_bytes = 8 * 1024 * 1024;
  uint32_t depth = 64;  // nested calls
};

// What one evaluation took.
struct Usage {
  uint64_t work = 0;  // units
};

struct EvalOptions {
  const Clock* clock = nullptr;  // now() and today() are null without one
  ZoneRef time_zone;             // of now() and today(); none: UTC
  Budget budget;
  // Collects the reasons of nulls that arose from an error, with the values at hand: the first 100,
  // and how many more there were (feel.reasons.omitted).
  Diagnostics* diagnostics = nullptr;
  Usage* usage = nullptr;  // filled in by evaluate() and explain()
};

// slots.size() must be at least program.slot_count().
Value evaluate(const Program& program, std::span<const Value> slots, const EvalOptions& options);

// records: row after row, each of program.slot_count() values (or `stride` when that is larger);
// results: one for each row. The budget holds for each row.
void evaluate_batch(const Program& program, std::span<const Value> records,
                    std::span<Value> results, const EvalOptions& options, size_t stride = 0);

// The value of every sub-expression, as it was computed. What a loop, a filter or a function
// computes again for each item or call (a pass) stands once for each pass, its parts with the
// values of that pass: the first five and the last. Of what is repeated at most 4,096 evaluated
// parts are kept.
struct Explanation {
  Span span;
  std::string_view text;  // of the sub-expression; lives as long as the program
  NodeKind kind = NodeKind::kLiteral;
  bool evaluated = false;  // false: not needed, as the right side of `false and x`
  uint32_t pass = 0;       // 1, 2, ... for what is computed for each item or call; 0 otherwise
  size_t omitted = 0;      // children left out because of the bound
  Value value;
  std::vector<Explanation> children;
};
// The value of the whole is that of evaluate(). Recording takes work as well: the budget is four
// times that of the options.
Explanation explain(const Program& program, std::span<const Value> slots,
                    const EvalOptions& options);

}  // namespace tollgate::feel
