#include "tollgate/graph/graph.h"

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <functional>
#include <map>
#include <vector>

#include "tollgate/base/random.h"

namespace tollgate::graph {
namespace {

// A spreadsheet of integers over the graph, which counts how often each cell is computed.
class Sheet {
 public:
  NodeId input(int value) {
    NodeId node = graph.add_node();
    values[node] = value;
    return node;
  }
  NodeId formula(std::vector<NodeId> inputs, std::function<int(const std::vector<int>&)> compute) {
    NodeId node = graph.add_node();
    graph.set_inputs(node, inputs);
    formulas[node] = {std::move(inputs), std::move(compute)};
    graph.invalidate(node);
    return node;
  }
  NodeId sum(std::vector<NodeId> inputs) {
    return formula(std::move(inputs), [](const std::vector<int>& in) {
      int total = 0;
      for (int value : in) total += value;
      return total;
    });
  }
  void set(NodeId node, int value) {
    values[node] = value;
    graph.changed(node);
  }
  Propagation settle() {
    computed.clear();
    return graph.propagate([this](NodeId node) {
      computed.push_back(node);
      std::vector<int> in;
      for (NodeId input : formulas[node].first) in.push_back(values[input]);
      int before = values[node];
      values[node] = formulas[node].second(in);
      return values[node] != before;
    });
  }

  Graph graph;
  std::map<NodeId, int> values;
  std::map<NodeId, std::pair<std::vector<NodeId>, std::function<int(const std::vector<int>&)>>>
      formulas;
  std::vector<NodeId> computed;
};

TEST_CASE("only what depends on the change is computed again") {
  Sheet sheet;
  NodeId a = sheet.input(1), b = sheet.input(2), c = sheet.input(3);
  NodeId ab = sheet.sum({a, b});
  NodeId bc = sheet.sum({b, c});
  NodeId all = sheet.sum({ab, bc});
  sheet.settle();
  CHECK(sheet.values[all] == 8);

  sheet.set(a, 10);
  Propagation done = sheet.settle();
  CHECK(sheet.computed == std::vector<NodeId>{ab, all});
  CHECK(done.evaluated == 2);
  CHECK(done.changed == 2);
  CHECK(sheet.values[all] == 17);
}

TEST_CASE("a diamond's end is computed once, after both of its sides") {
  Sheet sheet;
  NodeId top = sheet.input(1);
  NodeId end = sheet.graph.add_node();  // a low id must not make it come early
  NodeId left = sheet.sum({top}), right = sheet.sum({left});
  sheet.graph.set_inputs(end, {top, left, right});
  sheet.formulas[end] = {{top, left, right}, [](const std::vector<int>& in) {
                           return in[0] * 100 + in[1] * 10 + in[2];
                         }};
  sheet.settle();
  sheet.set(top, 2);
  sheet.settle();
  CHECK(sheet.computed == std::vector<NodeId>{left, right, end});
  CHECK(sheet.values[end] == 222);
}

TEST_CASE("nothing behind a value that stayed the same is computed") {
  Sheet sheet;
  NodeId minutes = sheet.input(95);
  NodeId late = sheet.formula({minutes}, [](const std::vector<int>& in) { return in[0] > 90; });
  NodeId reason_needed = sheet.sum({late});
  sheet.settle();
  sheet.set(minutes, 120);
  Propagation done = sheet.settle();
  CHECK(sheet.computed == std::vector<NodeId>{late});
  CHECK(done.evaluated == 1);
  CHECK(done.changed == 0);
  sheet.set(minutes, 10);
  sheet.settle();
  CHECK(sheet.computed == std::vector<NodeId>{late, reason_needed});
}

TEST_CASE("nothing to do costs nothing") {
  Sheet sheet;
  NodeId a = sheet.input(1);
  sheet.sum({a});
  sheet.settle();
  CHECK(!sheet.graph.has_pending());
  CHECK(sheet.settle().evaluated == 0);
}

TEST_CASE("a cycle is found with its path") {
  Graph graph;
  NodeId before = graph.add_node(), a = graph.add_node(), b = graph.add_node(),
         c = graph.add_node(), behind = graph.add_node();
  graph.set_inputs(a, {before, c});
  graph.set_inputs(b, {a});
  graph.set_inputs(c, {b});
  graph.set_inputs(behind, {c});
  std::vector<NodeId> cycle = graph.find_cycle();
  REQUIRE(cycle.size() == 4);
  CHECK(cycle.front() == cycle.back());
  for (size_t i = 0; i + 1 < cycle.size(); ++i) {
    const auto& readers = graph.dependants(cycle[i]);
    CHECK(std::find(readers.begin(), readers.end(), cycle[i + 1]) != readers.end());
  }

  // Nothing on the cycle or behind it is evaluated; cutting it makes all of it work again.
  graph.changed(before);
  CHECK(graph.propagate([](NodeId) { return true; }).evaluated == 0);
  graph.set_inputs(a, {before});
  CHECK(graph.find_cycle().empty());
  graph.changed(before);
  CHECK(graph.propagate([](NodeId) { return true; }).evaluated == 4);
}

TEST_CASE("a node that reads itself is a cycle") {
  Graph graph;
  NodeId a = graph.add_node();
  graph.set_inputs(a, {a});
  CHECK(graph.find_cycle() == std::vector<NodeId>{a, a});
}

TEST_CASE("removed nodes leave no trace and their ids are used again") {
  Sheet sheet;
  NodeId a = sheet.input(1), b = sheet.input(2);
  NodeId total = sheet.sum({a, b});
  NodeId item = sheet.sum({a});
  sheet.graph.remove_node(item);  // while it waits to be evaluated
  CHECK(sheet.settle().evaluated == 1);
  CHECK(sheet.values[total] == 3);
  CHECK(sheet.graph.add_node() == item);
  CHECK(sheet.graph.inputs(item).empty());
  sheet.graph.remove_node(b);
  CHECK(sheet.graph.inputs(total) == std::vector<NodeId>{a});
  CHECK(sheet.graph.size() == 3);
}

TEST_CASE("an incremental result is that of computing everything, on random graphs") {
  SeededRandom random(20260302);
  for (int round = 0; round < 50; ++round) {
    Sheet sheet;
    std::vector<NodeId> nodes;
    for (int i = 0; i < 10; ++i) nodes.push_back(sheet.input(int(random.next() % 10)));
    for (int i = 0; i < 60; ++i) {
      std::vector<NodeId> in;
      for (int k = 0; k < 3; ++k) in.push_back(nodes[random.next() % nodes.size()]);
      nodes.push_back(sheet.formula(in, [](const std::vector<int>& values) {
        return (values[0] + 2 * values[1] + 3 * values[2]) % 7;  // often stays the same
      }));
    }
    sheet.settle();
    for (int change = 0; change < 10; ++change) {
      sheet.set(nodes[random.next() % 10], int(random.next() % 10));
      sheet.settle();
      std::map<NodeId, int> incremental = sheet.values;
      for (size_t i = 10; i < nodes.size(); ++i) sheet.graph.invalidate(nodes[i]);
      CHECK(sheet.settle().changed == 0);
      CHECK(sheet.values == incremental);
    }
  }
}

}  // namespace
}  // namespace tollgate::graph
