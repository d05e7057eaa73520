// A computed field may not depend on itself, however far around; the finding names the way.
#include <algorithm>
#include <map>
#include <set>

#include "rules.h"
#include "scopes.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/feel/dependencies.h"
#include "tollgate/feel/parse.h"

namespace tollgate::lint {
namespace {

using model::Field;

// Computed fields by name ("total", "items.price") with the computed fields they read.
class Graph {
 public:
  Graph(Scopes& scopes, const model::Entity& entity) {
    for (const Field& field : entity.fields) {
      if (field.computed) pointers_[field.id] = field.pointer;
      for (const Field& part : field.fields) {
        if (part.computed) pointers_[field.id + "." + part.id] = part.pointer;
      }
    }
    for (const Field& field : entity.fields) {
      if (field.computed) read(field.id, field, nullptr, scopes.record(entity.id));
      for (const Field& part : field.fields) {
        if (!part.computed) continue;
        read(field.id + "." + part.id, part, &field, scopes.list_item(entity.id, field));
      }
    }
  }

  void report_cycles(Findings& findings) {
    for (const auto& [name, pointer] : pointers_) visit(name, findings);
  }

 private:
  void read(const std::string& name, const Field& field, const Field* list,
            const KnownScope& known) {
    const Result<feel::Ast> ast = feel::parse(field.computed->text, known.scope);
    if (!ast) return;
    for (const feel::Dependency& needed : feel::dependencies(*ast, known.scope)) {
      const std::string& first = known.scope[needed.slot].name;
      if (list != nullptr && list->find_field(first) != nullptr) {
        link(name, list->id + "." + first);
      } else {
        link(name, first);
        link_parts(name, first, needed.path);
      }
    }
  }

  // A list read as a whole needs all computed parts of its items.
  void link_parts(const std::string& name, const std::string& list,
                  const std::vector<std::string>& path) {
    for (const auto& [other, pointer] : pointers_) {
      if (!other.starts_with(list + ".")) continue;
      if (path.empty() || other == list + "." + path.front()) link(name, other);
    }
  }

  void link(const std::string& from, const std::string& to) {
    if (pointers_.contains(to)) edges_[from].insert(to);
  }

  // Depth first; fields of one entity are at most some thousands, their chain can be as long: the
  // stack is our own.
  void visit(const std::string& start, Findings& findings) {
    if (done_.contains(start)) return;
    struct Frame {
      std::string name;
      std::set<std::string>::const_iterator next;
    };
    std::vector<Frame> path{{start, edges_[start].begin()}};
    while (!path.empty()) {
      Frame& top = path.back();
      if (top.next == edges_[top.name].end()) {
        done_.insert(top.name);
        path.pop_back();
        continue;
      }
      const std::string to = *top.next++;
      const auto met = std::find_if(path.begin(), path.end(),
                                    [&](const Frame& frame) { return frame.name == to; });
      if (met != path.end()) {
        std::string way;
        for (auto frame = met; frame != path.end(); ++frame) way += frame->name + " → ";
        report(findings, to, way + to);
      } else if (!done_.contains(to)) {
        path.push_back({to, edges_[to].begin()});
      }
    }
  }

  void report(Findings& findings, const std::string& name, const std::string& way) {
    findings.error("computed_cycle", "计算字段互相依赖，形成了循环：" + way,
                   "computed fields depend on each other in a circle: " + way,
                   pointer_child(pointers_[name], "computed"));
  }

  std::map<std::string, std::string> pointers_;
  std::map<std::string, std::set<std::string>> edges_;
  std::set<std::string> done_;
};

}  // namespace

void computed_cycles(const model::App& app, Findings& findings) {
  Scopes scopes(app);
  for (const model::Entity& entity : app.entities) Graph(scopes, entity).report_cycles(findings);
}

}  // namespace tollgate::lint
