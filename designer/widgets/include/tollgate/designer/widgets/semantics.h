// What a frame shows, in the words of assistive technology: a tree of nodes with role, name and
// state. Widgets fill it while they draw; the host page mirrors it as DOM elements above the
// canvas, and tests read it without a browser.
//
// Rectangles are in device pixels of the canvas, top left is 0,0.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tollgate/designer/widgets/semantic_kinds.h"

namespace tollgate::designer {

std::string_view role_name(Role role);  // the ARIA role, "" for kNone and kText

struct SemanticRect {
  float x = 0, y = 0, width = 0, height = 0;
  bool operator==(const SemanticRect&) const = default;
};

struct SemanticNode {
  uint32_t id = 0;
  int32_t parent = -1;  // index into the frame's nodes
  Role role = Role::kNone;
  uint32_t states = 0;
  int level = 0;  // of headings and tree items
  std::string name;
  std::string value;
  // Of text fields: the last text event that `value` knows of. The host shows no value older than
  // what it has sent since.
  uint32_t text_sequence = 0;
  std::string description;
  std::string placeholder;
  std::string shortcut;  // as aria-keyshortcuts writes it: "Control+S"
  SemanticRect rect;     // whole
  SemanticRect visible;  // the part inside the scrolled panel; width 0: scrolled out
  bool operator==(const SemanticNode&) const = default;
};

class Semantics {
 public:
  void clear();
  // Adds a node under the open container and returns its index. A button in a tree or list, where
  // only its items may be, goes beside it.
  int add(SemanticNode node);
  void open(SemanticNode container);
  void close();

  const std::vector<SemanticNode>& nodes() const { return nodes_; }
  std::vector<SemanticNode>& nodes() { return nodes_; }
  // Node of an id, or nullptr.
  const SemanticNode* find(uint32_t id) const;
  // First node of this role and name, or nullptr.
  const SemanticNode* find(Role role, std::string_view name) const;
  // Ids that occur more than once: always a bug of a panel.
  std::vector<uint32_t> duplicate_ids() const;

 private:
  std::vector<SemanticNode> nodes_;
  std::vector<int32_t> open_;
};

// How a frame's nodes differ from those that somebody has seen before.
enum class NodesChange : uint8_t {
  kNone,
  kMoved,  // the same nodes elsewhere, as when a panel scrolls
  kSaid,   // the same nodes with other texts, as when somebody types; some may have moved, too
  kOther,
};
// What is out of view before and after may lie anywhere.
NodesChange change_of(const std::vector<SemanticNode>& before,
                      const std::vector<SemanticNode>& now);
// Of nodes that have moved: a JSON array of numbers, nine each: the node's index, its rectangle and
// the visible part, in CSS pixels. Those in view, or that were; `before` knows their places then.
std::string take_moves(std::vector<SemanticNode>& before, const std::vector<SemanticNode>& now,
                       float scale);
// Of nodes whose texts are others: a JSON array of pairs, a node's index and the node as in
// to_json. `before` has them then.
std::string take_said(std::vector<SemanticNode>& before, const std::vector<SemanticNode>& now,
                      float scale);

// The nodes as a JSON array; rectangles divided by `scale`, so in CSS pixels.
std::string to_json(const Semantics& semantics, float scale);

}  // namespace tollgate::designer
