#include "tollgate/graph/graph.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <utility>

namespace tollgate::graph {
namespace {

// Nodes on or behind a cycle have no place in the order.
constexpr uint32_t kUnranked = std::numeric_limits<uint32_t>::max();

void erase_value(std::vector<NodeId>& list, NodeId value) {
  list.erase(std::remove(list.begin(), list.end(), value), list.end());
}

}  // namespace

NodeId Graph::add_node() {
  assert(!propagating_);
  NodeId id;
  if (free_.empty()) {
    id = static_cast<NodeId>(nodes_.size());
    nodes_.emplace_back();
  } else {
    id = free_.back();
    free_.pop_back();
  }
  nodes_[id].alive = true;
  ++alive_count_;
  order_stale_ = true;
  return id;
}

void Graph::remove_node(NodeId node) {
  assert(!propagating_ && nodes_[node].alive);
  set_inputs(node, {});
  for (NodeId dependant : nodes_[node].dependants) erase_value(nodes_[dependant].inputs, node);
  if (nodes_[node].is_pending) erase_value(pending_, node);
  nodes_[node] = Node{};
  free_.push_back(node);
  --alive_count_;
  order_stale_ = true;
}

void Graph::set_inputs(NodeId node, std::vector<NodeId> inputs) {
  assert(!propagating_ && nodes_[node].alive);
  std::sort(inputs.begin(), inputs.end());
  inputs.erase(std::unique(inputs.begin(), inputs.end()), inputs.end());
  for (NodeId input : nodes_[node].inputs) erase_value(nodes_[input].dependants, node);
  for (NodeId input : inputs) {
    assert(nodes_[input].alive);
    nodes_[input].dependants.push_back(node);
  }
  nodes_[node].inputs = std::move(inputs);
  order_stale_ = true;
}

void Graph::update_order() {
  if (!order_stale_) return;
  // Kahn's algorithm; ties go by id, so that the order depends on the structure alone.
  std::vector<uint32_t> open_inputs(nodes_.size(), 0);
  std::vector<NodeId> ready;
  for (NodeId id = 0; id < nodes_.size(); ++id) {
    nodes_[id].rank = kUnranked;
    if (!nodes_[id].alive) continue;
    open_inputs[id] = static_cast<uint32_t>(nodes_[id].inputs.size());
    if (open_inputs[id] == 0) ready.push_back(id);
  }
  for (size_t at = 0; at < ready.size(); ++at) {
    nodes_[ready[at]].rank = static_cast<uint32_t>(at);
    for (NodeId dependant : nodes_[ready[at]].dependants) {
      if (--open_inputs[dependant] == 0) ready.push_back(dependant);
    }
  }
  order_stale_ = false;
}

std::vector<NodeId> Graph::find_cycle() {
  update_order();
  NodeId start = 0;
  while (start < nodes_.size() && (!nodes_[start].alive || nodes_[start].rank != kUnranked)) {
    ++start;
  }
  if (start == nodes_.size()) return {};
  // Each unranked node has an unranked input, so walking up the inputs must come round.
  std::vector<NodeId> walked;
  std::vector<bool> seen(nodes_.size(), false);
  NodeId node = start;
  while (!seen[node]) {
    seen[node] = true;
    walked.push_back(node);
    for (NodeId input : nodes_[node].inputs) {
      if (nodes_[input].rank == kUnranked) {
        node = input;
        break;
      }
    }
  }
  // The walk went against "is read by"; what precedes the repeated node is not on the cycle.
  std::vector<NodeId> cycle(std::find(walked.begin(), walked.end(), node), walked.end());
  cycle.push_back(node);
  std::reverse(cycle.begin(), cycle.end());
  return cycle;
}

void Graph::invalidate(NodeId node) {
  assert(nodes_[node].alive);
  if (nodes_[node].is_pending) return;
  nodes_[node].is_pending = true;
  push(node);
}

void Graph::changed(NodeId node) {
  assert(nodes_[node].alive);
  for (NodeId dependant : nodes_[node].dependants) invalidate(dependant);
}

void Graph::push(NodeId node) {
  pending_.push_back(node);
  if (!propagating_) return;
  std::push_heap(pending_.begin(), pending_.end(),
                 [this](NodeId a, NodeId b) { return nodes_[a].rank > nodes_[b].rank; });
}

NodeId Graph::pop() {
  std::pop_heap(pending_.begin(), pending_.end(),
                [this](NodeId a, NodeId b) { return nodes_[a].rank > nodes_[b].rank; });
  NodeId node = pending_.back();
  pending_.pop_back();
  nodes_[node].is_pending = false;
  return node;
}

Propagation Graph::run(void* callable, EvaluateFunction evaluate) {
  assert(!propagating_);
  update_order();
  propagating_ = true;
  std::make_heap(pending_.begin(), pending_.end(),
                 [this](NodeId a, NodeId b) { return nodes_[a].rank > nodes_[b].rank; });
  Propagation result;
  while (!pending_.empty()) {
    NodeId node = pop();
    if (nodes_[node].rank == kUnranked) continue;
    ++result.evaluated;
    if (!evaluate(callable, node)) continue;
    ++result.changed;
    changed(node);
  }
  propagating_ = false;
  return result;
}

}  // namespace tollgate::graph
