#include "tollgate/designer/widgets/semantics.h"

#include <algorithm>
#include <cassert>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "tollgate/base/json.h"

namespace tollgate::designer {
namespace {

void append_number(std::string& out, float value) {
  // Tenths of a CSS pixel are as fine as anybody can see.
  const long tenths = static_cast<long>(value * 10 + (value < 0 ? -0.5f : 0.5f));
  char text[32];
  if (tenths % 10 == 0) {
    std::snprintf(text, sizeof text, "%ld", tenths / 10);
  } else {
    std::snprintf(text, sizeof text, "%s%ld.%ld", tenths < 0 ? "-" : "", std::labs(tenths) / 10,
                  std::labs(tenths) % 10);
  }
  out += text;
}

void append_rect(std::string& out, const char* name, const SemanticRect& rect, float scale) {
  out += ",\"";
  out += name;
  out += "\":[";
  append_number(out, rect.x / scale);
  out += ',';
  append_number(out, rect.y / scale);
  out += ',';
  append_number(out, rect.width / scale);
  out += ',';
  append_number(out, rect.height / scale);
  out += ']';
}

bool in_view(const SemanticNode& node) { return node.visible.width > 0 && node.visible.height > 0; }

bool stands_still(const SemanticNode& before, const SemanticNode& now) {
  if (!in_view(before) && !in_view(now)) return true;
  return before.rect == now.rect && before.visible == now.visible;
}

bool is_same_thing(const SemanticNode& a, const SemanticNode& b) {
  return a.id == b.id && a.parent == b.parent && a.role == b.role && a.states == b.states &&
         a.level == b.level;
}

bool says_the_same(const SemanticNode& a, const SemanticNode& b) {
  return a.text_sequence == b.text_sequence && a.name == b.name && a.value == b.value &&
         a.description == b.description && a.placeholder == b.placeholder &&
         a.shortcut == b.shortcut;
}

void append_text(std::string& out, const char* name, std::string_view text) {
  if (text.empty()) return;
  out += ",\"";
  out += name;
  out += "\":";
  out += json_quoted(text);
}

void append_node(std::string& out, const SemanticNode& node, float scale) {
  char head[64];
  std::snprintf(head, sizeof head, "{\"id\":%u,\"parent\":%d,\"states\":%u,\"role\":", node.id,
                node.parent, node.states);
  out += head;
  out += json_quoted(role_name(node.role));
  if (node.level > 0) {
    std::snprintf(head, sizeof head, ",\"level\":%d", node.level);
    out += head;
  }
  append_text(out, "name", node.name);
  append_text(out, "value", node.value);
  if (node.text_sequence > 0) {
    std::snprintf(head, sizeof head, ",\"typed\":%u", node.text_sequence);
    out += head;
  }
  append_text(out, "description", node.description);
  append_text(out, "placeholder", node.placeholder);
  append_text(out, "shortcut", node.shortcut);
  append_rect(out, "rect", node.rect, scale);
  if (!(node.visible == node.rect)) append_rect(out, "visible", node.visible, scale);
  out += '}';
}

bool holds_items_only(Role role) {
  return role == Role::kTree || role == Role::kListbox || role == Role::kTabList ||
         role == Role::kMenu || role == Role::kList || role == Role::kRadioGroup;
}

}  // namespace

std::string_view role_name(Role role) { return kRoleNames[static_cast<size_t>(role)]; }

void Semantics::clear() {
  nodes_.clear();
  open_.clear();
}

int Semantics::add(SemanticNode node) {
  size_t depth = open_.size();
  while (depth > 0 && node.role == Role::kButton &&
         holds_items_only(nodes_[static_cast<size_t>(open_[depth - 1])].role)) {
    --depth;
  }
  node.parent = depth == 0 ? -1 : open_[depth - 1];
  nodes_.push_back(std::move(node));
  return static_cast<int>(nodes_.size()) - 1;
}

void Semantics::open(SemanticNode container) { open_.push_back(add(std::move(container))); }

void Semantics::close() {
  assert(!open_.empty());
  open_.pop_back();
}

const SemanticNode* Semantics::find(uint32_t id) const {
  for (const SemanticNode& node : nodes_) {
    if (node.id == id) return &node;
  }
  return nullptr;
}

const SemanticNode* Semantics::find(Role role, std::string_view name) const {
  for (const SemanticNode& node : nodes_) {
    if (node.role == role && node.name == name) return &node;
  }
  return nullptr;
}

std::vector<uint32_t> Semantics::duplicate_ids() const {
  std::vector<uint32_t> ids;
  ids.reserve(nodes_.size());
  for (const SemanticNode& node : nodes_) ids.push_back(node.id);
  std::sort(ids.begin(), ids.end());
  std::vector<uint32_t> twice;
  for (size_t i = 1; i < ids.size(); ++i) {
    if (ids[i] == ids[i - 1] && (twice.empty() || twice.back() != ids[i])) twice.push_back(ids[i]);
  }
  return twice;
}

NodesChange change_of(const std::vector<SemanticNode>& before,
                      const std::vector<SemanticNode>& now) {
  if (before.size() != now.size()) return NodesChange::kOther;
  NodesChange change = NodesChange::kNone;
  for (size_t i = 0; i < now.size(); ++i) {
    if (!is_same_thing(before[i], now[i])) return NodesChange::kOther;
    if (!says_the_same(before[i], now[i])) {
      change = NodesChange::kSaid;
    } else if (!stands_still(before[i], now[i])) {
      change = std::max(change, NodesChange::kMoved);
    }
  }
  return change;
}

std::string take_moves(std::vector<SemanticNode>& before, const std::vector<SemanticNode>& now,
                       float scale) {
  std::string out = "[";
  for (size_t i = 0; i < now.size(); ++i) {
    if (stands_still(before[i], now[i])) continue;
    before[i].rect = now[i].rect;
    before[i].visible = now[i].visible;
    if (out.size() > 1) out += ',';
    out += std::to_string(i);
    for (const SemanticRect& rect : {now[i].rect, now[i].visible}) {
      for (const float value : {rect.x, rect.y, rect.width, rect.height}) {
        out += ',';
        append_number(out, value / scale);
      }
    }
  }
  out += ']';
  return out;
}

std::string take_said(std::vector<SemanticNode>& before, const std::vector<SemanticNode>& now,
                      float scale) {
  std::string out = "[";
  for (size_t i = 0; i < now.size(); ++i) {
    if (says_the_same(before[i], now[i])) continue;
    before[i] = now[i];
    out += (out.size() > 1 ? ",[" : "[") + std::to_string(i) + ',';
    append_node(out, now[i], scale);
    out += ']';
  }
  out += ']';
  return out;
}

std::string to_json(const Semantics& semantics, float scale) {
  std::string out = "[";
  out.reserve(semantics.nodes().size() * 160);
  for (const SemanticNode& node : semantics.nodes()) {
    if (out.size() > 1) out += ',';
    append_node(out, node, scale);
  }
  out += ']';
  return out;
}

}  // namespace tollgate::designer
