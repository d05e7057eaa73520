#include "tollgate/feel/program.h"

#include <algorithm>
#include <cassert>

#include "chunk.h"
#include "columns.h"
#include "compiler.h"
#include "explanation.h"
#include "machine.h"
#include "tollgate/feel/dependencies.h"
#include "trace.h"

namespace tollgate::feel {
namespace {

Result<Program> compile_ast(Ast ast, const Scope& scope, const CompileOptions& options,
                            bool trace) {
  auto chunk = std::make_shared<Chunk>();
  chunk->ast = std::move(ast);
  chunk->scope = scope;
  if (scope.size() > kOperandIndex) {
    return make_error("feel.compile.too_large", {"名字太多", "too many names in scope"});
  }
  try {
    Compiler(*chunk, options, trace).run();
  } catch (CompileError& error) {
    return std::move(error.diagnostic);
  }
  chunk->loop_free = is_loop_free(*chunk);
  chunk->dependencies = dependencies(chunk->ast, scope);
  return Program(std::move(chunk));
}

}  // namespace

const Ast& Program::ast() const { return chunk_->ast; }
size_t Program::slot_count() const { return chunk_->scope.size(); }
const std::vector<Dependency>& Program::dependencies() const { return chunk_->dependencies; }

Result<Program> compile(std::string_view text, const Scope& scope, const CompileOptions& options) {
  Result<Ast> ast = options.unary_tests ? parse_unary_tests(text, scope, options.limits)
                                        : parse(text, scope, options.limits);
  if (!ast) return std::move(ast).error();
  return compile_ast(*std::move(ast), scope, options, false);
}

Result<Program> compile(const Ast& ast, const Scope& scope, const CompileOptions& options) {
  return compile_ast(ast, scope, options, false);
}

Value evaluate(const Program& program, std::span<const Value> slots, const EvalOptions& options) {
  assert(slots.size() >= program.slot_count());
  return Machine::instance().evaluate(program.chunk(), slots.data(), options);
}

void evaluate_batch(const Program& program, std::span<const Value> records,
                    std::span<Value> results, const EvalOptions& options, size_t stride) {
  const size_t step = std::max(stride, program.slot_count());
  assert(records.size() >= step * results.size());
  Machine::instance().evaluate_batch(program.chunk(), records.data(), step, results, options);
}

Explanation explain(const Program& program, std::span<const Value> slots,
                    const EvalOptions& options) {
  const Chunk& chunk = program.chunk();
  CompileOptions lenient;
  lenient.unknown_names_are_errors = false;
  const Result<Program> traced = compile_ast(chunk.ast, chunk.scope, lenient, true);
  if (!traced) {  // with the instructions that trace it is too long
    return explanation_of(chunk.ast, std::nullopt, evaluate(program, slots, options));
  }
  Trace trace(chunk.ast.nodes.size());
  // Recording takes work, too: what evaluate() finishes is to be explained.
  constexpr uint64_t kTimesTheWork = 4;
  EvalOptions larger = options;
  larger.budget.work = std::min(options.budget.work, UINT64_MAX / kTimesTheWork) * kTimesTheWork;
  Value result = Machine::instance().evaluate(traced->chunk(), slots.data(), larger, &trace);
  return explanation_of(chunk.ast, std::move(trace).finish(), std::move(result));
}

}  // namespace tollgate::feel
