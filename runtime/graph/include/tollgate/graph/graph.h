// An incremental dependency graph: after a change, only what depends on it is evaluated again.
//
//   Graph graph;
//   NodeId price = graph.add_node(), amount = graph.add_node(), total = graph.add_node();
//   graph.set_inputs(total, {price, amount});
//   graph.changed(price);                                  // its value was set from outside
//   graph.propagate([&](NodeId node) { return recompute(node); });  // calls recompute(total) alone
//
// The evaluator returns whether the node's value differs from before; where it does not, nothing
// behind that node is evaluated (early cut-off). Each node is evaluated at most once per
// propagation, after all of its inputs. The graph holds no values and knows nothing of forms.
// A propagation costs time in what it evaluates; the order of evaluation is computed anew, in time
// linear in the graph, after nodes or edges changed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace tollgate::graph {

using NodeId = uint32_t;

// What one propagation did.
struct Propagation {
  size_t evaluated = 0;
  size_t changed = 0;  // of those evaluated
};

class Graph {
 public:
  NodeId add_node();

  // Removes the node and its edges; the id may be given out again by add_node.
  void remove_node(NodeId node);

  // The nodes that `node` reads, replacing those named before; duplicates are dropped.
  void set_inputs(NodeId node, std::vector<NodeId> inputs);

  const std::vector<NodeId>& inputs(NodeId node) const { return nodes_[node].inputs; }
  const std::vector<NodeId>& dependants(NodeId node) const { return nodes_[node].dependants; }
  size_t size() const { return alive_count_; }

  // A cycle as a path along "is read by", its first node repeated at its end; empty when there is
  // none. Nodes on a cycle, and all that depend on them, are never evaluated: look here first.
  std::vector<NodeId> find_cycle();

  // The node itself must be evaluated at the next propagation.
  void invalidate(NodeId node);

  // The node's value was set from outside: what reads it must be evaluated.
  void changed(NodeId node);

  bool has_pending() const { return !pending_.empty(); }

  // Evaluates what is invalid, inputs first. `evaluate(NodeId) -> bool` says whether the value
  // changed. It may invalidate nodes that come later in the order (its own dependants, say), but
  // not add or remove nodes or edges.
  template <typename Evaluate>
  Propagation propagate(Evaluate&& evaluate) {
    return run(&evaluate, [](void* callable, NodeId node) {
      return static_cast<bool>((*static_cast<std::remove_reference_t<Evaluate>*>(callable))(node));
    });
  }

 private:
  struct Node {
    std::vector<NodeId> inputs;
    std::vector<NodeId> dependants;
    uint32_t rank = 0;  // place in the order of evaluation
    bool alive = false;
    bool is_pending = false;
  };
  using EvaluateFunction = bool (*)(void*, NodeId);

  Propagation run(void* callable, EvaluateFunction evaluate);
  void update_order();
  void push(NodeId node);
  NodeId pop();

  std::vector<Node> nodes_;
  std::vector<NodeId> free_;
  std::vector<NodeId> pending_;  // a heap by rank while propagating, unordered otherwise
  size_t alive_count_ = 0;
  bool order_stale_ = false;
  bool propagating_ = false;
};

}  // namespace tollgate::graph
