#include "explanation.h"

#include <algorithm>
#include <utility>

namespace tollgate::feel {
namespace {

// What only carries others has no code and no value itself.
bool is_carrier(NodeKind kind) {
  return kind == NodeKind::kIteration || kind == NodeKind::kEntry ||
         kind == NodeKind::kNamedArgument;
}

Explanation bare_explanation(const Ast& ast, NodeId id) {
  const Node& n = ast.node(id);
  Explanation e;
  e.span = n.span;
  e.text = ast.text(n.span);
  e.kind = n.kind;
  return e;
}

class Explainer {
 public:
  explicit Explainer(const Ast& ast) : ast_(ast) {}

  Explanation step(Step step) const {
    Explanation e = bare_explanation(ast_, step.node);
    e.evaluated = step.ended;
    e.value = std::move(step.value);
    e.omitted = step.omitted;
    add_parts(e, step);
    return e;
  }

  // Something that was not needed, with its parts.
  Explanation untaken(NodeId id) const {
    Explanation e = bare_explanation(ast_, id);
    const Node& n = ast_.node(id);
    for (size_t k = 0; k < n.child_count; ++k) {
      if (is_told(n, k)) e.children.push_back(untaken(ast_.children(n)[k]));
    }
    return e;
  }

 private:
  // Not the name of a built-in function, a parameter, or a function's body (it is told where the
  // function is called).
  bool is_told(const Node& n, size_t k) const {
    const NodeKind kind = ast_.child(n, k).kind;
    if (n.kind == NodeKind::kFunction || kind == NodeKind::kAnyInput) return false;
    return !(n.kind == NodeKind::kCall && k == 0 && kind == NodeKind::kName);
  }

  // Whether the node's child is computed again for each item.
  bool repeats(const Node& n, size_t k) const {
    switch (n.kind) {
      case NodeKind::kFor:
      case NodeKind::kSome:
      case NodeKind::kEvery:
        return k > 0;
      case NodeKind::kFilter: {
        const Node& condition = ast_.child(n, 1);
        const bool position = condition.kind == NodeKind::kLiteral ||
                              (condition.kind == NodeKind::kNegate &&
                               ast_.child(condition, 0).kind == NodeKind::kLiteral);
        return k > 0 && !position;
      }
      default:
        return false;
    }
  }

  bool holds(NodeId child, NodeId id) const {
    if (child == id) return true;
    const Node& n = ast_.node(child);
    const std::span<const NodeId> c = ast_.children(n);
    return is_carrier(n.kind) && std::find(c.begin(), c.end(), id) != c.end();
  }

  // Which child of the node the step was for, looked for from `start` on; none when it was for the
  // body of a function that the node called.
  std::optional<size_t> position(const Node& n, NodeId id, size_t start) const {
    const std::span<const NodeId> c = ast_.children(n);
    for (size_t k = 0; k < c.size(); ++k) {
      const size_t at = (start + k) % c.size();
      if (holds(c[at], id)) return at;
    }
    return std::nullopt;
  }

  // In the order in which they were computed; what was not needed where it is written.
  void add_parts(Explanation& e, Step& step) const {
    const Node& n = ast_.node(step.node);
    const std::span<const NodeId> c = ast_.children(n);
    std::vector<bool> taken(c.size());
    std::vector<std::optional<size_t>> places;
    size_t start = 0;
    for (const Step& part : step.parts) {
      places.push_back(position(n, part.node, start));
      if (!places.back()) continue;
      taken[*places.back()] = true;
      start = *places.back();
    }
    size_t next = 0;
    const auto add_untaken = [&](size_t end) {
      for (; next < end; ++next) {
        if (!taken[next] && step.omitted == 0 && is_told(n, next)) {
          e.children.push_back(untaken(c[next]));
        }
      }
    };
    for (size_t i = 0; i < step.parts.size(); ++i) {
      const uint32_t pass = step.parts[i].pass;
      if (places[i]) add_untaken(*places[i]);
      Explanation part = this->step(std::move(step.parts[i]));
      if (places[i] && is_carrier(ast_.node(c[*places[i]]).kind)) {
        add_carried(e, c[*places[i]], std::move(part));
      } else {
        e.children.push_back(std::move(part));
      }
      if (!places[i] || repeats(n, *places[i])) e.children.back().pass = pass;
    }
    add_untaken(c.size());
  }

  // `i in 1..5` carries two.
  void add_carried(Explanation& e, NodeId carrier, Explanation part) const {
    const bool second = ast_.node(carrier).child_count == 2 && !e.children.empty() &&
                        e.children.back().span == ast_.node(carrier).span &&
                        e.children.back().children.size() == 1;
    if (!second) e.children.push_back(bare_explanation(ast_, carrier));
    Explanation& carrying = e.children.back();
    carrying.evaluated = part.evaluated;
    carrying.value = ast_.node(carrier).child_count == 1 ? part.value : Value();
    carrying.children.push_back(std::move(part));
  }

  const Ast& ast_;
};

}  // namespace

Explanation explanation_of(const Ast& ast, std::optional<Step> whole, Value result) {
  const Explainer explainer(ast);
  Explanation e = whole ? explainer.step(*std::move(whole)) : bare_explanation(ast, ast.root);
  // Where a limit ended the evaluation, the result tells which.
  e.evaluated = true;
  e.value = std::move(result);
  return e;
}

}  // namespace tollgate::feel
