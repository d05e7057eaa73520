// A field's value and whether it is there may not depend on themselves, however far around: neither
// would have a first value. The finding names the way.
#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "ids.h"
#include "rules.h"
#include "scopes.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/feel/dependencies.h"
#include "tollgate/feel/parse.h"

namespace tollgate::lint {
namespace {

using model::Field;

// A document in which all reads all has as many circles as pairs of fields, each as long as there
// are fields: a person needs a few of them, and the ends of each.
constexpr size_t kMaxCycles = 20;
constexpr size_t kMaxShownFields = 12;

// A condition that looks at the person or the moment hides nothing from rules.
bool reads_viewer(const feel::Ast& ast, const std::vector<feel::Dependency>& reads,
                  const feel::Scope& scope) {
  for (const feel::Dependency& read : reads) {
    if (scope[read.slot].name == "user") return true;
  }
  return feel::reads_clock(ast);
}

// Fields by name ("total", "items.price") and conditions, with what each of them reads. A condition
// is a node of its own: thousands of places in forms may hang on one that reads as many fields.
class Graph {
 public:
  Graph(const model::App& app, Scopes& scopes, const model::Entity& entity)
      : scopes_(scopes), entity_(entity), places_(app.places_in(entity.id)) {
    std::map<std::string, const Field*> fields;
    for (const Field& field : entity.fields) {
      fields[field.id] = &field;
      for (const Field& part : field.fields) fields[name_of(field, part)] = &part;
    }
    nodes_.reserve(fields.size());
    for (const auto& [name, field] : fields) {
      by_name_[name] = static_cast<NodeIndex>(nodes_.size());
      nodes_.push_back({name, field});
    }
    fields_ = nodes_.size();
    for (const Field& field : entity.fields) {
      read_field(field);
      for (const Field& part : field.fields) read_part(field, part);
    }
    for (Node& node : nodes_) put_in_order(node.reads);
  }

  void report_cycles(Findings& findings) {
    for (NodeIndex node = 0; node < fields_; ++node) visit(node, findings);
  }

 private:
  using NodeIndex = uint32_t;

  // Why one needs another, and the place of the rule that says so. The place is kept here and not
  // taken from the field: in a document whose fields share an id, the rule is one's, the node
  // all's.
  struct Read {
    enum class By { kValue, kCondition, kItem };
    By by = By::kValue;
    const std::string* pointer = nullptr;  // in the document
    NodeIndex to = 0;
  };

  struct Node {
    std::string name;              // "": a condition
    const Field* field = nullptr;  // null: a condition
    std::vector<Read> reads = {};  // by name; of one name the first
    bool is_on_path = false;
    bool is_done = false;
  };

  static std::string name_of(const Field& list, const Field& part) {
    return list.id + "." + part.id;
  }

  static void put_in_order(std::vector<Read>& reads) {
    std::stable_sort(reads.begin(), reads.end(),
                     [](const Read& a, const Read& b) { return a.to < b.to; });
    reads.erase(std::unique(reads.begin(), reads.end(),
                            [](const Read& a, const Read& b) { return a.to == b.to; }),
                reads.end());
  }

  std::optional<NodeIndex> node_of(const std::string& name) const {
    const auto found = by_name_.find(name);
    return found == by_name_.end() ? std::nullopt : std::optional(found->second);
  }

  void read_field(const Field& field) {
    const NodeIndex node = by_name_.at(field.id);
    const KnownScope& scope = scopes_.record(entity_.id);
    if (field.computed) read_value(node, *field.computed, scope, nullptr);
    const std::vector<model::FieldPlace>& places = places_[field.id];
    for (const model::FieldPlace& place : places) {
      read_condition(node, place.section->visible, scope, nullptr);
      read_condition(node, place.field->visible ? place.field->visible : field.visible, scope,
                     nullptr);
    }
    if (places.empty()) read_condition(node, field.visible, scope, nullptr);
    for (const Field& part : field.fields) {
      // What a list shows follows from what its items show.
      if (part.visible && part.visible->expression)
        link(node, name_of(field, part), {Read::By::kItem, &part.pointer});
    }
  }

  void read_part(const Field& list, const Field& part) {
    const KnownScope& scope = scopes_.list_item(entity_.id, list);
    const NodeIndex node = by_name_.at(name_of(list, part));
    if (part.computed) read_value(node, *part.computed, scope, &list);
    read_condition(node, part.visible, scope, &list);
  }

  void read_value(NodeIndex node, const model::Expression& expression, const KnownScope& known,
                  const Field* list) {
    const Result<feel::Ast> ast = feel::parse(expression.text, known.scope);
    if (!ast) return;
    for (const feel::Dependency& needed : feel::dependencies(*ast, known.scope)) {
      read(node, needed, known, list, {Read::By::kValue, &expression.pointer});
    }
  }

  void read_condition(NodeIndex node, const std::optional<model::Condition>& condition,
                      const KnownScope& known, const Field* list) {
    if (!condition || !condition->expression) return;
    const model::Expression& expression = *condition->expression;
    const auto [at, is_new] = conditions_.try_emplace(&expression);
    if (is_new) at->second = make_condition(expression, known, list);
    if (at->second) {
      nodes_[node].reads.push_back({Read::By::kCondition, &expression.pointer, *at->second});
    }
  }

  // nullopt: it reads nothing that could lead in a circle.
  std::optional<NodeIndex> make_condition(const model::Expression& expression,
                                          const KnownScope& known, const Field* list) {
    const Result<feel::Ast> ast = feel::parse(expression.text, known.scope);
    if (!ast) return std::nullopt;
    const std::vector<feel::Dependency> reads = feel::dependencies(*ast, known.scope);
    if (reads.empty() || reads_viewer(*ast, reads, known.scope)) return std::nullopt;
    const auto node = static_cast<NodeIndex>(nodes_.size());
    nodes_.emplace_back();
    for (const feel::Dependency& needed : reads) {
      read(node, needed, known, list, {Read::By::kCondition, &expression.pointer});
    }
    return node;
  }

  void read(NodeIndex node, const feel::Dependency& needed, const KnownScope& known,
            const Field* list, const Read& why) {
    const std::string& first = known.scope[needed.slot].name;
    if (list != nullptr && list->find_field(first) != nullptr) {
      link(node, list->id + "." + first, why);
      return;
    }
    link(node, first, why);
    // A list read as a whole needs all computed parts of its items.
    const std::optional<NodeIndex> known_field = node_of(first);
    if (!known_field) return;
    const Field* whole = nodes_[*known_field].field;
    for (const Field& part : whole->fields) {
      const bool read_alone = !needed.path.empty() && needed.path.front() != part.id;
      if (part.computed && !read_alone) link(node, name_of(*whole, part), why);
    }
  }

  void link(NodeIndex from, const std::string& to, Read why) {
    const std::optional<NodeIndex> node = node_of(to);
    if (!node) return;
    why.to = *node;
    nodes_[from].reads.push_back(why);
  }

  struct Frame {
    NodeIndex node;
    size_t next = 0;  // the read that is looked at next
  };

  // Depth first; fields of one entity are at most some thousands, their chain can be as long: the
  // stack is our own.
  void visit(NodeIndex start, Findings& findings) {
    std::vector<Frame> path;
    const auto enter = [&](NodeIndex node) {
      nodes_[node].is_on_path = true;
      path.push_back({node});
    };
    if (!nodes_[start].is_done) enter(start);
    while (!path.empty()) {
      Frame& top = path.back();
      Node& node = nodes_[top.node];
      if (top.next == node.reads.size()) {
        node.is_on_path = false;
        node.is_done = true;
        path.pop_back();
        continue;
      }
      const NodeIndex to = node.reads[top.next++].to;
      if (nodes_[to].is_on_path) {
        if (++cycles_ > kMaxCycles) continue;
        const auto met = std::find_if(path.begin(), path.end(),
                                      [&](const Frame& frame) { return frame.node == to; });
        report(findings, {met, path.end()});
      } else if (!nodes_[to].is_done) {
        enter(to);
      }
    }
  }

  // "List total (lines.total)", with the label of the field itself.
  static LocalizedText words(const Node& node) {
    const model::Text& label = node.field->label;
    const auto with_id = [&](std::string_view locale, const char* open, const char* close) {
      const std::string& text = label.in(locale);
      return text.empty() || text == node.name ? node.name : text + open + node.name + close;
    };
    return {with_id("zh-CN", "（", "）"), with_id("en", " (", ")")};
  }

  // `circle`: the last reads the first.
  void report(Findings& findings, std::vector<Frame> circle) {
    // A circle is told from a field on.
    if (nodes_[circle.front().node].field == nullptr) {
      std::rotate(circle.begin(), circle.begin() + 1, circle.end());
    }
    std::vector<NodeIndex> way;
    const Read* condition = nullptr;
    const Read* value = nullptr;
    for (const Frame& frame : circle) {
      const Node& node = nodes_[frame.node];
      if (node.field != nullptr) way.push_back(frame.node);
      const Read& read = node.reads[frame.next - 1];
      if (condition == nullptr && read.by == Read::By::kCondition) condition = &read;
      if (value == nullptr && read.by == Read::By::kValue) value = &read;
    }
    way.push_back(way.front());
    LocalizedText path;
    for (size_t i = 0; i < way.size(); ++i) {
      // The last ones lead back to the first.
      const bool is_shown = i + 2 >= way.size() || i + 2 < kMaxShownFields;
      if (!is_shown && i + 2 != kMaxShownFields) continue;
      const LocalizedText name = is_shown ? words(nodes_[way[i]]) : LocalizedText{"…", "…"};
      path.zh += (i == 0 ? "" : " → ") + name.zh;
      path.en += (i == 0 ? "" : " → ") + name.en;
    }
    // A list needs its items, and they need something by a rule: a circle has one or the other.
    if (condition == nullptr) {
      findings.error("computed_cycle", "计算字段互相依赖，形成了循环：" + path.zh,
                     "computed fields depend on each other in a circle: " + path.en,
                     *value->pointer);
      return;
    }
    findings.error("visibility_cycle",
                   "字段是否显示取决于它自己，形成了循环：" + path.zh +
                       "。隐藏的字段对规则来说没有值，请让其中一个显示条件不再依赖下一个字段",
                   "whether a field is shown depends on the field itself, in a circle: " + path.en +
                       ". A hidden field has no value for rules: let one of the conditions no "
                       "longer read the next field",
                   *condition->pointer);
  }

  Scopes& scopes_;
  const model::Entity& entity_;
  model::App::FieldPlaces places_;
  std::vector<Node> nodes_;  // fields by name, then conditions
  size_t fields_ = 0;        // so many of them
  std::unordered_map<std::string, NodeIndex> by_name_;
  std::map<const model::Expression*, std::optional<NodeIndex>> conditions_;
  size_t cycles_ = 0;
};

}  // namespace

void value_cycles(const model::App& app, Findings& findings) {
  Scopes scopes(app);
  for (const model::Entity& entity : app.entities) {
    Graph(app, scopes, entity).report_cycles(findings);
  }
}

}  // namespace tollgate::lint
