#include "tollgate/feel/ast.h"

#include "tollgate/feel/memory.h"
#include "tollgate/feel/operations.h"
#include "tollgate/feel/work.h"

namespace tollgate::feel {
namespace {

bool has_name(const Node& n) {
  switch (n.kind) {
    case NodeKind::kName:
    case NodeKind::kIteration:
    case NodeKind::kPath:
    case NodeKind::kEntry:
    case NodeKind::kParameter:
    case NodeKind::kNamedArgument:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::string_view operator_text(Operator op) {
  static constexpr std::string_view kTexts[] = {
      "", "or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "**"};
  return kTexts[static_cast<size_t>(op)];
}

bool same_tree(const Ast& a, NodeId x, const Ast& b, NodeId y) {
  spend_work(work::kItem * 4);  // functions are compared by their trees while an expression runs
  const Node& m = a.node(x);
  const Node& n = b.node(y);
  if (m.kind != n.kind || m.op != n.op || m.child_count != n.child_count) return false;
  // How a key, a list of tests or a name was written is not part of the meaning.
  const bool spelling = m.kind == NodeKind::kEntry || m.kind == NodeKind::kIn ||
                        m.kind == NodeKind::kName || m.kind == NodeKind::kPath;
  if (!spelling && m.flags != n.flags) return false;
  if (m.kind == NodeKind::kLiteral) {
    const Value& v = a.constant(m);
    const Value& w = b.constant(n);
    if (v.is_null() ? !w.is_null() : !identical(v, w)) return false;
  }
  if (has_name(m) && a.name(m) != b.name(n)) return false;
  if ((m.type == Node::kNoType) != (n.type == Node::kNoType)) return false;
  if (m.type != Node::kNoType && !(a.types[m.type] == b.types[n.type])) return false;
  for (size_t i = 0; i < m.child_count; ++i) {
    if (!same_tree(a, a.children(m)[i], b, b.children(n)[i])) return false;
  }
  return true;
}

bool same_tree(const Ast& a, const Ast& b) { return same_tree(a, a.root, b, b.root); }

}  // namespace tollgate::feel
