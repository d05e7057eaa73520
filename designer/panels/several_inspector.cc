// The right panel while several parts are selected: the members that they have in common, set for
// all of them at once.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "names.h"
#include "panels.h"
#include "part_selection.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/base/typed_number.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/part_group.h"
#include "tollgate/designer/widgets/controls.h"
#include "tollgate/model/field.h"

namespace tollgate::designer {
namespace {

bool is_set_for_several(const Property& property) {
  switch (property.kind) {
    case PropertyKind::kEnum:
    case PropertyKind::kBoolean:
    case PropertyKind::kBoolOrExpression:
    case PropertyKind::kReference:
    case PropertyKind::kInteger:
    case PropertyKind::kNumber:
      return true;
    default:
      return false;
  }
}

// What a field of that type has no such member for is none of its own.
bool may_have(const Json& document, const std::string& object, std::string_view definition,
              const std::vector<Property>& own, const Property& property) {
  const bool known = std::any_of(own.begin(), own.end(), [&](const Property& one) {
    return one.name == property.name && one.kind == property.kind;
  });
  if (!known || definition != "field" || !model::field_member_of(property.name)) return known;
  return model::allows(text_member(*find_pointer(document, object), "type"), property.name);
}

// What all of them say, null where nobody says anything; nullopt where they differ.
std::optional<Json> common_value(const Json& document, const std::vector<std::string>& objects,
                                 const std::string& member) {
  std::optional<Json> common;
  for (const std::string& object : objects) {
    const Json* value = find_pointer(document, pointer_child(object, member));
    const Json said = value != nullptr ? *value : Json();
    if (common && *common != said) return std::nullopt;
    common = said;
  }
  return common;
}

}  // namespace

// A member that each of the selected may have.
struct CommonMember {
  bool of_fields = false;  // of the fields that the selected places of a form show
  std::string definition;
  Property property;
  std::optional<Json> value;
};

struct CommonMembers {
  uint64_t revision = 0;
  std::vector<std::string> selected;
  std::vector<std::string> fields;
  std::vector<CommonMember> members;
};

namespace {

void add_common(const Json& document, const std::vector<std::string>& objects, bool of_fields,
                const std::vector<std::string_view>& skip, std::vector<CommonMember>& out) {
  if (objects.empty()) return;
  const std::string definition = definition_at(document, objects.front());
  std::vector<Property> common = properties_at(document, objects.front());
  std::erase_if(common, [&](const Property& property) {
    return !is_set_for_several(property) ||
           std::find(skip.begin(), skip.end(), property.name) != skip.end();
  });
  for (const std::string& object : objects) {
    const std::vector<Property> own = properties_at(document, object);
    std::erase_if(common, [&](const Property& property) {
      return !may_have(document, object, definition, own, property);
    });
  }
  for (Property& property : common) {
    std::optional<Json> value = common_value(document, objects, property.name);
    out.push_back({of_fields, definition, std::move(property), std::move(value)});
  }
}

// Pointers of the fields that places of one form show.
std::vector<std::string> fields_of_places(const Json& document,
                                          const std::vector<std::string>& places) {
  std::vector<std::string> fields;
  const std::string entity = entity_of(document, places.front());
  const Json* list = entity.empty() ? nullptr : find_pointer(document, entity + "/fields");
  std::unordered_map<std::string, size_t> index;
  for (size_t i = 0; list != nullptr && list->is_array() && i < list->size(); ++i) {
    index.try_emplace(text_member((*list)[i], "id"), i);
  }
  for (const std::string& place : places) {
    const auto known = index.find(text_member(*find_pointer(document, place), "field"));
    if (known != index.end()) {
      fields.push_back(pointer_child(entity + "/fields", known->second));
    }
  }
  return fields;
}

// Looked for anew when the document or the selection changes: there may be a thousand. Of places in
// a form it is what the fields themselves say, and how wide they stand. Another type is no mere
// member.
std::shared_ptr<const CommonMembers> common_members(DesignSession& session) {
  const Json& document = session.json();
  const std::vector<std::string>& selected = session.document.selected();
  const auto& kept = session.kept_common_members;
  if (kept != nullptr && kept->revision == session.document.revision() &&
      kept->selected == selected) {
    return kept;
  }
  auto found = std::make_shared<CommonMembers>();
  found->revision = session.document.revision();
  found->selected = selected;
  if (is_form_place(selected.front())) {
    add_common(document, selected, false, {"field", "required", "visible", "read_only"},
               found->members);
    found->fields = fields_of_places(document, selected);
    add_common(document, found->fields, true, {"entity", "type"}, found->members);
  } else {
    add_common(document, selected, false, {"stage_field", "type"}, found->members);
  }
  session.kept_common_members = found;
  return found;
}

class SeveralInspector {
 public:
  SeveralInspector(DesignSession& session, const CommonMembers& common)
      : session_(session), ui_(session.ui), common_(common) {}

  void member(const CommonMember& member) {
    const std::string& name = member.property.name;
    const std::string words = property_words(member.definition, name).in(ui_.language());
    const std::optional<Json>& value = member.value;
    ImGui::PushID((member.definition + "." + name).c_str());
    caption(ui_, words);
    switch (member.property.kind) {
      case PropertyKind::kBoolean:
      case PropertyKind::kBoolOrExpression:
        yes_or_no(member, words, value);
        break;
      case PropertyKind::kInteger:
      case PropertyKind::kNumber:
        number(member, words, value);
        break;
      default:
        choice(member, words, value);
    }
    gap(ui_, 8);
    ImGui::PopID();
  }

 private:
  const char* differ() const { return ui_.tr("（各不相同）", "(they differ)"); }

  const std::vector<std::string>& objects(const CommonMember& member) const {
    return member.of_fields ? common_.fields : common_.selected;
  }
  void set(const CommonMember& member, Json value) {
    session_.run(SetOnParts{objects(member), member.property.name, std::move(value)});
  }

  void yes_or_no(const CommonMember& member, const std::string& words,
                 const std::optional<Json>& value) {
    const bool absent_means = member.property.name == "visible";
    int shown = -1;
    if (value && value->is_null()) shown = absent_means ? 1 : 0;
    if (value && value->is_boolean()) shown = value->get<bool>() ? 1 : 0;
    const bool required = member.property.name == "required";
    const Choice choices[] = {{"no", absent_means ? ui_.tr("隐藏", "Hidden")
                                     : required   ? ui_.tr("选填", "Optional")
                                                  : ui_.tr("否", "No")},
                              {"yes", absent_means ? ui_.tr("总是", "Always")
                                      : required   ? ui_.tr("必填", "Required")
                                                   : ui_.tr("是", "Yes")}};
    if (const auto picked = segments(ui_, "value", words, choices, shown, SegmentKind::kRadios)) {
      const bool yes = *picked == 1;
      set(member, yes == absent_means ? Json() : Json(yes));
    }
    if (shown < 0) {
      paragraph(ui_, value ? ui_.tr("按条件", "By a condition") : differ(),
                {.size = theme::kSmallText, .colour = theme::kTextFaint}, "differ");
    }
  }

  void choice(const CommonMember& member, const std::string& words,
              const std::optional<Json>& value) {
    std::vector<Choice> choices;
    if (member.property.kind == PropertyKind::kReference) {
      for (Candidate& one :
           reference_candidates(session_, objects(member).front(), member.property.name)) {
        choices.push_back({std::move(one.id), std::move(one.label)});
      }
    } else {
      for (const std::string& one : member.property.values) {
        choices.push_back({one, value_words(member.property.name, one).in(ui_.language())});
      }
    }
    const std::string now = value && value->is_string() ? value->get<std::string>() : "";
    const ComboSpec spec{.name = words,
                         .empty_label = value ? ui_.tr("（未设置）", "(not set)") : differ(),
                         .clearable = !member.property.required};
    if (auto picked = combo(ui_, "value", now, choices, spec)) {
      set(member, picked->empty() ? Json() : Json(*std::move(picked)));
    }
  }

  void number(const CommonMember& member, const std::string& words,
              const std::optional<Json>& value) {
    const std::string draft = "several:" + member.definition + "." + member.property.name;
    const std::string now = value && value->is_number() ? number_text(*value) : std::string();
    const auto typed_before = session_.drafts.find(draft);
    const std::string text = typed_before != session_.drafts.end() ? typed_before->second : now;
    const bool whole = member.property.kind == PropertyKind::kInteger;
    const auto read = [&](const std::string& from) -> std::optional<Json> {
      const std::optional<Decimal> number = read_typed_number(from, "");
      if (!number) return std::nullopt;
      Result<Json> parsed = parse_json(number->to_text());
      if (!parsed || (whole && !parsed->is_number_integer())) return std::nullopt;
      return *std::move(parsed);
    };
    const bool wrong = !text.empty() && !read(text);
    const std::string problem = !wrong  ? ""
                                : whole ? ui_.tr("请填写整数", "Enter a whole number")
                                        : ui_.tr("请填写数字", "Enter a number");
    const TextFieldSpec spec{.name = words,
                             .placeholder = value ? std::string_view() : differ(),
                             .problem = problem,
                             .numeric = true};
    if (auto typed = text_field(ui_, "value", text, spec)) {
      session_.drafts[draft] = *typed;
      if (typed->empty() && !member.property.required) set(member, nullptr);
      if (auto number = read(*typed)) set(member, *std::move(number));
    }
    if (ui_.lost_focus(ImGui::GetID("value"))) session_.drafts.erase(draft);
  }

  DesignSession& session_;
  Ui& ui_;
  const CommonMembers& common_;
};

}  // namespace

void several_inspector(DesignSession& session) {
  Ui& ui = session.ui;
  const std::string words = selection_in_words(session);
  heading(ui, "title", words, 2, {.size = 15.5f, .face = Face::kSemibold});
  gap(ui, 4);
  // Who points with a finger has no keys at hand.
  const char* about =
      ui.by_finger()
          ? ui.tr("这里的设置对选中的每一个都生效。在画布上按住其中一个，可以一起拖走。",
                  "Settings here apply to all of them. Hold one of them on the canvas to carry "
                  "them all.")
          : ui.tr("这里的设置对选中的每一个都生效。Ctrl+C 复制，Ctrl+X 剪切，Alt+↑↓ 移动。",
                  "Settings here apply to all of them. Ctrl+C copies, Ctrl+X cuts, Alt+↑↓ "
                  "moves them.");
  paragraph(ui, about, {.size = theme::kSmallText, .colour = theme::kTextSoft}, "about");
  gap(ui, 12);
  const std::shared_ptr<const CommonMembers> common = common_members(session);
  SeveralInspector inspector(session, *common);
  for (const CommonMember& member : common->members) inspector.member(member);
  divider(ui);
  gap(ui, 10);
  if (button(ui, "duplicate",
             {.name = ui.tr("复制一份", "Duplicate"), .icon = Icon::kCopy, .fill_width = true})) {
    duplicate_selected(session);
    return;
  }
  gap(ui, 4);
  const bool places = is_form_place(session.document.selected().front());
  const std::string remove =
      (places ? ui.tr("从表单移除 ", "Remove from form: ") : ui.tr("删除 ", "Delete ")) + words;
  if (button(ui, "delete-several",
             {.name = remove,
              .icon = Icon::kTrash,
              .kind = ButtonKind::kDanger,
              .fill_width = true})) {
    delete_selected(session);
  }
}

}  // namespace tollgate::designer
