// Small editors without a caption, for the rows of tables on the canvas.
#pragma once

#include <string>
#include <string_view>

#include "panels.h"

namespace tollgate::designer {

// One text by language, in the interface's language. `name` is spoken: "Name of criterion 2".
// Takes the focus that is asked for at the pointer.
void text_cell(DesignSession& session, const std::string& pointer, std::string_view name,
               float width);
// The same of a message: the fields between {{ and }} are read and written by their labels.
void message_cell(DesignSession& session, const std::string& pointer, std::string_view name,
                  float width);
// A number; an empty field takes the member away where it may be missing. As a percentage 85 stands
// for 0.85.
void number_cell(DesignSession& session, const std::string& pointer, std::string_view name,
                 float width, bool required, bool percent = false);

// What can be done with a row at its right end: move it, take it away. Alt and an arrow, and
// Delete, are for whoever has the focus on the row's own item.
enum class RowTool : uint8_t { kNone, kUp, kDown, kRemove };
RowTool row_tools(Ui& ui, std::string_view name, bool first, bool last);
float row_tools_width(const Ui& ui);  // device pixels

// The heads of a table's columns, drawn at the cursor; widths in device pixels.
struct TableColumn {
  std::string name;
  float width = 0;
};
void table_head(Ui& ui, const std::vector<TableColumn>& columns, float gap_css);

// A condition as people read it: by its rows, else by the labels of its fields. "" for none.
std::string condition_in_words(DesignSession& session, const std::string& pointer);

// That condition as a button which opens and closes its rows; whether it was pressed.
bool condition_button(DesignSession& session, const std::string& pointer, const std::string& name,
                      float width, bool open);

}  // namespace tollgate::designer
