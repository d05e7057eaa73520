#include "tollgate/record/because.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "tollgate/base/value_members.h"
#include "tollgate/record/message.h"

namespace tollgate::record {
namespace {

using feel::Explanation;
using feel::NodeKind;
using feel::Operator;
using feel::Value;

constexpr size_t kMaxFields = 6;

// What rules know of the record itself (record_view.h), in the words of people.
struct RecordMember {
  std::string_view name, zh, en;
};
constexpr RecordMember kRecordMembers[] = {
    {"id", "记录编号", "Id of the record"},
    {"entity", "数据类型", "Kind of record"},
    {"status", "状态", "Status"},
    {"created_at", "创建时间", "Created at"},
    {"updated_at", "修改时间", "Changed at"},
    {"stage", "阶段", "Stage"},
    {"stage_origin", "阶段的来历", "Origin of the stage"},
    {"stage_holds", "阶段仍成立", "The stage still holds"},
    {"changed_after", "之后改动过的字段", "Changed afterwards"},
};

// A name or path of the scope that took part: "site_photo" or "site_photo.watermarked".
struct Leaf {
  uint32_t slot = 0;
  std::vector<std::string> path;
  bool operator==(const Leaf&) const = default;
};

const feel::Node* find_node(const feel::Ast& ast, const Explanation& e) {
  for (const feel::Node& node : ast.nodes) {
    if (node.kind == e.kind && node.span == e.span) return &node;
  }
  return nullptr;
}

class Collector {
 public:
  Collector(const feel::Ast& ast, const Names& names) : ast_(ast), names_(names) {}

  void visit(const Explanation& e) {
    if (!e.evaluated || leaves_.size() >= kMaxFields) return;
    const feel::Node* node = find_node(ast_, e);
    if (node == nullptr) return visit_children(e);
    if (const std::optional<Leaf> leaf = leaf_of(*node)) {
      if (std::find(leaves_.begin(), leaves_.end(), *leaf) == leaves_.end()) {
        leaves_.push_back(*leaf);
      }
      return;
    }
    if (node->kind == NodeKind::kBinary &&
        (node->op == Operator::kAnd || node->op == Operator::kOr)) {
      return visit_junction(e, node->op == Operator::kAnd);
    }
    visit_children(e);
  }

  const std::vector<Leaf>& leaves() const { return leaves_; }

 private:
  void visit_children(const Explanation& e) {
    for (const Explanation& child : e.children) visit(child);
  }

  // Only the sides that made it come out so: the false ones of a false `and`, the true ones of a
  // true `or`; all of them otherwise.
  void visit_junction(const Explanation& e, bool is_and) {
    const bool decided = is_and ? !e.value.is_true() : e.value.is_true();
    for (const Explanation& child : e.children) {
      const bool counts = is_and ? !child.value.is_true() : child.value.is_true();
      if (!decided || counts) visit(child);
    }
  }

  std::optional<Leaf> leaf_of(const feel::Node& node) const {
    std::vector<std::string> path;
    const feel::Node* at = &node;
    while (at->kind == NodeKind::kPath) {
      path.insert(path.begin(), ast_.name(*at));
      at = &ast_.child(*at, 0);
    }
    if (at->kind != NodeKind::kName) return std::nullopt;
    const std::optional<uint32_t> slot = names_.scope().find(ast_.name(*at));
    if (!slot) return std::nullopt;
    return Leaf{*slot, std::move(path)};
  }

  const feel::Ast& ast_;
  const Names& names_;
  std::vector<Leaf> leaves_;
};

class Sentence {
 public:
  Sentence(const model::App& app, const Names& names, std::span<const Value> slots,
           const TitleSource* titles)
      : app_(app), names_(names), slots_(slots), titles_(titles) {}

  // `only_empty`: the rule has no value because something is not filled in; say only what.
  void add(const Leaf& leaf, bool only_empty) {
    const feel::ScopeName& name = names_.scope()[leaf.slot];
    if (name.name == "record" && leaf.path.size() == 1) return add_of_record(leaf, only_empty);
    const model::Field* field = field_of(leaf.slot);
    LocalizedText label =
        field == nullptr ? LocalizedText{name.name, name.name} : localized(field->label, app_);
    const Value* value = &slots_[leaf.slot];
    for (const std::string& member : leaf.path) {
      if (value->is_null()) break;
      const Value* inner = value->find(member);
      if (inner == nullptr) break;
      value = inner;
      const LocalizedText member_label = label_of(field, member);
      label = {label.zh + "的" + member_label.zh, label.en + ": " + member_label.en};
      field = member_field(field, member);
    }
    const LocalizedText text =
        field == nullptr ? display_of(*value) : display_text(app_, *field, *value, titles_);
    const bool is_empty = value->is_null() || text.empty();
    if (is_empty || !only_empty) add_clause(label, is_empty ? nullptr : &text);
  }

  bool is_empty(const Leaf& leaf) const {
    const Value* value = &slots_[leaf.slot];
    for (const std::string& member : leaf.path) {
      const Value* inner = value->find(member);
      if (inner == nullptr) break;
      value = inner;
    }
    return value->is_null();
  }

  LocalizedText take() && { return std::move(text_); }

 private:
  void add_of_record(const Leaf& leaf, bool only_empty) {
    const std::string& member = leaf.path.front();
    const auto known = std::find_if(std::begin(kRecordMembers), std::end(kRecordMembers),
                                    [&](const RecordMember& each) { return each.name == member; });
    const Value* value = slots_[leaf.slot].find(member);
    if (known == std::end(kRecordMembers) || value == nullptr) return;
    const LocalizedText label{std::string(known->zh), std::string(known->en)};
    if (value->is_null()) return add_clause(label, nullptr);
    if (only_empty) return;
    const LocalizedText text = value->is_list() ? labels_of(*value) : display_of(*value);
    add_clause(label, &text);
  }

  static LocalizedText display_of(const Value& value) {
    return {display_text(value, "zh-CN"), display_text(value, "en")};
  }

  // Of fields by their ids.
  LocalizedText labels_of(const Value& ids) const {
    LocalizedText text;
    for (const Value& id : ids.as_list()) {
      const model::Field* field = names_.entity().find_field(display_text(id, "en"));
      const LocalizedText label = field ? localized(field->label, app_) : display_of(id);
      text.zh += (text.zh.empty() ? "" : "、") + label.zh;
      text.en += (text.en.empty() ? "" : ", ") + label.en;
    }
    return text.zh.empty() ? LocalizedText{"无", "none"} : text;
  }

  void add_clause(const LocalizedText& label, const LocalizedText* value) {
    const LocalizedText clause =
        value == nullptr
            ? LocalizedText{"“" + label.zh + "”未填写", "“" + label.en + "” is not filled in"}
            : LocalizedText{"“" + label.zh + "”为“" + value->zh + "”",
                            "“" + label.en + "” is “" + value->en + "”"};
    // Two members of an empty record say the same: once is enough.
    if (text_.zh.find(clause.zh) != std::string::npos) return;
    if (!text_.empty()) {
      text_.zh += "，";
      text_.en += ", ";
    }
    text_.zh += clause.zh;
    text_.en += clause.en;
  }

  const model::Field* field_of(uint32_t slot) const {
    const SlotSource& source = names_.source(slot);
    if (source.kind != SlotSource::Kind::kField) return nullptr;
    return names_.entity().find_field(names_.scope()[slot].name);
  }

  const model::Field* member_field(const model::Field* field, const std::string& member) const {
    if (field == nullptr || !model::is_reference(field->type)) return nullptr;
    const model::Entity* entity = app_.find_entity(field->entity);
    return entity == nullptr ? nullptr : entity->find_field(member);
  }

  LocalizedText label_of(const model::Field* field, const std::string& member) const {
    if (const model::Field* inner = member_field(field, member)) {
      return localized(inner->label, app_);
    }
    // What a location and a file hold, in words.
    for (const ValueMember& known : kLocationMembers) {
      if (member == known.name) return {std::string(known.zh), std::string(known.en)};
    }
    for (const ValueMember& known : kEvidenceMembers) {
      if (member == known.name) return {std::string(known.zh), std::string(known.en)};
    }
    return {member, member};
  }

  const model::App& app_;
  const Names& names_;
  std::span<const Value> slots_;
  const TitleSource* titles_;
  LocalizedText text_;
};

}  // namespace

LocalizedText because(const model::App& app, const Names& names, const Rule& rule,
                      std::span<const Value> slots, const RuleContext& context,
                      const TitleSource* titles) {
  feel::EvalOptions options;
  options.clock = context.clock;
  options.time_zone = context.time_zone;
  const Explanation explanation = feel::explain(rule.program, slots, options);
  Collector collector(rule.program.ast(), names);
  collector.visit(explanation);
  Sentence sentence(app, names, slots, titles);
  const std::vector<Leaf>& leaves = collector.leaves();
  const bool only_empty = explanation.value.is_null() &&
                          std::any_of(leaves.begin(), leaves.end(),
                                      [&](const Leaf& l) { return sentence.is_empty(l); });
  for (const Leaf& leaf : leaves) sentence.add(leaf, only_empty);
  return std::move(sentence).take();
}

}  // namespace tollgate::record
