// The panels, one a file. Each draws itself inside the window that workbench.cc opened for it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tollgate/designer/document/schema_view.h"
#include "tollgate/designer/panels/design_session.h"

namespace tollgate::designer {

float toolbar_height(const Ui& ui);  // device pixels
void toolbar(DesignSession& session, bool narrow);
void palette(DesignSession& session);
void outline(DesignSession& session);
// Above the outline: the search. True while what was found stands in the outline's place.
bool find_panel(DesignSession& session);
// Where the element of a list is used, in the outline's place.
void show_uses(DesignSession& session, const std::string& element);
void form_canvas(DesignSession& session);
void list_canvas(DesignSession& session);
void inspector(DesignSession& session);
void several_inspector(DesignSession& session);
void problems_panel(DesignSession& session, bool open);

// Drawn by the form canvas: a field's label, help and marks, and what it looks like to the people
// who fill it. Both return heights in device pixels; the body is drawn only when asked for.
float field_body(const DesignSession& session, std::string_view pointer, const Json& place,
                 ImVec2 at, float width, bool draw);
bool is_conditional(const Json& object);
bool is_always_required(const Json& object);
float field_preview_height(const DesignSession& session, const Json& field, float width);
void draw_field_preview(const DesignSession& session, std::string_view field, ImVec2 position,
                        float width);

// Starts a drag when the item is pulled; draws what is carried. The canvas takes it.
void drag_from(DesignSession& session, const struct Item& item, Drag drag);
void draw_drag(DesignSession& session);

// Editors of an object's members, in the schema's order, without those named in `skip`.
void property_list(DesignSession& session, std::string_view pointer,
                   const std::vector<std::string_view>& skip);
void property_editor(DesignSession& session, std::string_view object, const Property& property,
                     std::string_view definition);
// Its parts.
void text_editor(DesignSession& session, std::string_view pointer, std::string_view caption_text,
                 bool required, bool long_text);
void expression_editor(DesignSession& session, std::string_view pointer, std::string_view name,
                       bool required, std::string_view placeholder);
// What mends the problem shown at the place with one tap, if anything does.
void fix_button(DesignSession& session, const std::string& place);
void condition_editor(DesignSession& session, std::string_view pointer, std::string_view name,
                      std::string_view never, std::string_view always, bool absent_means);
// A condition that is an expression alone: a gate's test, a filter.
void rule_editor(DesignSession& session, std::string_view pointer, std::string_view name,
                 bool required);
// What groups are made by.
void grouping_editor(DesignSession& session, const std::string& pointer, const Property& property,
                     std::string_view name);
// What names a record, as chips.
void title_editor(DesignSession& session, const std::string& pointer, std::string_view name);
void options_editor(DesignSession& session, std::string_view list_pointer);
// Below a list of options or criteria: many at a time, by lines.
void paste_editor(DesignSession& session, std::string_view list_pointer);

// The ids a reference member may hold, with their labels.
struct Candidate {
  std::string id, label;
};
std::vector<Candidate> reference_candidates(const DesignSession& session, std::string_view object,
                                            std::string_view property);

// Where something goes: into a form's section, or along the list with this pointer.
struct Target {
  std::string into;
  size_t position = 0;
};
// Where a new field goes: behind the selected one, else at the end.
std::optional<Target> insertion_target(const DesignSession& session);
void add_field(DesignSession& session, std::string_view type);
void place_field(DesignSession& session, std::string_view field);

// Moves what is selected up or down; true when it moved. Either way it is said.
bool move_selected(DesignSession& session, bool up);
void say_moved(DesignSession& session);
void duplicate_selected(DesignSession& session);
void delete_selected(DesignSession& session);
// What is selected as text for the clipboard, "" where it cannot be copied; and back, nearest to
// what is selected. False: the text is no part of an app.
std::string copy_selected(DesignSession& session);
bool paste_parts(DesignSession& session, std::string_view text);
std::string selected_name(const DesignSession& session);
// Where the person goes on with what was just added: its name, or, where the inspector is not
// shown, the thing itself on the canvas.
void show_added(DesignSession& session);

// Takes the selected thing away by this command, and says so. Asks first when other parts of the
// app use it, or when it is a whole form or entity.
void remove_thing(DesignSession& session, const Command& command);
void removal_dialog(DesignSession& session);
// Shown and said aloud after something went, with the way back.
void say_removed(DesignSession& session, std::string_view name, bool from_form = false);

// New fields and entities get ids by their first names: a label was written; and, once a frame,
// those whose writer has gone on.
void note_new_name(DesignSession& session, const SetText& command);
void name_by_label(DesignSession& session);

// The thing that edits what is selected: for a place in a form its field.
std::string edited_pointer(const DesignSession& session);

}  // namespace tollgate::designer
