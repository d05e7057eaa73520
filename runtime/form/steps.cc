// What a person, or the app itself, does to the record.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "session_impl.h"

#include "tollgate/base/session_errors.h"
#include "tollgate/record/field_behavior.h"

namespace tollgate::form {
namespace {

using feel::Value;

Diagnostic unknown_field(std::string_view path, std::string_view wanted,
                         const ContainerRules& container) {
  std::vector<std::string> names;
  for (const FieldRules& field : container.fields) names.push_back(field.model->id);
  return make_error(session_errors::kUnknownField,
                    {"没有“" + std::string(path) + "”这个字段。",
                     "There is no field “" + std::string(path) + "”."},
                    {.source = std::string(path)}, nearest_names(wanted, names));
}

// To whom a field is hidden, there is none.
Diagnostic withheld(const Field& field, std::string_view path) {
  std::vector<std::string> names;
  for (const Field& other : field.owner->fields) {
    if (!other.is_withheld()) names.push_back(other.model().id);
  }
  return make_error(session_errors::kUnknownField,
                    {"没有“" + std::string(path) + "”这个字段。",
                     "There is no field “" + std::string(path) + "”."},
                    {.source = std::string(path)}, nearest_names(field.model().id, names));
}

Diagnostic read_only(const Field& field, std::string_view path) {
  return make_error(session_errors::kReadOnly,
                    {"“" + field.rules->label.zh + "”不能修改。",
                     "“" + field.rules->label.en + "” cannot be changed."},
                    {.source = std::string(path)});
}

Diagnostic wrong_value(const FieldRules& field) {
  const std::string type(model::name_of(field.model->type));
  return make_error("form.wrong_value",
                    {"“" + field.label.zh + "”的值应是 " + type + " 类型的 JSON。",
                     "The value of “" + field.label.en + "” must be JSON of type " + type + "."},
                    {.source = field.model->id});
}

Diagnostic too_long(const FieldRules& field) {
  const std::string limit = std::to_string(limits::kTextBytes);
  return make_error(
      "form.too_long",
      {"“" + field.label.zh + "”的内容太长，最多 " + limit + " 字节。",
       "“" + field.label.en + "” is too long; it may have at most " + limit + " bytes."},
      {.source = field.model->id});
}

Diagnostic too_many_items(const FieldRules& field) {
  const std::string limit = std::to_string(limits::kListItems);
  return make_error("form.too_many_items",
                    {"“" + field.label.zh + "”最多 " + limit + " 项。",
                     "“" + field.label.en + "” may have at most " + limit + " items."},
                    {.source = field.model->id});
}

std::optional<Diagnostic> check_wire(const FieldRules& field, const Json& wire);

std::optional<Diagnostic> check_item(const FieldRules& list, const Json& item) {
  if (!item.is_object()) return wrong_value(list);
  for (const FieldRules& member : list.items->fields) {
    const auto found = item.find(member.model->id);
    if (found == item.end() || member.computed) continue;
    if (std::optional<Diagnostic> bad = check_wire(member, *found)) return bad;
  }
  for (const auto& [name, value] : item.items()) {
    if (list.model->find_field(name) == nullptr) {
      return unknown_field(list.model->id + "/" + record::shortened(name), name, *list.items);
    }
  }
  return std::nullopt;
}

// Whether a person could have given this JSON; nothing is changed before all of it was looked at.
std::optional<Diagnostic> check_wire(const FieldRules& field, const Json& wire) {
  if (wire.is_null()) return std::nullopt;
  if (wire.is_string()) {
    if (wire.get_ref<const std::string&>().size() > limits::kTextBytes) return too_long(field);
    // Typed text is kept whatever it is; these are never typed.
    const bool is_typed = model::info_of(field.model->type).is_typed;
    if (!is_typed && !wire.get_ref<const std::string&>().empty()) return wrong_value(field);
    return std::nullopt;
  }
  if (!model::is_list(field.model->type)) {
    // The context has no lookup: only the shape counts here.
    if (!record::read_value(*field.model, wire, {})) return wrong_value(field);
    return std::nullopt;
  }
  if (!wire.is_array()) return wrong_value(field);
  if (wire.size() > limits::kListItems) return too_many_items(field);
  for (const Json& item : wire) {
    if (std::optional<Diagnostic> bad = check_item(field, item)) return bad;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Diagnostic> cannot_be_typed(const FormRules& rules, std::string_view field,
                                          const Json& value) {
  const ContainerRules& root = *rules.compiled().root;
  for (const FieldRules& one : root.fields) {
    if (one.model->id == field) return check_wire(one, value);
  }
  return unknown_field(field, field, root);
}

Result<Field*> FormSession::Impl::find_field(std::string_view path) {
  Container* container = root_.get();
  std::string_view rest = path;
  for (;;) {
    const std::string_view id = rest.substr(0, rest.find('/'));
    Field* field = nullptr;
    for (Field& candidate : container->fields) {
      if (candidate.model().id == id) field = &candidate;
    }
    if (field == nullptr) return unknown_field(path, id, *container->rules);
    if (id.size() == rest.size()) return field;
    rest.remove_prefix(id.size() + 1);
    const std::string_view number = rest.substr(0, rest.find('/'));
    size_t index = 0;
    const bool is_number = !number.empty() && number.size() <= 4 &&
                           std::all_of(number.begin(), number.end(), [&](char c) {
                             index = index * 10 + static_cast<size_t>(c - '0');
                             return c >= '0' && c <= '9';
                           });
    if (!is_number || index >= field->items.size() || number.size() == rest.size()) {
      return unknown_field(path, id, *container->rules);
    }
    rest.remove_prefix(number.size() + 1);
    container = field->items[index].get();
  }
}

bool FormSession::Impl::assign(Field& field, Value value, std::string text, Origin origin) {
  if (value.is_null() && text.empty()) origin = Origin::kNone;
  const bool was_prefilled = field.origin == Origin::kPrefill;
  const bool value_differs = !record::same_value(value, field.own);
  const bool text_differs = text != field.text;
  field.origin = origin;
  if (was_prefilled != (origin == Origin::kPrefill)) field.changed |= kPrefilledBit;
  if (!value_differs && !text_differs) return false;
  if (text_differs) {
    field.text = std::move(text);
    field.changed |= kTextBit;
    if (field.findings_node != kNoNode) graph_.invalidate(field.findings_node);
  }
  if (value_differs) {
    set_own(field, std::move(value));
    field.changed |= kValueBit;
    graph_.changed(field.own_node);
  }
  // Whatever a failed default or prefill said is over.
  if (field.value_failure && !field.rules->computed) {
    field.value_failure.reset();
    if (field.findings_node != kNoNode) graph_.invalidate(field.findings_node);
  }
  return true;
}

void FormSession::Impl::set_item_count(Field& list, size_t count) {
  if (list.items.size() == count) return;
  while (list.items.size() > count) {
    remove_nodes(*list.items.back());
    list.items.pop_back();
  }
  while (list.items.size() < count) {
    list.items.push_back(make_container(*list.rules->items, list.owner, &list));
    make_nodes(*list.items.back());
    wire(*list.items.back());
    touch_all(*list.items.back());
  }
  list.changed |= kItemCountBit;
  wire_list(list);
}

// Reads JSON that check_wire let pass.
void FormSession::Impl::apply_stored(Field& field, const Json& wire, Origin origin) {
  if (field.rules->computed && field.owner->parent != nullptr) return;
  if (field.rules->items && !field.rules->computed) {
    const size_t count = wire.is_array() ? std::min(wire.size(), limits::kListItems) : 0;
    set_item_count(field, count);
    for (size_t i = 0; i < count; ++i) {
      for (Field& member : field.items[i]->fields) {
        const auto found = wire[i].find(member.model().id);
        apply_stored(member, found == wire[i].end() ? Json() : *found, origin);
      }
    }
    field.origin = count == 0 ? Origin::kNone : origin;
    return;
  }
  std::optional<Value> value = record::read_value(field.model(), wire, value_context());
  if (value) {
    assign(field, *std::move(value), "", origin);
  } else if (wire.is_string()) {
    assign(field, Value::null(), wire.get<std::string>(), origin);
  }
}

Status FormSession::Impl::apply_wire(Field& field, const Json& wire, Origin origin) {
  if (std::optional<Diagnostic> bad = check_wire(*field.rules, wire)) return *std::move(bad);
  apply_stored(field, wire, origin);
  return ok_status();
}

void FormSession::Impl::apply_items(Field& list, const Value& items, Origin origin) {
  const size_t count = items.is_list() ? std::min(items.as_list().size(), limits::kListItems) : 0;
  set_item_count(list, count);
  for (size_t i = 0; i < count; ++i) {
    for (Field& member : list.items[i]->fields) {
      if (member.rules->computed) continue;
      const Value* value = items.as_list()[i].find(member.model().id);
      if (member.rules->items) {
        apply_items(member, value == nullptr ? Value::null() : *value, origin);
      } else {
        assign(member, value == nullptr ? Value::null() : *value, "", origin);
      }
    }
  }
  const bool was_prefilled = list.origin == Origin::kPrefill;
  list.origin = count == 0 ? Origin::kNone : origin;
  if (was_prefilled != (list.origin == Origin::kPrefill)) list.changed |= kPrefilledBit;
  graph_.invalidate(list.seen_node);
}

void FormSession::Impl::mark_typed(Field& field) {
  const Field* own = &field;
  while (own->owner->list != nullptr) own = own->owner->list;
  typed_.insert(own->model().id);
  for (Field* list = field.owner->list; list != nullptr; list = list->owner->list) {
    if (list->origin == Origin::kPrefill) list->changed |= kPrefilledBit;
    list->origin = Origin::kPerson;
  }
}

Result<Changes> FormSession::Impl::set(std::string_view path, const Json& value) {
  Result<Field*> found = find_field(path);
  if (!found) return std::move(found).error();
  Field& field = **found;
  if (field.is_withheld()) return withheld(field, path);
  if (field.read_only) return read_only(field, path);
  ++statistics_.steps;
  wake_clock_readers();
  Status applied = apply_wire(field, value, Origin::kPerson);
  if (!applied) return std::move(applied).error();
  mark_typed(field);
  settle_with_prefill();
  return take_changes();
}

Result<Changes> FormSession::Impl::set_by_rule(std::string_view path, const Value& value) {
  Result<Field*> found = find_field(path);
  if (!found) return std::move(found).error();
  Field& field = **found;
  if (field.rules->computed) return read_only(field, path);
  std::optional<Value> fitted = record::fit_value(field.model(), value, value_context());
  if (!fitted) return wrong_value(*field.rules);
  ++statistics_.steps;
  wake_clock_readers();
  if (field.rules->items) {
    apply_items(field, *fitted, Origin::kPerson);
  } else {
    assign(field, *std::move(fitted), "", Origin::kPerson);
  }
  settle_with_prefill();
  return take_changes();
}

Result<Field*> FormSession::Impl::find_list(std::string_view path) {
  Result<Field*> found = find_field(path);
  if (!found) return found;
  if ((*found)->is_withheld()) return withheld(**found, path);
  if (!(*found)->rules->items || (*found)->rules->computed) {
    return make_error("form.not_a_list",
                      {"“" + (*found)->rules->label.zh + "”不是列表。",
                       "“" + (*found)->rules->label.en + "” is no list."},
                      {.source = std::string(path)});
  }
  if ((*found)->read_only) return read_only(**found, path);
  return found;
}

Result<Changes> FormSession::Impl::add_item(std::string_view path, size_t index) {
  Result<Field*> found = find_list(path);
  if (!found) return std::move(found).error();
  Field& list = **found;
  const size_t limit =
      list.model().max_items ? static_cast<size_t>(*list.model().max_items) : limits::kListItems;
  if (list.items.size() >= std::max<size_t>(limit, 1) || list.items.size() >= limits::kListItems) {
    const std::string count = std::to_string(std::min(limit, limits::kListItems));
    return make_error("form.too_many_items",
                      {"“" + list.rules->label.zh + "”最多 " + count + " 项，不能再加。",
                       "“" + list.rules->label.en + "” may have at most " + count +
                           " items; no more can be added."},
                      {.source = std::string(path)});
  }
  ++statistics_.steps;
  wake_clock_readers();
  set_item_count(list, list.items.size() + 1);
  start_defaults(*list.items.back());
  if (index < list.items.size() - 1) {
    std::rotate(list.items.begin() + static_cast<std::ptrdiff_t>(index), list.items.end() - 1,
                list.items.end());
    for (size_t i = index; i < list.items.size(); ++i) touch_all(*list.items[i]);
  }
  settle();
  end_defaults();
  list.origin = Origin::kPerson;
  mark_typed(list);
  settle_with_prefill();
  return take_changes();
}

Result<Changes> FormSession::Impl::remove_item(std::string_view path, size_t index) {
  Result<Field*> found = find_list(path);
  if (!found) return std::move(found).error();
  return move_item(path, index, limits::kListItems);
}

// Moving an item out of the list removes it.
Result<Changes> FormSession::Impl::move_item(std::string_view path, size_t from, size_t to) {
  Result<Field*> found = find_list(path);
  if (!found) return std::move(found).error();
  Field& list = **found;
  const bool removes = to == limits::kListItems;
  if (from >= list.items.size() || (!removes && to >= list.items.size())) {
    return make_error("form.unknown_item",
                      {"“" + list.rules->label.zh + "”没有这一项，它有 " +
                           std::to_string(list.items.size()) + " 项。",
                       "“" + list.rules->label.en + "” has no such item; it has " +
                           std::to_string(list.items.size()) + "."},
                      {.source = std::string(path)});
  }
  ++statistics_.steps;
  wake_clock_readers();
  const auto first = list.items.begin() + static_cast<std::ptrdiff_t>(from);
  if (removes) {
    remove_nodes(*list.items[from]);
    list.items.erase(first);
    list.changed |= kItemCountBit;
  } else {
    const auto last = list.items.begin() + static_cast<std::ptrdiff_t>(to);
    if (from < to) {
      std::rotate(first, first + 1, last + 1);
    } else {
      std::rotate(last, first, first + 1);
    }
  }
  const size_t begin = removes ? from : std::min(from, to);
  const size_t end = removes ? list.items.size() : std::max(from, to) + 1;
  for (size_t i = begin; i < end; ++i) touch_all(*list.items[i]);
  list.origin = list.items.empty() ? Origin::kNone : Origin::kPerson;
  mark_typed(list);
  wire_list(list);
  settle_with_prefill();
  return take_changes();
}

Changes FormSession::Impl::set_facts(const record::RecordFacts& facts) {
  options_.facts = facts;
  files_are_stale_ = true;
  ++statistics_.steps;
  wake_clock_readers();
  root_->values[root_->rules->names.record()] = record::to_feel(facts, value_context());
  graph_.changed(record_node_);
  settle_with_prefill();
  return take_changes();
}

void FormSession::Impl::set_seen(std::vector<SeenValue> seen) {
  options_.seen = std::move(seen);
  for (const Field& field : root_->fields) {
    if (field.findings_node != kNoNode) graph_.invalidate(field.findings_node);
  }
}

Changes FormSession::Impl::refresh() {
  files_are_stale_ = true;
  ++statistics_.steps;
  wake_clock_readers();
  settle_with_prefill();
  return take_changes();
}

}  // namespace tollgate::form
