// A field's value and whether it is there may not depend on themselves, however far around: neither
// would have a first value. The finding names the way.
#include <algorithm>
#include <map>

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

// Fields by name ("total", "items.price") with the fields that their values and conditions read.
class Graph {
 public:
  Graph(const model::App& app, Scopes& scopes, const model::Entity& entity)
      : scopes_(scopes), entity_(entity), places_(app.places_in(entity.id)) {
    for (const Field& field : entity.fields) {
      fields_[field.id] = {&field, {}};
      for (const Field& part : field.fields) fields_[name_of(field, part)] = {&part, {}};
    }
    for (const Field& field : entity.fields) {
      read_field(field);
      for (const Field& part : field.fields) read_part(field, part);
    }
  }

  void report_cycles(Findings& findings) {
    for (const auto& [name, node] : fields_) visit(name, findings);
  }

 private:
  // Why one field needs another, and the place of the rule that says so. The place is kept here and
  // not taken from the field: in a document whose fields share an id, the rule is one's, the node
  // all's.
  struct Read {
    enum class By { kValue, kCondition, kItem };
    By by = By::kValue;
    std::string pointer;
  };

  struct Node {
    const Field* field = nullptr;
    std::map<std::string, Read> reads;  // by name
    bool is_on_path = false;
    bool is_done = false;
  };

  static std::string name_of(const Field& list, const Field& part) {
    return list.id + "." + part.id;
  }

  void read_field(const Field& field) {
    const KnownScope& scope = scopes_.record(entity_.id);
    if (field.computed) read_value(field.id, *field.computed, scope, nullptr);
    const std::vector<model::FieldPlace>& places = places_[field.id];
    for (const model::FieldPlace& place : places) {
      read_condition(field.id, place.section->visible, scope, nullptr);
      read_condition(field.id, place.field->visible ? place.field->visible : field.visible, scope,
                     nullptr);
    }
    if (places.empty()) read_condition(field.id, field.visible, scope, nullptr);
    for (const Field& part : field.fields) {
      // What a list shows follows from what its items show.
      if (part.visible && part.visible->expression)
        link(field.id, name_of(field, part), {Read::By::kItem, part.pointer});
    }
  }

  void read_part(const Field& list, const Field& part) {
    const KnownScope& scope = scopes_.list_item(entity_.id, list);
    const std::string name = name_of(list, part);
    if (part.computed) read_value(name, *part.computed, scope, &list);
    read_condition(name, part.visible, scope, &list);
  }

  void read_value(const std::string& name, const model::Expression& expression,
                  const KnownScope& known, const Field* list) {
    const Result<feel::Ast> ast = feel::parse(expression.text, known.scope);
    if (!ast) return;
    for (const feel::Dependency& needed : feel::dependencies(*ast, known.scope)) {
      read(name, needed, known, list, {Read::By::kValue, expression.pointer});
    }
  }

  void read_condition(const std::string& name, const std::optional<model::Condition>& condition,
                      const KnownScope& known, const Field* list) {
    if (!condition || !condition->expression) return;
    const Result<feel::Ast> ast = feel::parse(condition->expression->text, known.scope);
    if (!ast) return;
    const std::vector<feel::Dependency> reads = feel::dependencies(*ast, known.scope);
    if (reads_viewer(*ast, reads, known.scope)) return;
    for (const feel::Dependency& needed : reads) {
      read(name, needed, known, list, {Read::By::kCondition, condition->expression->pointer});
    }
  }

  void read(const std::string& name, const feel::Dependency& needed, const KnownScope& known,
            const Field* list, const Read& why) {
    const std::string& first = known.scope[needed.slot].name;
    if (list != nullptr && list->find_field(first) != nullptr) {
      link(name, list->id + "." + first, why);
      return;
    }
    link(name, first, why);
    // A list read as a whole needs all computed parts of its items.
    const auto known_field = fields_.find(first);
    if (known_field == fields_.end()) return;
    const Field* whole = known_field->second.field;
    for (const Field& part : whole->fields) {
      const bool read_alone = !needed.path.empty() && needed.path.front() != part.id;
      if (part.computed && !read_alone) link(name, name_of(*whole, part), why);
    }
  }

  void link(const std::string& from, const std::string& to, const Read& why) {
    if (fields_.contains(to)) fields_[from].reads.emplace(to, why);
  }

  // Depth first; fields of one entity are at most some thousands, their chain can be as long: the
  // stack is our own.
  void visit(const std::string& start, Findings& findings) {
    struct Frame {
      const std::string* name;
      Node* node;
      std::map<std::string, Read>::const_iterator next;
    };
    std::vector<Frame> path;
    const auto enter = [&](const std::string& name, Node& node) {
      node.is_on_path = true;
      path.push_back({&name, &node, node.reads.begin()});
    };
    if (Node& node = fields_[start]; !node.is_done) enter(start, node);
    while (!path.empty()) {
      Frame& top = path.back();
      if (top.next == top.node->reads.end()) {
        top.node->is_on_path = false;
        top.node->is_done = true;
        path.pop_back();
        continue;
      }
      const auto to = fields_.find((top.next++)->first);
      if (to->second.is_on_path) {
        if (++cycles_ > kMaxCycles) continue;
        const auto met = std::find_if(path.begin(), path.end(), [&](const Frame& frame) {
          return frame.node == &to->second;
        });
        std::vector<std::string> way;
        for (auto frame = met; frame != path.end(); ++frame) way.push_back(*frame->name);
        way.push_back(to->first);
        report(findings, way);
      } else if (!to->second.is_done) {
        enter(to->first, to->second);
      }
    }
  }

  // "List total (lines.total)", with the label of the field itself.
  LocalizedText words(const std::string& name) const {
    const model::Text& label = fields_.at(name).field->label;
    const auto with_id = [&](std::string_view locale, const char* open, const char* close) {
      const std::string& text = label.in(locale);
      return text.empty() || text == name ? name : text + open + name + close;
    };
    return {with_id("zh-CN", "（", "）"), with_id("en", " (", ")")};
  }

  void report(Findings& findings, const std::vector<std::string>& way) {
    LocalizedText path;
    const Read* condition = nullptr;
    const Read* value = nullptr;
    for (size_t i = 0; i < way.size(); ++i) {
      // The last ones lead back to the first.
      const bool is_shown = i + 2 >= way.size() || i + 2 < kMaxShownFields;
      if (is_shown || i + 2 == kMaxShownFields) {
        const LocalizedText name = is_shown ? words(way[i]) : LocalizedText{"…", "…"};
        path.zh += (i == 0 ? "" : " → ") + name.zh;
        path.en += (i == 0 ? "" : " → ") + name.en;
      }
      if (i + 1 == way.size()) break;
      const Read& read = fields_[way[i]].reads.at(way[i + 1]);
      if (condition == nullptr && read.by == Read::By::kCondition) condition = &read;
      if (value == nullptr && read.by == Read::By::kValue) value = &read;
    }
    // A list needs its items, and they need something by a rule: a circle has one or the other.
    if (condition == nullptr) {
      findings.error("computed_cycle", "计算字段互相依赖，形成了循环：" + path.zh,
                     "computed fields depend on each other in a circle: " + path.en,
                     value->pointer);
      return;
    }
    findings.error("visibility_cycle",
                   "字段是否显示取决于它自己，形成了循环：" + path.zh +
                       "。隐藏的字段对规则来说没有值，请让其中一个显示条件不再依赖下一个字段",
                   "whether a field is shown depends on the field itself, in a circle: " + path.en +
                       ". A hidden field has no value for rules: let one of the conditions no "
                       "longer read the next field",
                   condition->pointer);
  }

  Scopes& scopes_;
  const model::Entity& entity_;
  model::App::FieldPlaces places_;
  std::map<std::string, Node> fields_;
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
