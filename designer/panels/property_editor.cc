// One member of an object, edited by what the schema says it is.
#include <algorithm>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "help_scope.h"
#include "names.h"
#include "panels.h"
#include "tollgate/base/json.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/base/typed_number.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/widgets/controls.h"

namespace tollgate::designer {
namespace {

// "12.5" as a JSON number; none when it is none.
std::optional<Json> number_of(const std::string& text, bool integer) {
  const std::optional<Decimal> number = read_typed_number(text);
  if (!number) return std::nullopt;
  Result<Json> parsed = parse_json(number->to_text());
  if (!parsed || !parsed->is_number()) return std::nullopt;
  if (integer && !parsed->is_number_integer()) return std::nullopt;
  return *std::move(parsed);
}

// "1.0" and "1万" stay as they are typed until the field is left, and mean 1 and 10000 meanwhile.
void keep_typed(DesignSession& session, const std::string& pointer, const std::string& typed,
                const std::string& stored) {
  if (typed != stored) session.drafts[pointer] = typed;
}

void number_editor(DesignSession& session, const std::string& pointer, const Property& property,
                   std::string_view name) {
  Ui& ui = session.ui;
  const Json* value = session.at(pointer);
  const auto draft = session.drafts.find(pointer);
  std::string text;
  if (draft != session.drafts.end()) {
    text = draft->second;
  } else if (value != nullptr && value->is_number()) {
    text = number_text(*value);
  } else if (value != nullptr && value->is_string()) {
    text = value->get<std::string>();
  }
  std::string problem = session.problem_at(pointer);
  const bool integer = property.kind == PropertyKind::kInteger;
  if (draft != session.drafts.end() && !number_of(draft->second, integer)) {
    problem = ui.tr("请填写数字", "Enter a number");
  }
  caption(ui, name, property.required);
  if (session.takes_focus(pointer)) ui.request_focus(ImGui::GetID(pointer.c_str()));
  const TextFieldSpec spec{
      .name = name, .problem = problem, .numeric = true, .required = property.required};
  if (auto typed = text_field(ui, pointer.c_str(), text, spec)) {
    session.drafts.erase(pointer);
    if (typed->empty() && !property.required) {
      session.run(UnsetProperty{pointer});
    } else if (property.kind == PropertyKind::kNumberOrString) {
      // What is no number may be a date, or on its way to a number.
      const std::optional<Decimal> number = read_typed_number(*typed);
      keep_typed(session, pointer, *typed, number ? number->to_text() : *typed);
      session.run(SetProperty{pointer, number ? number->to_text() : *std::move(typed), true});
    } else if (auto number = number_of(*typed, integer)) {
      keep_typed(session, pointer, *typed, number_text(*number));
      session.run(SetProperty{pointer, *std::move(number), true});
    } else {
      session.drafts[pointer] = *std::move(typed);
    }
  }
  if (ui.lost_focus(ImGui::GetID(pointer.c_str()))) {
    session.drafts.erase(pointer);
    session.document.seal();
  }
  gap(ui, 8);
}

void string_editor(DesignSession& session, const std::string& pointer, const Property& property,
                   std::string_view name) {
  Ui& ui = session.ui;
  const Json* value = session.at(pointer);
  const std::string text =
      value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
  const std::string problem = session.problem_at(pointer);
  caption(ui, name, property.required);
  if (session.takes_focus(pointer)) ui.request_focus(ImGui::GetID(pointer.c_str()));
  const TextFieldSpec spec{.name = name,
                           .problem = problem,
                           .mono = property.name == "pattern",
                           .disabled = property.kind == PropertyKind::kOwnId,
                           .required = property.required};
  if (auto typed = text_field(ui, pointer.c_str(), text, spec)) {
    if (typed->empty() && !property.required) {
      session.run(UnsetProperty{pointer});
    } else {
      session.run(SetProperty{pointer, *std::move(typed), true});
    }
  }
  if (ui.lost_focus(ImGui::GetID(pointer.c_str()))) session.document.seal();
  gap(ui, 8);
}

void choice_editor(DesignSession& session, const std::string& pointer, const Property& property,
                   std::string_view name, std::span<const Choice> choices) {
  Ui& ui = session.ui;
  const Json* value = session.at(pointer);
  const std::string current =
      value != nullptr && value->is_string() ? value->get<std::string>() : std::string();
  const std::string problem = session.problem_at(pointer);
  caption(ui, name, property.required);
  const ComboSpec spec{.name = name,
                       .empty_label = ui.tr("（未设置）", "(not set)"),
                       .problem = problem,
                       .clearable = !property.required};
  if (session.takes_focus(pointer)) {
    ImGui::PushID(pointer.c_str());
    ui.request_focus(ImGui::GetID("box"));
    ImGui::PopID();
  }
  if (auto picked = combo(ui, pointer.c_str(), current, choices, spec)) {
    if (picked->empty()) {
      session.run(UnsetProperty{pointer});
    } else if (property.kind == PropertyKind::kVariant) {
      const std::string object(pointer_parent(pointer));
      session.run(SetProperty{object, as_kind(session.json(), object, *picked), false});
    } else {
      session.run(SetProperty{pointer, *std::move(picked), false});
    }
  }
  gap(ui, 8);
}

std::vector<Choice> as_choices(std::vector<Candidate> candidates) {
  std::vector<Choice> choices;
  choices.reserve(candidates.size());
  for (Candidate& candidate : candidates) {
    choices.push_back({std::move(candidate.id), std::move(candidate.label), Icon::kNone});
  }
  return choices;
}

// One entry of a list of texts or ids, with its problem. What it becomes, when it was changed.
std::optional<std::string> entry_editor(DesignSession& session, const std::string& place,
                                        const std::string& text, std::string_view spoken,
                                        const std::vector<Choice>* choices) {
  Ui& ui = session.ui;
  const std::string problem = session.problem_at(place);
  const float width = ImGui::GetContentRegionAvail().x - ui.px(32);
  const bool wants_focus = session.takes_focus(place);
  if (choices == nullptr) {
    if (wants_focus) ui.request_focus(ImGui::GetID("entry"));
    return text_field(ui, "entry", text, {.name = spoken, .problem = problem, .width = width});
  }
  if (wants_focus) {
    ImGui::PushID("entry");
    ui.request_focus(ImGui::GetID("box"));
    ImGui::PopID();
  }
  return combo(ui, "entry", text, *choices, {.name = spoken, .problem = problem, .width = width});
}

// Each entry of such a list is a row with its own editor; below them one more can be added.
void list_editor(DesignSession& session, std::string_view object, const std::string& pointer,
                 const Property& property, std::string_view name) {
  Ui& ui = session.ui;
  const Json* list = session.at(pointer);
  const size_t count = list != nullptr && list->is_array() ? list->size() : 0;
  const bool references = property.kind == PropertyKind::kReferenceList;
  const std::vector<Choice> choices =
      references ? as_choices(reference_candidates(session, object, property.name))
                 : std::vector<Choice>();
  caption(ui, name, property.required);
  if (const std::string problem = session.problem_at(pointer); !problem.empty()) {
    notice(ui, (pointer + "#problem").c_str(), problem, true);
    gap(ui, 6);
  }
  std::optional<Command> command;
  std::string next_focus;
  std::string removed;  // what went is called
  ImGui::PushID(pointer.c_str());
  {
    SemanticGroup group(ui, "list", Role::kGroup, name);
    for (size_t i = 0; i < count; ++i) {
      const std::string place = pointer_child(pointer, i);
      const Json& element = (*list)[i];
      const std::string text = element.is_string() ? element.get<std::string>() : std::string();
      const std::string spoken = std::string(name) + " " + std::to_string(i + 1);
      ImGui::PushID(static_cast<int>(i));
      ImGui::BeginGroup();
      if (auto typed =
              entry_editor(session, place, text, spoken, references ? &choices : nullptr)) {
        command = SetProperty{place, *std::move(typed), !references};
      }
      ImGui::EndGroup();
      same_line(ui, 4);
      const std::string remove = ui.tr("移除", "Remove") + (" " + spoken);
      if (button(ui, "remove",
                 {.name = remove,
                  .icon = Icon::kClose,
                  .kind = ButtonKind::kGhost,
                  .icon_only = true,
                  .beside_field = true})) {
        command = RemoveItem{place};
        removed = spoken;
        // The next entry, the last one, or where one can be added.
        next_focus = count == 1 ? pointer : pointer_child(pointer, std::min(i, count - 2));
      }
      gap(ui, 4);
      ImGui::PopID();
    }
    if (session.takes_focus(pointer)) {
      if (count > 0) ImGui::PushID(0);
      if (count > 0 && references) ImGui::PushID("entry");
      ui.request_focus(ImGui::GetID(count == 0 ? "add" : references ? "box" : "entry"));
      if (count > 0 && references) ImGui::PopID();
      if (count > 0) ImGui::PopID();
    }
    if (button(ui, "add",
               {.name = add_words(session.json(), pointer, ui.language()),
                .description = name,
                .icon = Icon::kPlus,
                .kind = ButtonKind::kGhost,
                .small = true})) {
      Json next = Json::array();
      if (list != nullptr && list->is_array()) next = *list;
      next.push_back(references && !choices.empty() ? choices.front().id : "");
      next_focus = pointer_child(pointer, next.size() - 1);
      command = SetProperty{pointer, std::move(next), false};
    }
  }
  ImGui::PopID();
  gap(ui, 8);
  if (command) {
    const std::string selected = session.document.selection();
    session.run(*command);
    session.document.select(selected);
    if (!removed.empty()) say_removed(session, removed);
    if (!next_focus.empty()) session.focus_on(next_focus);
  }
}

// Things with members of their own: rows that open them.
void object_list(DesignSession& session, const std::string& pointer, std::string_view name) {
  Ui& ui = session.ui;
  const Json* list = session.at(pointer);
  const size_t count = list != nullptr && list->is_array() ? list->size() : 0;
  caption(ui, name);
  if (const std::string problem = session.problem_at(pointer); !problem.empty()) {
    notice(ui, (pointer + "#problem").c_str(), problem, true);
    gap(ui, 6);
  }
  std::optional<std::string> open;
  ImGui::PushID(pointer.c_str());
  if (count > 0) {
    SemanticGroup group(ui, "list", Role::kTree, name, kVertical);
    for (size_t i = 0; i < count; ++i) {
      const std::string place = pointer_child(pointer, i);
      const std::string definition = definition_at(session.json(), place);
      const std::string label = thing_name(session.json(), place, ui.language());
      ImGui::PushID(static_cast<int>(i));
      const Json& element = (*list)[i];
      const Icon icon = definition == "field" ? icon_of_field_type(text_member(element, "type"))
                                              : definition_icon(definition);
      const RowResult result = row(ui, "row",
                                   {.name = label.empty() ? name : std::string_view(label),
                                    .description = session.has_problem_below(place) ? "!" : "",
                                    .icon = icon});
      if (session.takes_focus(place)) ui.request_focus(result.item.id);
      if (result.chosen) open = place;
      ImGui::PopID();
    }
  }
  gap(ui, 4);
  const bool added = button(ui, "add",
                            {.name = add_words(session.json(), pointer, ui.language()),
                             .icon = Icon::kPlus,
                             .kind = ButtonKind::kGhost,
                             .small = true});
  ImGui::PopID();
  gap(ui, 8);
  if (open) session.document.select(*open);
  if (added && session.run(AddItem{pointer})) {
    session.focus_on(session.document.selection() + "/label");
  }
}

void nested_object(DesignSession& session, const std::string& pointer, const Property& property,
                   std::string_view name) {
  Ui& ui = session.ui;
  const bool present = session.at(pointer) != nullptr;
  const std::string key = pointer + "#present";
  if (!property.required) {
    if (toggle(ui, key.c_str(), name, present)) {
      if (present) {
        session.run(UnsetProperty{pointer});
      } else if (pointer == "/users") {
        session.run(AddPeople{});
      } else {
        Json value = Json::object();
        for (const Property& inner : properties_at(session.json(), pointer)) {
          if (!inner.required) continue;
          if (inner.kind == PropertyKind::kInteger) {
            value[inner.name] = 30;
          } else {
            const auto candidates = reference_candidates(session, pointer, inner.name);
            value[inner.name] = candidates.empty() ? "" : candidates.front().id;
          }
        }
        session.run(SetProperty{pointer, std::move(value), false});
      }
      return;
    }
  } else {
    caption(ui, name);
  }
  if (!present) return;
  ImGui::Indent(ui.px(12));
  property_list(session, pointer, {});
  ImGui::Unindent(ui.px(12));
}

// Members whose expression says yes or no.
bool is_rule(std::string_view name) {
  return name == "test" || name == "met" || name == "when" || name == "filter";
}

}  // namespace

void property_editor(DesignSession& session, std::string_view object, const Property& property,
                     std::string_view definition) {
  Ui& ui = session.ui;
  const std::string pointer = pointer_child(object, property.name);
  const std::string name = property_words(definition, property.name).in(ui.language());
  const bool is_switch =
      property.kind == PropertyKind::kBoolean ||
      (property.kind == PropertyKind::kObject && !property.required && property.name != "group_by");
  const HelpScope help(session, pointer, definition, property.name, name, is_switch);
  switch (property.kind) {
    case PropertyKind::kOwnId:
    case PropertyKind::kString:
      string_editor(session, pointer, property, name);
      break;
    case PropertyKind::kText:
      text_editor(session, pointer, name, property.required,
                  property.name == "help" || property.name == "advice");
      break;
    case PropertyKind::kMessage:
      text_editor(session, pointer, name, property.required, true);
      break;
    case PropertyKind::kExpression:
      if (definition == "entity" && property.name == "title") {
        title_editor(session, pointer, name);
      } else if (is_rule(property.name)) {
        rule_editor(session, pointer, name, property.required);
      } else {
        expression_editor(session, pointer, name, property.required, "");
      }
      break;
    case PropertyKind::kGrouping:
      grouping_editor(session, pointer, property, name);
      break;
    case PropertyKind::kBoolOrExpression:
      condition_editor(session, pointer, name, ui.tr("否", "No"), ui.tr("是", "Yes"),
                       property.name == "visible");
      break;
    case PropertyKind::kBoolean: {
      const Json* value = session.at(pointer);
      const bool on = value != nullptr && value->is_boolean() && value->get<bool>();
      if (toggle(ui, pointer.c_str(), name, on)) {
        // A date that may lie in the future is another thing than one of which nobody said so.
        const bool says_no = property.name == "past";
        if (on && !says_no) {
          session.run(UnsetProperty{pointer});
        } else {
          session.run(SetProperty{pointer, Json(!on), false});
        }
      }
      gap(ui, 4);
      break;
    }
    case PropertyKind::kInteger:
    case PropertyKind::kNumber:
    case PropertyKind::kNumberOrString:
      number_editor(session, pointer, property, name);
      break;
    case PropertyKind::kEnum:
    case PropertyKind::kVariant: {
      std::vector<Choice> choices;
      for (const std::string& value : property.values) {
        const Icon icon = definition == "field" && property.name == "type"
                              ? icon_of_field_type(value)
                              : Icon::kNone;
        choices.push_back({value, value_words(property.name, value).in(ui.language()), icon});
      }
      choice_editor(session, pointer, property, name, choices);
      break;
    }
    case PropertyKind::kReference: {
      const auto choices = as_choices(reference_candidates(session, object, property.name));
      choice_editor(session, pointer, property, name, choices);
      break;
    }
    case PropertyKind::kReferenceList:
    case PropertyKind::kStringList:
      list_editor(session, object, pointer, property, name);
      break;
    case PropertyKind::kObjectList:
      if (property.name == "options") {
        options_editor(session, pointer);
      } else {
        object_list(session, pointer, name);
      }
      break;
    case PropertyKind::kObject:
      if (property.name == "group_by") {
        grouping_editor(session, pointer, property, name);
        break;
      }
      nested_object(session, pointer, property, name);
      break;
    case PropertyKind::kOther:
      break;
  }
}

void property_list(DesignSession& session, std::string_view pointer,
                   const std::vector<std::string_view>& skip) {
  const std::string definition = definition_at(session.json(), pointer);
  for (const Property& property : properties_at(session.json(), pointer)) {
    bool skipped = false;
    for (std::string_view name : skip) skipped = skipped || name == property.name;
    if (!skipped) property_editor(session, pointer, property, definition);
  }
}

}  // namespace tollgate::designer
