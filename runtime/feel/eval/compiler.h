// Turns a syntax tree into a chunk. Parts: compiler.cc (operators, names, structures),
// compile_loops.cc (for, some, every, filters, sums), compile_calls.cc (functions).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "chunk.h"
#include "tollgate/base/result.h"
#include "tollgate/feel/null_code.h"

namespace tollgate::feel {

struct CompileError {
  Diagnostic diagnostic;
};

class Compiler {
 public:
  Compiler(Chunk& chunk, const CompileOptions& options, bool trace)
      : chunk_(chunk), ast_(chunk.ast), options_(options), trace_(trace) {}

  void run();

 private:
  // A name that is known in a part of the text; or an item whose entries are names.
  struct Local {
    std::string name;
    Operand operand = 0;
    bool item = false;
  };
  // Registers and names of one function body.
  struct FunctionState {
    uint32_t next_register = 0;
    uint32_t registers = 0;
    uint32_t next_iterator = 0;
    uint32_t iterators = 0;
    std::vector<Local> locals;
  };
  using Jumps = std::vector<size_t>;
  // Emits what is done with each item of a list expression when the list itself is not needed.
  using Body = std::function<void(Operand item)>;

  // compiler.cc
  Operand expr(NodeId id);
  void expr_into(NodeId id, Operand target);
  Operand bare(NodeId id);
  Operand binary(NodeId id);
  Operand logic(NodeId id);
  Operand between(NodeId id);
  Operand in(NodeId id);
  Operand test(NodeId id, Operand value);
  Operand unary_tests(NodeId id);
  Operand range(NodeId id);
  Operand if_then_else(NodeId id);
  Operand path(NodeId id);
  // Lets the instruction just emitted write to `target` instead, where that is safe.
  bool retarget(Operand result, Operand target, uint32_t first_temporary);
  Operand list(NodeId id);
  Operand context(NodeId id);
  Operand instance_of(NodeId id);
  Operand name(NodeId id);
  Operand unknown_name(NodeId id);
  Operand unknown_type(NodeId id);
  // Code that goes on when the condition is true and jumps otherwise; and the reverse.
  void jump_unless(NodeId id, Jumps& jumps);
  void jump_if(NodeId id, Jumps& jumps);
  bool mentions(NodeId id, std::string_view name) const;

  // compile_loops.cc
  Operand for_loop(NodeId id);
  Operand quantified(NodeId id);
  Operand filter(NodeId id);
  Operand aggregate(NodeId list, Op step);
  // The quick way for a filter by one comparison with a constant; false when it is none.
  // A name, or a path from one: cheap, so it may be compiled for two ways.
  bool is_field(NodeId id) const;
  // The quick way through a list whose items are compared to a constant; whether it is one.
  bool where(NodeId source, NodeId condition, std::string_view item, WhereAggregate where,
             Operand target, Jumps& done);
  bool sum_where(NodeId list, Op step, Operand target, Jumps& done);
  // Code that runs `body` for each item. When the list cannot be walked, `failed` becomes null and
  // the jumps are taken.
  void items(NodeId id, const Body& body, Operand failed, Jumps& failures);
  void loop(Operand source, uint8_t flags, const Body& body, Operand failed, Jumps& failures);
  void walk(uint16_t iterator, const Body& body);
  void iterations(std::span<const NodeId> iterations, const std::function<void()>& body,
                  Operand failed, Jumps& failures);
  // Whether items() beats making the list.
  bool streams(NodeId id) const;
  // Whether the filter is true or false, never a position.
  bool is_condition(NodeId id) const;

  // compile_calls.cc
  Operand call(NodeId id);
  Operand builtin_call(NodeId id, uint8_t builtin, const std::vector<NodeId>& arguments);
  Operand value_call(NodeId id);
  Operand function(NodeId id);
  Type result_type(const Node& function) const;
  std::vector<Local> captures_of(NodeId body, const std::vector<std::string>& parameters);

  // Names.
  bool is_local(std::string_view name) const;
  FunctionState& here() { return functions_.back(); }
  const FunctionState& here() const { return functions_.back(); }

  // Emission.
  // For explain(): around the code of a node, and its value.
  void trace_begin(NodeId id);
  void trace_end(NodeId id, Operand result);
  size_t emit(Op op, Operand a = 0, Operand b = 0, Operand c = 0, uint16_t d = 0,
              uint8_t flags = 0);
  void patch(size_t instruction);  // its jump leads to the next instruction
  void patch(const Jumps& jumps);
  uint16_t here_in_code() const { return static_cast<uint16_t>(chunk_.code.size()); }
  Operand new_register();
  // `count` registers in a row.
  Operand new_registers(size_t count);
  void release_to(uint32_t next) { here().next_register = next; }
  uint16_t new_iterator();
  Operand constant(Value value);
  // A null whose reason is told when it is reached.
  Operand null_result(NullCode code, uint16_t detail = 0);
  uint16_t path_index(const std::string& name);
  const Value* constant_at(Operand operand) const;
  [[noreturn]] void fail(Diagnostic diagnostic) { throw CompileError{std::move(diagnostic)}; }

  Chunk& chunk_;
  const Ast& ast_;
  const CompileOptions& options_;
  const bool trace_;
  Span span_;                     // of what is being compiled
  size_t last_label_ = SIZE_MAX;  // the latest place that a jump leads to
  std::vector<FunctionState> functions_;
  std::string own_name_;              // of the entry whose value is the function compiled next
  uint64_t fold_work_left_ = 20'000;  // for computing constants, all together
};

}  // namespace tollgate::feel
