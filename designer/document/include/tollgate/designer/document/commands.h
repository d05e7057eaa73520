// All that people can do to a document. One command a file in commands/; this is the one list.
//
// A command says what is wanted; plan() says which edits that means, or why it cannot be done.
// Pointers are JSON Pointers into the document, indices count from 0.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "tollgate/base/json.h"
#include "tollgate/designer/document/edit.h"
#include "tollgate/designer/document/metric_sentence.h"
#include "tollgate/designer/document/requirement_kinds.h"

namespace tollgate::designer {

// A new field: in the form's entity and at a place of the form.
struct AddField {
  std::string section;  // pointer of a form's section
  size_t position = 0;  // among the section's fields; past the end: at the end
  std::string type;     // of the field
};
// A field of the entity that the form does not show yet.
struct PlaceField {
  std::string section;
  size_t position = 0;
  std::string field;  // its id
};
// A field's place in the form, to another section or position. `position` counts as if the field
// were still where it is.
struct MoveField {
  std::string place;  // pointer of the form_field
  std::string section;
  size_t position = 0;
};
// Takes the field out of the form; the entity keeps it, and records their values.
struct RemoveFromForm {
  std::string place;
};
// Takes the field out of the entity and of all its forms.
struct DeleteField {
  std::string field;  // pointer of the field
};
// A copy of the field, with an id of its own, right behind it.
struct DuplicateField {
  std::string place;
};
// Another type. Members that only the old type had go; what the new one needs comes.
struct ChangeType {
  std::string field;
  std::string type;
};
struct AddSection {
  std::string form;
  size_t position = 0;
};
// Sets a member, whatever it is, and makes the objects that lead there. With a workflow's entity
// its stage field moves there.
struct SetProperty {
  std::string pointer;
  Json value;
  bool typing = false;  // merges with the keystrokes before
};
struct UnsetProperty {
  std::string pointer;
};
// Sets one language of a text; an empty text takes the language away.
struct SetText {
  std::string pointer;  // of the text, such as /entities/0/label
  std::string locale;
  std::string text;
};
// An id that follows the label in that language, in one step of undo with it. Nothing changes where
// more than a form's places says the id.
struct RenameId {
  std::string element;  // pointer of a field or an entity
  std::string id;       // a valid one that is free in its list
  std::string locale;
};
// A new element of a list, with the members the schema asks for and an id of its own.
struct AddItem {
  std::string list;  // pointer; the list is made if it is missing
  size_t position = static_cast<size_t>(-1);
};
// Many elements at the list's end, one a line; the columns, between tabs, are label, points and,
// for a criterion, its condition in labels, and advice. An option that is there already is left
// out. Refused as a whole (designer.pasted_points) where points are no number.
struct PasteItems {
  std::string list;    // of options or criteria
  std::string locale;  // of the words
  std::string text;
};
// What was copied (clipboard.h), into the list nearest to `near` that takes such parts; with ids of
// their own where theirs are taken. Refused (designer.no_place_to_paste) where there is no such
// list.
struct PasteParts {
  std::string near;  // pointer
  Json parts;
};
struct RemoveItem {
  std::string item;
};
// Within its list; `position` counts as if the item were still where it is.
struct MoveItem {
  std::string item;
  size_t position = 0;
};
// Several parts that belong together (part_group.h), as one step. Refused where they do not.
struct RemoveParts {
  std::vector<std::string> parts;
};
// Behind each other into the list, in the order in which they stand: their own one, or, for places
// of a form, the "fields" of another section. `position` counts as if all were still where they
// are.
struct MoveParts {
  std::vector<std::string> parts;
  std::string list;
  size_t position = 0;
};
// The same member of several objects; null takes it away.
struct SetOnParts {
  std::vector<std::string> objects;
  std::string member;
  Json value;
};
// A stage, and with it the option of the workflow's stage field.
struct AddStage {
  std::string workflow;
  size_t position = 0;
};
struct RemoveStage {
  std::string stage;
};
// At the end of the stage's gate: its test, name and sentence are what is usual for the kind.
struct AddRequirement {
  std::string stage;
  RequirementKind kind = RequirementKind::kFilled;
};
// A blank of a metric's sentence gets another choice, "" where it may be empty. Refused
// (designer.no_such_number) where it must be a number and is none.
struct FillBlank {
  std::string metric;
  MetricBlank blank = MetricBlank::kAggregate;
  std::string value;
};
// A widget of that kind that shows something at once: the metric (of a funnel the workflow) with
// this id, else the newest, by a group that its records have. Refused with designer.nothing_to_show
// where there is none, designer.no_date where a line has no dates to run over.
struct AddWidget {
  std::string dashboard;
  std::string type;
  std::string of = {};
  Json group_by = nullptr;  // null: the usual one
  size_t position = static_cast<size_t>(-1);
};

// Another document in place of all members, as one step that can be undone.
struct ReplaceAll {
  Json document;
  LocalizedText title = {"导入文档", "Import document"};
};

// The people who use the app: an entity of them, each with a name, a role and a manager. Where the
// app has no role yet it gets one. Nothing to do where people are there.
struct AddPeople {};

using Command = std::variant<AddField, PlaceField, MoveField, RemoveFromForm, DeleteField,
                             DuplicateField, ChangeType, AddSection, SetProperty, UnsetProperty,
                             SetText, AddItem, PasteItems, PasteParts, RemoveItem, MoveItem,
                             RemoveParts, MoveParts, SetOnParts, AddStage, RemoveStage,
                             AddRequirement, FillBlank, AddWidget, ReplaceAll, AddPeople, RenameId>;

Result<Change> plan(const Json& document, const AddField& command);
Result<Change> plan(const Json& document, const PlaceField& command);
Result<Change> plan(const Json& document, const MoveField& command);
Result<Change> plan(const Json& document, const RemoveFromForm& command);
Result<Change> plan(const Json& document, const DeleteField& command);
Result<Change> plan(const Json& document, const DuplicateField& command);
Result<Change> plan(const Json& document, const ChangeType& command);
Result<Change> plan(const Json& document, const AddSection& command);
Result<Change> plan(const Json& document, const SetProperty& command);
Result<Change> plan(const Json& document, const UnsetProperty& command);
Result<Change> plan(const Json& document, const SetText& command);
Result<Change> plan(const Json& document, const AddItem& command);
Result<Change> plan(const Json& document, const PasteItems& command);
Result<Change> plan(const Json& document, const PasteParts& command);
Result<Change> plan(const Json& document, const RemoveItem& command);
Result<Change> plan(const Json& document, const MoveItem& command);
Result<Change> plan(const Json& document, const RemoveParts& command);
Result<Change> plan(const Json& document, const MoveParts& command);
Result<Change> plan(const Json& document, const SetOnParts& command);
Result<Change> plan(const Json& document, const AddStage& command);
Result<Change> plan(const Json& document, const RemoveStage& command);
Result<Change> plan(const Json& document, const AddRequirement& command);
Result<Change> plan(const Json& document, const FillBlank& command);
Result<Change> plan(const Json& document, const AddWidget& command);
Result<Change> plan(const Json& document, const ReplaceAll& command);
Result<Change> plan(const Json& document, const AddPeople& command);
Result<Change> plan(const Json& document, const RenameId& command);

inline Result<Change> plan(const Json& document, const Command& command) {
  return std::visit([&](const auto& c) { return plan(document, c); }, command);
}

}  // namespace tollgate::designer
