#include "tollgate/feel/dependencies.h"

#include <algorithm>
#include <map>

namespace tollgate::feel {
namespace {

class DependencyWalk {
 public:
  DependencyWalk(const Ast& ast, const Scope& scope) : ast_(ast), scope_(scope) {}

  std::vector<Dependency> run() {
    visit(ast_.root);
    return std::move(found_);
  }

 private:
  void visit(NodeId id) {
    const Node& node = ast_.node(id);
    switch (node.kind) {
      case NodeKind::kName:
      case NodeKind::kPath:
        visit_path(id);
        return;
      case NodeKind::kFor:
      case NodeKind::kSome:
      case NodeKind::kEvery:
        visit_iterations(node);
        return;
      case NodeKind::kFunction:
        visit_function(node);
        return;
      case NodeKind::kContext:
        visit_context(node);
        return;
      case NodeKind::kFilter:
        visit_filter(node);
        return;
      default:
        for (NodeId child : ast_.children(node)) visit(child);
    }
  }

  // a.b.c: one dependency when it starts at a name, else whatever its start reads.
  void visit_path(NodeId id) {
    std::vector<std::string> path;
    NodeId at = id;
    while (ast_.node(at).kind == NodeKind::kPath) {
      path.push_back(ast_.name(ast_.node(at)));
      at = ast_.children(at)[0];
    }
    if (ast_.node(at).kind != NodeKind::kName) {
      visit(at);
      return;
    }
    const std::string& name = ast_.name(ast_.node(at));
    if (locals_.contains(name)) return;
    const auto slot = scope_.find(name);
    if (!slot) return;
    if (path.empty()) {  // a plain name: one look, however many there are
      if (is_read_plainly_.empty()) is_read_plainly_.resize(scope_.size());
      if (is_read_plainly_[*slot]) return;
      is_read_plainly_[*slot] = true;
      found_.push_back({*slot, {}});
      return;
    }
    std::reverse(path.begin(), path.end());
    Dependency dependency{*slot, std::move(path)};
    if (std::find(found_.begin(), found_.end(), dependency) == found_.end()) {
      found_.push_back(std::move(dependency));
    }
  }

  void visit_iterations(const Node& node) {
    std::vector<std::string> names;
    for (NodeId child : ast_.children(node)) {
      const Node& part = ast_.node(child);
      visit(child);
      if (part.kind != NodeKind::kIteration) continue;
      names.push_back(ast_.name(part));
      enter(names.back());
      if (node.kind == NodeKind::kFor && names.size() == 1) {
        names.push_back("partial");
        enter("partial");
      }
    }
    leave(names);
  }

  void visit_function(const Node& node) {
    std::vector<std::string> names;
    const auto children = ast_.children(node);
    for (size_t i = 0; i < node.index; ++i) names.push_back(ast_.name(ast_.node(children[i])));
    for (const std::string& name : names) enter(name);
    for (size_t i = node.index; i < children.size(); ++i) visit(children[i]);
    leave(names);
  }

  void visit_context(const Node& node) {
    std::vector<std::string> names;
    for (NodeId child : ast_.children(node)) {
      visit(child);
      names.push_back(ast_.name(ast_.node(child)));
      enter(names.back());
    }
    leave(names);
  }

  // Inside the brackets, members of the items hide outer names where the items' type is known;
  // where it is not, a name of the scope may be meant and counts as read.
  void visit_filter(const Node& node) {
    const auto children = ast_.children(node);
    visit(children[0]);
    std::vector<std::string> names = {"item"};
    if (const Type* items = type_of(children[0])) {
      const Type& element = items->kind() == TypeKind::kList ? items->element() : *items;
      for (size_t i = 0; i < element.member_count(); ++i) names.push_back(element.member_name(i));
    }
    for (const std::string& name : names) enter(name);
    visit(children[1]);
    leave(names);
  }

  const Type* type_of(NodeId id) const {
    const Node& node = ast_.node(id);
    if (node.kind == NodeKind::kFilter) return type_of(ast_.children(node)[0]);
    if (node.kind == NodeKind::kName) {
      if (locals_.contains(ast_.name(node))) return nullptr;
      const auto slot = scope_.find(ast_.name(node));
      return slot ? &scope_[*slot].type : nullptr;
    }
    if (node.kind != NodeKind::kPath) return nullptr;
    const Type* source = type_of(ast_.children(node)[0]);
    return source != nullptr && source->kind() == TypeKind::kContext
               ? source->member(ast_.name(node))
               : nullptr;
  }

  void enter(const std::string& name) { ++locals_[name]; }
  void leave(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      const auto at = locals_.find(name);
      if (--at->second == 0) locals_.erase(at);
    }
  }

  const Ast& ast_;
  const Scope& scope_;
  std::map<std::string, int, std::less<>> locals_;
  std::vector<Dependency> found_;
  std::vector<bool> is_read_plainly_;  // by slot
};

}  // namespace

std::vector<Dependency> dependencies(const Ast& ast, const Scope& scope) {
  return DependencyWalk(ast, scope).run();
}

bool reads_clock(const Ast& ast) {
  for (const Node& node : ast.nodes) {
    if (node.kind != NodeKind::kCall) continue;
    const Node& callee = ast.child(node, 0);
    if (callee.kind != NodeKind::kName) continue;
    if (ast.name(callee) == "now" || ast.name(callee) == "today") return true;
  }
  return false;
}

}  // namespace tollgate::feel
