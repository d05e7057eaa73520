// The record as JSON: opened from it, saved to it, drafts with all that was typed.
#include <nlohmann/json.hpp>

#include "session_impl.h"

namespace tollgate::form {
namespace {

const char* origin_name(Origin origin) {
  switch (origin) {
    case Origin::kDefault:
      return "default";
    case Origin::kPrefill:
      return "prefill";
    default:
      return nullptr;
  }
}

bool is_kept(const Field& field) { return field.present || field.model().keep_when_hidden; }

const Json& member_or_empty(const Json& object, const char* name) {
  static const Json kEmpty = Json::object();
  if (!object.is_object()) return kEmpty;
  const auto found = object.find(name);
  return found != object.end() && found->is_object() ? *found : kEmpty;
}

}  // namespace

feel::Value held_value(const Field& field, bool kept_only) {
  if (kept_only && !is_kept(field)) return {};
  if (!field.rules->items || field.rules->computed) return field.own;
  // Of a list that is kept though it is hidden, all of it is.
  std::vector<feel::Value> items;
  for (const auto& item : field.items) {
    std::vector<std::pair<std::string, feel::Value>> members;
    members.reserve(item->fields.size());
    for (const Field& member : item->fields) {
      members.emplace_back(member.model().id, held_value(member, kept_only && field.present));
    }
    items.push_back(feel::Value::context(std::move(members)));
  }
  return items.empty() ? feel::Value() : feel::Value::list(std::move(items));
}

FormSession::Impl::Impl(std::shared_ptr<const FormRules> rules, OpenOptions options)
    : rules_(std::move(rules)), options_(std::move(options)) {
  root_ = make_container(*form().root, nullptr, nullptr);
  record_node_ = add_node(NodeKind::kInput, nullptr);
  for (uint32_t i = 0; i < form().sections.size(); ++i) {
    const SectionRules& section = form().sections[i];
    Section& state = sections_.emplace_back();
    state.rules = &section;
    state.visible = section.visible.constant;
    if (section.visible.rule) {
      state.node = add_node(NodeKind::kSection, nullptr, i, section.visible.rule->reads_clock);
    }
  }
  make_nodes(*root_);
  wire(*root_);
  for (const Section& section : sections_) {
    if (section.node != kNoNode) {
      graph_.set_inputs(section.node, inputs_of(*root_, *section.rules->visible.rule));
    }
  }
  open_record();
}

// The graph of the record's own fields stays as it was made; all else is as in a new session.
void FormSession::Impl::restart(OpenOptions options) {
  options_ = std::move(options);
  postponed_.clear();
  open_defaults_.clear();
  held_files_ = {};
  files_are_stale_ = false;
  reported_complete_.reset();
  clock_read_at_.reset();
  typed_.clear();
  for (Field& field : root_->fields) set_item_count(field, 0);
  std::unique_ptr<Container> fresh = make_container(*form().root, nullptr, nullptr);
  for (size_t i = 0; i < root_->fields.size(); ++i) {
    Field& field = root_->fields[i];
    Field& next = fresh->fields[i];
    static_cast<FieldNodes&>(next) = std::move(static_cast<FieldNodes&>(field));
    next.owner = root_.get();
    field = std::move(next);
  }
  root_->values = std::move(fresh->values);
  for (Section& section : sections_) {
    section.visible = section.rules->visible.constant;
    section.changed = false;
  }
  for (NodeId node = 0; node < nodes_.size(); ++node) {
    if (nodes_[node].kind != NodeKind::kInput) graph_.invalidate(node);
  }
  open_record();
}

void FormSession::Impl::open_record() {
  stored_ = Json::object();
  if (!options_.is_new && options_.values.is_object()) stored_ = options_.values;
  settled_ = options_.settled;
  const record::Names& names = form().root->names;
  if (options_.facts.entity.empty()) options_.facts.entity = form().entity->id;
  root_->values[names.record()] = record::to_feel(options_.facts, value_context());
  root_->values[names.user()] = options_.user;
  saved_.assign(root_->fields.size(), {});
  prefilled_from_.assign(form().prefill.size(), {});

  const bool has_draft = options_.draft.is_object();
  if (!options_.is_new || !has_draft) open(options_.values);
  if (!options_.is_new) {
    settle();
    mark_saved();
  }
  if (has_draft) {
    open(member_or_empty(options_.draft, "values"));
    import_texts(member_or_empty(options_.draft, "texts"));
    import_origins(member_or_empty(options_.draft, "origins"));
  }
  if (options_.clock != nullptr) clock_read_at_ = options_.clock->now();
  if (options_.is_new && !has_draft) {
    start_defaults(*root_);
    settle();
    end_defaults();
    settle_with_prefill();
  } else {
    settle();
    if (!has_draft) recognise_prefilled();
    for (size_t i = 0; i < prefilled_from_.size(); ++i) {
      prefilled_from_[i] = record::reference_id(root_->fields[form().prefill[i].from].seen());
    }
    if (options_.is_new || options_.facts.status == "draft") prefill_again(has_draft);
    if (update_changed_after()) settle();
  }
  forget_changes();
  options_.values = nullptr;
  options_.draft = nullptr;
  statistics_ = {};
}

// A record in the making may have been planned long ago, or come by an import: what is found is
// looked for again, and what was never filled in is filled in now.
void FormSession::Impl::prefill_again(bool has_draft) {
  for (const PrefillRules& rules : form().prefill) {
    if (rules.find || !has_draft) run_prefill(rules);
  }
  settle();
}

void FormSession::Impl::open(const Json& values) {
  if (!values.is_object()) return;
  for (Field& field : root_->fields) {
    if (field.rules->computed) continue;
    const auto found = values.find(field.model().id);
    apply_stored(field, found == values.end() ? Json() : *found, Origin::kPerson);
  }
}

void FormSession::Impl::import_texts(const Json& texts) {
  for (const auto& [path, text] : texts.items()) {
    Result<Field*> field = find_field(path);
    if (!field || !text.is_string() || (*field)->rules->items) continue;
    const std::string& typed = text.get_ref<const std::string&>();
    if (typed.size() <= limits::kTextBytes) {
      assign(**field, feel::Value::null(), typed, Origin::kPerson);
    }
  }
}

void FormSession::Impl::import_origins(const Json& origins) {
  for (const auto& [path, name] : origins.items()) {
    Result<Field*> field = find_field(path);
    if (!field || held_value(**field).is_null()) continue;
    if (name == "prefill") (*field)->origin = Origin::kPrefill;
    if (name == "default") (*field)->origin = Origin::kDefault;
  }
}

Json FormSession::Impl::values(bool kept_only) const {
  Json values = Json::object();
  for (const Field& field : root_->fields) {
    const feel::Value value = held_value(field, kept_only);
    if (!value.is_null()) values[field.model().id] = record::to_wire(field.model(), value);
  }
  return values;
}

void FormSession::Impl::drop_hidden(Container& container) {
  for (Field& field : container.fields) {
    if (field.present || field.model().keep_when_hidden || field.rules->computed) {
      if (field.present) {
        for (auto& item : field.items) drop_hidden(*item);
      }
      continue;
    }
    if (field.rules->items) {
      apply_items(field, feel::Value::null(), Origin::kNone);
    } else {
      assign(field, feel::Value::null(), "", Origin::kNone);
    }
  }
}

Changes FormSession::Impl::drop_hidden() {
  drop_hidden(*root_);
  settle_with_prefill();
  return take_changes();
}

Json FormSession::Impl::typed_texts() const {
  Json texts = Json::object();
  each_field_in_order([&](const Field& field) {
    if (!field.text.empty()) texts[path_of(field)] = field.text;
  });
  return texts;
}

Json FormSession::Impl::export_draft() const {
  Json origins = Json::object();
  each_field_in_order([&](const Field& field) {
    if (const char* name = origin_name(field.origin)) origins[path_of(field)] = name;
  });
  return {{"values", values()}, {"texts", typed_texts()}, {"origins", std::move(origins)}};
}

std::vector<std::string> FormSession::Impl::changed_fields() const {
  std::vector<std::string> ids;
  for (size_t i = 0; i < root_->fields.size(); ++i) {
    // On the wire: what was looked up about a file is no change of it.
    const model::Field& model = root_->fields[i].model();
    if (record::to_wire(model, held_value(root_->fields[i])) != record::to_wire(model, saved_[i])) {
      ids.push_back(model.id);
    }
  }
  return ids;
}

void FormSession::Impl::mark_saved() {
  for (size_t i = 0; i < root_->fields.size(); ++i) saved_[i] = held_value(root_->fields[i]);
}

}  // namespace tollgate::form
