// Which kinds of the app's parts have an editor of their own on the canvas: a metric is a sentence,
// a dashboard is its grid. The others are shown as lists (list_canvas) beside the inspector.
//
// An editor is a function in a file of its own, and a line of the table in part_editors.cc:
//
//   {"metric", metric_editor, kMetricMembers}
//
// It draws into the canvas' column, whose width is ImGui::GetContentRegionAvail().x, below the
// part's name; changes go through session.run(). What it draws by the widgets is in the mirror:
// screen readers, the keyboard and tests find it there by role and name. Give each control the
// focus that others ask for (session.takes_focus(pointer)), so that problems lead to it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "panels.h"

namespace tollgate::designer {

struct PartEditor {
  std::string_view definition;  // of the schema: "metric"
  void (*draw)(DesignSession& session, const std::string& part);
  // What the editor edits: the inspector leaves it out when the part itself is selected.
  std::span<const std::string_view> members = {};
  float width = 960;  // CSS pixels, at most
};

// The editor of a kind of part; nullptr: it has none.
const PartEditor* part_editor_of(std::string_view definition);

// The editors, one a file.
void metric_editor(DesignSession& session, const std::string& metric);
void dashboard_editor(DesignSession& session, const std::string& dashboard);
void quick_filter_editor(DesignSession& session, const std::string& filter);
void scorecard_editor(DesignSession& session, const std::string& scorecard);
void automation_editor(DesignSession& session, const std::string& automation);
void workflow_editor(DesignSession& session, const std::string& workflow);
void role_editor(DesignSession& session, const std::string& role);
void view_editor(DesignSession& session, const std::string& view);

// The canvas of such a part: its name, and the editor below.
void part_canvas(DesignSession& session, const PartEditor& editor);

// The part's name as the canvas' heading; a click selects the part itself.
void part_head(DesignSession& session, const std::string& part, const std::string& definition);

// The canvas' column, in the middle and no wider than this many CSS pixels, with room for focus
// rings; closed when it goes out of scope.
class CanvasColumn {
 public:
  CanvasColumn(const Ui& ui, float width);
  ~CanvasColumn();
  CanvasColumn(const CanvasColumn&) = delete;
};

}  // namespace tollgate::designer
