#include "tollgate/feel/program.h"

#include <cassert>

#include "chunk.h"
#include "columns.h"
#include "compiler.h"
#include "machine.h"
#include "tollgate/feel/dependencies.h"

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

namespace {

// Whether the node's child is computed again for each item or call.
bool repeats(const Node& node, size_t child) {
  switch (node.kind) {
    case NodeKind::kFor:
    case NodeKind::kSome:
    case NodeKind::kEvery:
    case NodeKind::kFilter:
      return child > 0;
    case NodeKind::kFunction:
      return true;
    default:
      return false;
  }
}

Explanation explanation_of(const Ast& ast, NodeId id, const Trace& trace, bool repeated) {
  const Node& n = ast.node(id);
  Explanation e;
  e.span = n.span;
  e.text = std::string(ast.text(n.span));
  e.kind = n.kind;
  e.evaluated = trace.seen[id];
  e.repeated = repeated;
  e.value = trace.values[id];
  const auto children = ast.children(n);
  for (size_t i = 0; i < children.size(); ++i) {
    const NodeId child = children[i];
    const NodeKind kind = ast.node(child).kind;
    // The name of a built-in function and a parameter have nothing to tell.
    const bool function_name =
        n.kind == NodeKind::kCall && i == 0 && kind == NodeKind::kName && !trace.seen[child];
    if (kind == NodeKind::kParameter || function_name) continue;
    Explanation part = explanation_of(ast, child, trace, repeated || repeats(n, i));
    // What only carries others (an iteration, an entry, a named argument) has no value itself.
    const bool carrier = part.kind == NodeKind::kIteration || part.kind == NodeKind::kEntry ||
                         part.kind == NodeKind::kNamedArgument;
    if (carrier && !part.children.empty()) {
      part.evaluated = part.children.back().evaluated;
      part.value = part.children.back().value;
    }
    e.children.push_back(std::move(part));
  }
  return e;
}

}  // namespace

Explanation explain(const Program& program, std::span<const Value> slots,
                    const EvalOptions& options) {
  const Chunk& chunk = program.chunk();
  CompileOptions lenient;
  lenient.unknown_names_are_errors = false;
  const Result<Program> traced = compile_ast(chunk.ast, chunk.scope, lenient, true);
  Trace trace;
  trace.values.resize(chunk.ast.nodes.size());
  trace.seen.resize(chunk.ast.nodes.size());
  Value result;
  if (traced) {
    result = Machine::instance().evaluate(traced->chunk(), slots.data(), options, &trace);
  }
  Explanation e = explanation_of(chunk.ast, chunk.ast.root, trace, false);
  if (!e.evaluated) {  // a limit ended the evaluation
    e.evaluated = true;
    e.value = result;
  }
  return e;
}

}  // namespace tollgate::feel
