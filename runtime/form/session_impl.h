// The inside of a form session: the record as containers of fields, each with nodes in a graph.
//
// What a field is made of:
//   own          typed or computed, also while the field is hidden
//   seen         what rules see of it: null while the field is hidden; for a list, made of its
//                items' seen values. One node with `own` where the field cannot be hidden
//   visible      own condition, its section's, its list's; a node only where it can change. The
//                same node says whether the field is there for rules, see record/presence.h
//   required, read_only, validations, filter    a node for each expression
//   findings     what is wrong with it: reads seen, visible, required, validations, filter
// A step changes values and lets the graph evaluate what depends on them. Bits in `changed` say
// what to report.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiled_form.h"
#include "tollgate/form/session.h"
#include "tollgate/graph/graph.h"

namespace tollgate::form {

using graph::NodeId;
constexpr NodeId kNoNode = UINT32_MAX;
constexpr uint64_t kMaxStepWork = 200'000'000;  // units; a quarter of a second at most

// Where a value came from: prefill replaces all but what a person typed or the record held.
enum class Origin : uint8_t { kNone, kDefault, kPrefill, kPerson };

enum ChangeBit : uint16_t {
  kValueBit = 1,
  kTextBit = 2,
  kVisibleBit = 4,
  kRequiredBit = 8,
  kReadOnlyBit = 16,
  kPrefilledBit = 32,
  kItemCountBit = 64,
  kCandidatesBit = 128,
  kFindingsBit = 256,
  kAllBits = 0x1ff,
};

struct Container;

// A field's nodes in the graph.
struct FieldNodes {
  NodeId own_node = kNoNode;
  NodeId seen_node = kNoNode;
  NodeId visible_node = kNoNode;
  NodeId required_node = kNoNode;
  NodeId read_only_node = kNoNode;
  NodeId filter_node = kNoNode;
  NodeId findings_node = kNoNode;
  std::vector<NodeId> validation_nodes;
};

struct Field : FieldNodes {
  const FieldRules* rules = nullptr;
  Container* owner = nullptr;
  uint32_t index = 0;  // in the owner

  feel::Value own;   // not for lists: their items have it
  std::string text;  // typed, and no value of the type
  Origin origin = Origin::kNone;
  bool visible = true;  // on the screen
  bool present = true;  // for rules
  bool required = false;
  bool read_only = false;
  model::FieldAccess access = model::FieldAccess::kFull;  // of the person
  std::optional<Diagnostic> value_failure;
  std::optional<Diagnostic> visible_failure;
  std::optional<Diagnostic> required_failure;
  std::optional<Diagnostic> read_only_failure;
  std::optional<Diagnostic> filter_finding;
  std::vector<std::optional<Diagnostic>> validation_findings;
  Diagnostics findings;
  uint16_t changed = 0;
  bool unfinished = false;  // a rule of it waits for the next step

  std::vector<std::unique_ptr<Container>> items;

  const model::Field& model() const { return *rules->model; }
  bool is_withheld() const { return access == model::FieldAccess::kHidden; }
  feel::Value& seen();
  const feel::Value& seen() const;
};

// A record, or an item of a list.
struct Container {
  const ContainerRules* rules = nullptr;
  Container* parent = nullptr;
  Field* list = nullptr;  // the parent's field this is an item of
  std::vector<Field> fields;
  std::vector<feel::Value> values;  // as rules see them; the record's as many as its names
};

inline feel::Value& Field::seen() { return owner->values[index]; }
inline const feel::Value& Field::seen() const { return owner->values[index]; }

// What the field holds, hidden or not; a list's items put together. `kept_only`: what a complete
// save keeps.
feel::Value held_value(const Field& field, bool kept_only = false);

struct Section {
  const SectionRules* rules = nullptr;
  NodeId node = kNoNode;
  bool visible = true;
  bool changed = false;
};

enum class NodeKind : uint8_t {
  kInput,  // set from outside: values, `record`, `user`
  kSection,
  kComputed,
  kSeen,  // of a field that can be hidden
  kList,
  kInitial,  // a default, evaluated once
  kVisible,
  kRequired,
  kReadOnly,
  kFilter,
  kValidation,
  kFindings,
};

struct NodeInfo {
  NodeKind kind = NodeKind::kInput;
  Field* field = nullptr;
  uint32_t number = 0;  // of the section or the validation
  bool reads_clock = false;
};

// Titles of the records that the form refers to: as they are kept, else by their rules.
class ReferredTitles final : public record::TitleSource {
 public:
  ReferredTitles(record::RecordLookup* kept, const record::Titles* rules)
      : kept_(kept), rules_(rules) {}
  std::string of(std::string_view entity, const feel::Value& record) const override {
    const std::string_view id = record::reference_id(record);
    std::string title = kept_ == nullptr ? std::string() : kept_->kept_title(entity, id);
    if (!title.empty()) return title;
    return rules_ == nullptr ? std::string(id) : rules_->of(entity, record);
  }

 private:
  record::RecordLookup* kept_;
  const record::Titles* rules_;
};

class FormSession::Impl {
 public:
  Impl(std::shared_ptr<const FormRules> rules, OpenOptions options);

  void restart(OpenOptions options);

  // steps.cc: what a person or the app does.
  Result<Changes> set(std::string_view path, const Json& value);
  Result<Changes> add_item(std::string_view path, size_t index);
  Result<Changes> remove_item(std::string_view path, size_t index);
  Result<Changes> move_item(std::string_view path, size_t from, size_t to);
  Result<Changes> set_by_rule(std::string_view path, const feel::Value& value);
  Changes set_facts(const record::RecordFacts& facts);
  void set_seen(std::vector<SeenValue> seen);
  void set_stored(const Json& values, record::SettledValues settled);
  Changes refresh();

  // report.cc: what came of it.
  Changes take_changes();
  void forget_changes();
  Changes all_changes();
  bool complete() const;
  std::vector<std::pair<std::string, Diagnostic>> findings() const;
  std::string path_of(const Field& field) const;

  // draft.cc: the record as JSON and back.
  Json values(bool kept_only = false) const;
  Changes drop_hidden();
  void drop_hidden(Container& container);
  Json typed_texts() const;
  Json export_draft() const;
  std::vector<std::string> changed_fields() const;
  void mark_saved();
  const std::set<std::string, std::less<>>& typed_fields() const { return typed_; }

  const CompiledForm& form() const { return rules_->compiled(); }
  record::RuleContext rule_context() const { return {options_.clock, form().time_zone}; }
  record::ValueContext value_context() const {
    return {form().app.get(), form().time_zone, options_.records, &held_files_};
  }
  ReferredTitles titles() const { return {options_.records, form().titles.get()}; }
  Result<Field*> find_field(std::string_view path);
  bool accepts(Field& field, const feel::Value& candidate);

  const std::shared_ptr<const FormRules>& rules() const { return rules_; }
  const Container& root() const { return *root_; }
  const Statistics& statistics() const { return statistics_; }

 private:
  // build.cc: containers and their nodes.
  std::unique_ptr<Container> make_container(const ContainerRules& rules, Container* parent,
                                            Field* list);
  void make_nodes(Container& container);
  void wire(Container& container);
  void wire_list(Field& list);
  void wire_visible(Field& field, NodeId list_visible);
  void remove_nodes(Container& container);
  NodeId add_node(NodeKind kind, Field* field, uint32_t number = 0, bool reads_clock = false);
  std::vector<NodeId> inputs_of(const Container& container, std::span<const uint32_t> slots) const;
  std::vector<NodeId> inputs_of(const Container& container, const record::Rule& rule) const;
  void start_defaults(Container& container);
  void end_defaults();
  void touch_all(Container& container);

  // evaluate.cc: one node at a time.
  bool evaluate(NodeId node);
  bool evaluate_section(Section& section);
  bool evaluate_computed(Field& field, const record::Rule& rule, bool is_default);
  bool evaluate_seen(Field& field);
  bool evaluate_list(Field& field);
  bool evaluate_visible(Field& field);
  bool is_shown_elsewhere(const Field& field);
  void set_own(Field& field, feel::Value value);
  bool evaluate_required(Field& field);
  bool evaluate_read_only(Field& field);
  bool evaluate_filter(Field& field);
  bool evaluate_validation(Field& field, size_t number);
  bool evaluate_findings(Field& field);
  void check_seen(const Field& field, Diagnostics& findings) const;
  void check_referred(const Field& field, Diagnostics& findings) const;
  record::Outcome run(const Container& container, const record::Rule& rule, bool boolean);
  // The slots that rules of the container see, with those in `needed` filled in.
  std::span<const feel::Value> slots_for(const Container& container,
                                         std::span<const uint32_t> needed);
  void settle();
  // A rule that the step had no work left for, see settle().
  void postpone(NodeId node);
  void resume_postponed();
  void settle_with_prefill();
  void run_prefill(const PrefillRules& rules);
  void prefill_again(bool has_draft);
  void wake_clock_readers();

  // held_files.cc: what is known of the files that the record holds now.
  void look_files_up();
  std::vector<record::HeldFile> files_held();
  // settled.cc: fields that changed after they were settled.
  bool update_changed_after();
  std::optional<Diagnostic> changed_after_finding(const Field& field) const;

  // Values.
  bool assign(Field& field, feel::Value value, std::string text, Origin origin);
  Status apply_wire(Field& field, const Json& wire, Origin origin);
  void apply_stored(Field& field, const Json& wire, Origin origin);
  void set_item_count(Field& list, size_t count);
  void apply_items(Field& list, const feel::Value& items, Origin origin);
  void import_texts(const Json& texts);
  void import_origins(const Json& origins);
  void recognise_prefilled();
  void mark_typed(Field& field);
  // permissions.cc
  model::FieldAccess access_of(const FieldRules& rules, const Field* list) const;
  // What a prefill reads as item: the chosen record, or the one that is found.
  struct PrefillItem {
    const model::Entity* entity = nullptr;
    std::string id;
    feel::Value value;
  };
  PrefillItem item_of(const PrefillRules& rules, Diagnostics& problems);
  bool may_prefill(const PrefillItem& item, const AssignmentRule& assignment) const;
  bool is_withheld(const model::Entity& entity, std::string_view field) const;
  void open_record();
  void open(const Json& values);
  Result<Field*> find_list(std::string_view path);

  template <typename Visit>
  void each_field(Container& container, Visit&& visit) {
    for (Field& field : container.fields) {
      visit(field);
      for (auto& item : field.items) each_field(*item, visit);
    }
  }
  template <typename Visit>
  void each_field_in_order(Visit&& visit) const;

  std::shared_ptr<const FormRules> rules_;
  OpenOptions options_;
  graph::Graph graph_;
  std::vector<NodeInfo> nodes_;
  std::vector<Section> sections_;
  std::unique_ptr<Container> root_;
  NodeId record_node_ = kNoNode;
  std::vector<NodeId> postponed_;
  std::vector<Field*> open_defaults_;
  record::HeldFiles held_files_;
  bool files_are_stale_ = false;  // other records may have changed
  std::vector<feel::Value> scratch_;
  std::vector<uint32_t> scratch_used_;
  Json stored_ = Json::object();             // the record as it is stored
  record::SettledValues settled_;            // as of now, also by what is not stored yet
  std::vector<feel::Value> saved_;           // the record's values at opening or at mark_saved
  std::vector<std::string> prefilled_from_;  // by prefill: the record it last filled in from
  std::optional<bool> reported_complete_;
  std::optional<Instant> clock_read_at_;
  std::set<std::string, std::less<>> typed_;
  Statistics statistics_;
};

template <typename Visit>
void FormSession::Impl::each_field_in_order(Visit&& visit) const {
  const auto walk = [&](auto& self, const Field& field) -> void {
    visit(field);
    for (const auto& item : field.items) {
      for (const Field& member : item->fields) self(self, member);
    }
  };
  for (uint32_t index : form().order) walk(walk, root_->fields[index]);
}

}  // namespace tollgate::form
