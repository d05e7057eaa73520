#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "blanks.h"
#include "card.h"
#include "item_actions.h"
#include "names.h"
#include "part_selection.h"
#include "tollgate/base/json_pointer.h"
#include "tollgate/designer/document/lookup.h"
#include "tollgate/designer/document/workflow_diagram.h"
#include "workflow_parts.h"

namespace tollgate::designer {
namespace {

// CSS pixels.
constexpr float kBoxWidth = 148;
constexpr float kBoxHeight = 62;
constexpr float kBoxGap = 44;       // boxes of a row
constexpr float kRowGapBelow = 54;  // rows
constexpr float kLaneHead = 28;
constexpr float kArrowHandle = 18;
constexpr float kArrowPill = 20;

struct Route {
  ImVec2 start, pull, push, end;  // of a curve
  ImVec2 middle() const {
    return {(start.x + 3 * pull.x + 3 * push.x + end.x) / 8,
            (start.y + 3 * pull.y + 3 * push.y + end.y) / 8};
  }
};

class Picture {
 public:
  Picture(DesignSession& session, const std::string& workflow)
      : session_(session), ui_(session.ui), workflow_(workflow) {}

  void draw() {
    heading(ui_, "picture", ui_.tr("阶段与移动", "Stages and moves"), 2);
    gap(ui_, 6);
    origin_ = ImGui::GetCursorScreenPos();
    width_ = ImGui::GetContentRegionAvail().x;
    const float step = ui_.px(kBoxWidth + kBoxGap);
    const auto per_row =
        static_cast<size_t>(std::max(1.0f, std::floor((width_ + ui_.px(kBoxGap)) / step)));
    diagram_ = workflow_diagram(session_.json(), workflow_, session_.locale(), per_row);
    place();
    for (const DiagramMove& move : diagram_.moves) arrow(move);
    lanes();
    {
      const SemanticGroup group(ui_, "stages", Role::kGroup, ui_.tr("阶段", "Stages"));
      for (size_t i = 0; i < diagram_.stages.size(); ++i) box(i);
    }
    {
      const SemanticGroup group(ui_, "arrows", Role::kGroup, ui_.tr("移动", "Moves"));
      for (size_t i = 0; i < diagram_.moves.size(); ++i) pill(i);
    }
    drag();
    ImGui::SetCursorScreenPos(origin_);
    ImGui::Dummy({width_, height_});
    tools();
    if (command_) {
      session_.run(*command_);
      session_.document.select(select_);
    }
    if (action_ != ItemAction::kNone) {
      act_on_selected(session_, action_);
    } else {
      selection_.apply(session_);
    }
  }

 private:
  void place() {
    float y = origin_.y;
    row_tops_.assign(diagram_.rows, 0);
    for (const DiagramLane& lane : diagram_.lanes) {
      lane_tops_.push_back(y);
      y += ui_.px(kLaneHead);
      for (size_t i = 0; i < lane.rows; ++i) {
        row_tops_[lane.first_row + i] = y;
        y += ui_.px(kBoxHeight + kRowGapBelow);
      }
    }
    height_ = y - origin_.y - ui_.px(kRowGapBelow / 2);
  }

  ImVec2 corner(const DiagramStage& stage) const {
    return {origin_.x + static_cast<float>(stage.column) * ui_.px(kBoxWidth + kBoxGap),
            row_tops_[stage.row]};
  }
  ImVec2 size() const { return {ui_.px(kBoxWidth), ui_.px(kBoxHeight)}; }

  void lanes() {
    for (size_t i = 0; i < diagram_.lanes.size(); ++i) {
      const StageLane lane = diagram_.lanes[i].lane;
      const char* name = lane == StageLane::kOpen  ? ui_.tr("进行中", "In progress")
                         : lane == StageLane::kWon ? ui_.tr("成功结束", "Ends in success")
                                                   : ui_.tr("失败结束", "Ends in failure");
      const ImVec2 at{origin_.x, lane_tops_[i]};
      const float wide = text_width(ui_, name, {.size = theme::kSmallText});
      // Arrows pass below the words.
      ImGui::GetWindowDrawList()->AddRectFilled(
          at, at + ImVec2(wide + ui_.px(8), ui_.px(kLaneHead - 8)), theme::kSurface);
      draw_text_centred(ui_, at, ui_.px(kLaneHead - 8), name,
                        {.size = theme::kSmallText, .colour = theme::kTextFaint});
      const float left = at.x + wide + ui_.px(10);
      ImGui::GetWindowDrawList()->AddLine({left, at.y + ui_.px(kLaneHead / 2 - 4)},
                                          {at.x + width_, at.y + ui_.px(kLaneHead / 2 - 4)},
                                          theme::kBorder, ui_.px(1));
    }
  }

  Route route(const DiagramMove& move) const {
    const DiagramStage& a = diagram_.stages[move.from];
    const DiagramStage& b = diagram_.stages[move.to];
    const ImVec2 from = corner(a);
    const ImVec2 to = corner(b);
    const ImVec2 box = size();
    const bool forward = move.to > move.from;
    const float aside = ui_.px(10);
    Route way;
    if (a.row == b.row && std::max(a.column, b.column) - std::min(a.column, b.column) == 1) {
      const bool right = b.column > a.column;
      const float y = from.y + box.y / 2 + (forward ? -aside : aside);
      way.start = {right ? from.x + box.x : from.x, y};
      way.end = {right ? to.x : to.x + box.x, y};
      way.pull = way.start;
      way.push = way.end;
      return way;
    }
    const float shift = forward ? aside : -aside;
    if (a.row == b.row) {
      // Over the boxes between, or below them on the way back.
      const float y = forward ? from.y : from.y + box.y;
      const float bend = ui_.px(forward ? -30 : 34);
      way.start = {from.x + box.x / 2 + shift, y};
      way.end = {to.x + box.x / 2 - shift, y};
      way.pull = way.start + ImVec2(0, bend);
      way.push = way.end + ImVec2(0, bend);
      return way;
    }
    const bool down = b.row > a.row;
    const float bend = ui_.px(down ? 34 : -34);
    // Far enough from the way back that both are seen where they lean.
    const float apart = 2.4f * shift;
    way.start = {from.x + box.x / 2 + apart, down ? from.y + box.y : from.y};
    way.end = {to.x + box.x / 2 + apart, down ? to.y : to.y + box.y};
    way.pull = way.start + ImVec2(0, bend);
    way.push = way.end - ImVec2(0, bend);
    return way;
  }

  void draw_route(const Route& way, ImU32 colour, float thickness) const {
    ImDrawList* list = ImGui::GetWindowDrawList();
    list->AddBezierCubic(way.start, way.pull, way.push, way.end, colour, ui_.px(thickness));
    ImVec2 along =
        way.end - (way.push.x == way.end.x && way.push.y == way.end.y ? way.start : way.push);
    const float length = std::max(std::sqrt(along.x * along.x + along.y * along.y), 1.0f);
    along = along * (1 / length);
    const ImVec2 across{-along.y, along.x};
    const float head = ui_.px(8);
    list->AddTriangleFilled(way.end, way.end - along * head + across * (head * 0.55f),
                            way.end - along * head - across * (head * 0.55f), colour);
  }

  void arrow(const DiagramMove& move) const {
    const bool selected = !move.pointer.empty() && session_.document.selection() == move.pointer;
    const bool meant = move.pointer.empty();
    draw_route(route(move),
               selected ? theme::kAccent
               : meant  ? theme::kBorderStrong
                        : theme::kTextFaint,
               selected ? 2 : 1.5f);
  }

  std::string arrow_name(const DiagramMove& move) const {
    const std::string& from = diagram_.stages[move.from].label;
    const std::string& to = diagram_.stages[move.to].label;
    return ui_.tr("从“", "From “") + from + ui_.tr("”到“", "” to “") + to + "”";
  }

  // What a written move is taken hold of by.
  void pill(size_t index) {
    const DiagramMove& move = diagram_.moves[index];
    if (move.pointer.empty()) return;
    const ImVec2 middle = route(move).middle();
    const TextStyle style{.size = 12};
    const float text = move.label.empty() ? 0 : std::ceil(text_width(ui_, move.label, style));
    const float wide = std::min(text + ui_.px(16), ui_.px(110));
    const ImVec2 box(move.label.empty() ? ui_.px(kArrowPill) : wide, ui_.px(kArrowPill));
    ImGui::PushID(static_cast<int>(index));
    const Item item = add_item_at(ui_, "pill", middle - box * 0.5f, box,
                                  {.role = Role::kButton,
                                   .name = arrow_name(move),
                                   .description = move.label,
                                   .overlap = true});
    ImGui::PopID();
    const bool selected = session_.document.selection() == move.pointer;
    if (session_.takes_focus(move.pointer)) ui_.request_focus(item.id);
    if (item.visible) {
      ImDrawList* list = ImGui::GetWindowDrawList();
      const ImU32 edge = selected || item.hovered ? theme::kAccent : theme::kBorderStrong;
      list->AddRectFilled(item.min, item.max, selected ? theme::kAccentSoft : theme::kSurface,
                          box.y / 2);
      list->AddRect(item.min, item.max, edge, box.y / 2, 0, ui_.px(1));
      if (move.label.empty()) {
        list->AddCircleFilled((item.min + item.max) * 0.5f, ui_.px(3), edge);
      } else {
        draw_text_centred(ui_, item.min + ImVec2(ui_.px(8), 0), box.y, move.label, style,
                          box.x - ui_.px(12));
      }
      draw_focus_ring(ui_, item, kArrowPill / 2);
      tooltip(ui_, item, arrow_name(move));
    }
    if (item.pressed) session_.document.select(move.pointer);
    if (action_by_key(ui_, item) == ItemAction::kRemove) {
      command_ = RemoveItem{move.pointer};
      select_ = workflow_;
    }
  }

  void box(size_t index) {
    const DiagramStage& stage = diagram_.stages[index];
    const std::string gate = stage.requirements == 0 ? ""
                                                     : std::to_string(stage.requirements) +
                                                           ui_.tr(" 项要求", " to be met");
    const bool selected = session_.document.is_selected(stage.pointer) ||
                          ancestor_in(session_.document.selection(), "stages") == stage.pointer;
    ImGui::PushID(stage.id.c_str());
    const Item item = add_item_at(ui_, "stage", corner(stage), size(),
                                  {.role = Role::kButton,
                                   .name = stage.label,
                                   .description = gate,
                                   .states = kWithOthers | kCheckable | (selected ? kChecked : 0u),
                                   .overlap = true});
    if (item.visible) draw_box(stage, item, selected);
    if (item.pressed && !arrow_from().empty()) {
      connect(arrow_from(), stage);
    } else {
      selection_.note(session_, item, stage.pointer);
    }
    if (const ItemAction action = action_by_key(ui_, item); action != ItemAction::kNone) {
      if (!session_.document.is_selected(stage.pointer)) session_.document.select(stage.pointer);
      action_ = action;
    }
    handle(stage, item);
    ImGui::PopID();
  }

  void draw_box(const DiagramStage& stage, const Item& item, bool selected) const {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const bool problem = session_.has_problem_below(stage.pointer);
    const ImU32 fill = stage.lane == StageLane::kWon    ? theme::kGoodSoft
                       : stage.lane == StageLane::kLost ? theme::kDangerSoft
                                                        : theme::kSurface;
    const ImU32 edge = problem                                  ? theme::kDanger
                       : selected                               ? theme::kAccent
                       : item.hovered || is_target(stage, item) ? theme::kBorderHover
                                                                : theme::kBorderStrong;
    list->AddRectFilled(item.min, item.max, selected ? theme::kAccentSoft : fill, ui_.px(8));
    list->AddRect(item.min, item.max, edge, ui_.px(8), 0, ui_.px(selected ? 2 : 1));
    const bool locked = stage.requirements > 0;
    const float room = item.width() - ui_.px(22);
    const auto lines = wrap_to_rest(ui_, stage.label, room, {.face = Face::kSemibold}, 2);
    const float line = ui_.px(18);
    const float text = line * static_cast<float>(lines.size());
    float y = item.min.y + (item.height() - text - (locked ? ui_.px(18) : 0)) / 2;
    for (const std::string_view part : lines) {
      draw_text_centred(ui_, {item.min.x + ui_.px(12), y}, line, part, {.face = Face::kSemibold},
                        room);
      y += line;
    }
    draw_focus_ring(ui_, item, 8);
    if (!locked) return;
    draw_icon(ui_, Icon::kGate, {item.min.x + ui_.px(12), y + ui_.px(2)}, ui_.px(13),
              theme::kAccent);
    draw_text_centred(ui_, {item.min.x + ui_.px(29), y}, ui_.px(18),
                      std::to_string(stage.requirements) + ui_.tr(" 项要求", " to be met"),
                      {.size = 12, .colour = theme::kTextSoft}, room - ui_.px(18));
  }

  std::string arrow_key() const { return "arrow:" + workflow_; }
  // The stage from which an arrow is being drawn; "" for none.
  std::string arrow_from() const {
    const auto from = session_.drafts.find(arrow_key());
    return from != session_.drafts.end() ? from->second : std::string();
  }
  bool is_target(const DiagramStage& stage, const Item& item) const {
    const std::string from = arrow_from();
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    return !from.empty() && from != stage.id && mouse.x >= item.min.x && mouse.x < item.max.x &&
           mouse.y >= item.min.y && mouse.y < item.max.y;
  }

  void connect(const std::string& from, const DiagramStage& to) {
    session_.drafts.erase(arrow_key());
    if (from == to.id) return;
    command_ = SetProperty{workflow_ + "/transitions",
                           with_move(session_.json(), workflow_, from, to.id), false};
    select_ = session_.document.selection();
    ui_.announce(ui_.tr("已连到“", "Leads to “") + to.label + "”");
  }

  // From here arrows are drawn: pulled to another box, or pressed and then that box.
  void handle(const DiagramStage& stage, const Item& box) {
    const float side = ui_.px(kArrowHandle);
    const ImVec2 at{box.max.x - side / 2, box.max.y - side / 2 - ui_.px(4)};
    const std::string name =
        ui_.tr("从“", "Draw a move from “") + stage.label + ui_.tr("”画一条移动", "”");
    const Item item = add_item_at(ui_, "handle", at, {side, side},
                                  {.role = Role::kButton, .name = name, .cursor = Cursor::kGrab});
    const bool drawing = arrow_from() == stage.id;
    if (item.visible) {
      ImDrawList* list = ImGui::GetWindowDrawList();
      const ImVec2 middle = (item.min + item.max) * 0.5f;
      list->AddCircleFilled(middle, side / 2,
                            drawing || item.hovered ? theme::kAccent : theme::kSurface);
      list->AddCircle(middle, side / 2, theme::kAccent, 0, ui_.px(1));
      draw_icon(ui_, Icon::kPlus, item.min + ImVec2(ui_.px(4), ui_.px(4)), side - ui_.px(8),
                drawing || item.hovered ? theme::kOnAccent : theme::kAccent);
      draw_focus_ring(ui_, item, kArrowHandle / 2);
      tooltip(ui_, item,
              ui_.tr("拖到另一个阶段，画一条移动", "Drag it to another stage to draw a move"));
    }
    if (item.held && pulled()) session_.drafts[arrow_key()] = stage.id;
    if (item.pressed && !pulled_) {
      if (drawing) {
        session_.drafts.erase(arrow_key());
      } else {
        session_.drafts[arrow_key()] = stage.id;
        ui_.announce(ui_.tr("现在选目标阶段", "Now choose the stage that it leads to"));
      }
    }
  }

  bool pulled() const {
    const ImVec2 far = ImGui::GetMouseDragDelta(0, 0);
    const float least = ui_.px(5);
    return far.x * far.x + far.y * far.y >= least * least;
  }

  // The arrow under the pointer, and where it is let go.
  void drag() {
    const std::string from = arrow_from();
    if (from.empty()) return;
    if (ui_.shortcut(Key::kEscape, 0)) {
      session_.drafts.erase(arrow_key());
      return;
    }
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const DiagramStage* over = nullptr;
    const DiagramStage* source = nullptr;
    for (const DiagramStage& stage : diagram_.stages) {
      const ImVec2 at = corner(stage);
      const ImVec2 end = at + size();
      if (mouse.x >= at.x && mouse.x < end.x && mouse.y >= at.y && mouse.y < end.y) over = &stage;
      if (stage.id == from) source = &stage;
    }
    if (source == nullptr) return;
    const std::string pull_key = arrow_key() + "#pulled";
    if (ImGui::IsMouseDown(0) && pulled()) {
      session_.drafts[pull_key] = "1";
      ui_.set_cursor(Cursor::kGrabbing);
      const ImVec2 start = corner(*source) + ImVec2(size().x, size().y - ui_.px(12));
      draw_route({start, start, mouse, mouse}, theme::kAccent, 2);
    } else if (session_.drafts.erase(pull_key) > 0) {
      session_.drafts.erase(arrow_key());
      if (over != nullptr) connect(from, *over);
    }
  }

  void tools() {
    gap(ui_, 8);
    const Json* written = session_.at(workflow_ + "/transitions");
    if (written == nullptr) {
      paragraph(
          ui_,
          ui_.tr("没有另外规定时，每个阶段可以到下一个，也可以退回一个；画一条移动就可以另作规定。",
                 "Unless you draw moves, each stage leads to the next and back by one."),
          {.size = theme::kSmallText, .colour = theme::kTextFaint}, "meant");
      gap(ui_, 6);
    }
    const std::string chosen = ancestor_in(session_.document.selection(), "stages");
    const Json* stages = session_.at(workflow_ + "/stages");
    const size_t count = stages != nullptr && stages->is_array() ? stages->size() : 0;
    Flow flow(ui_);
    if (tool(flow, "add", ui_.tr("添加阶段", "Add stage"), Icon::kPlus)) {
      const size_t position = chosen.empty() ? count : last_index(chosen) + 1;
      if (session_.run(AddStage{workflow_, position})) {
        session_.focus_on(session_.document.selection() + "/label");
      }
    }
    if (chosen.empty()) return;
    if (tool(flow, "earlier", ui_.tr("提前", "Earlier"), Icon::kUp)) act(ItemAction::kUp);
    if (tool(flow, "later", ui_.tr("推后", "Later"), Icon::kDown)) act(ItemAction::kDown);
    if (tool(flow, "delete", ui_.tr("删除阶段", "Delete stage"), Icon::kTrash)) {
      act(ItemAction::kRemove);
    }
    if (count > 1) choose_several_button(session_, flow);
  }

  bool tool(Flow& flow, const char* key, const char* name, Icon icon) {
    const ButtonSpec spec{.name = name, .icon = icon, .small = true};
    flow.place(button_width(ui_, spec));
    return button(ui_, key, spec);
  }

  void act(ItemAction action) {
    if (session_.document.selected().size() == 1) {
      session_.document.select(ancestor_in(session_.document.selection(), "stages"));
    }
    action_ = action;
  }

  DesignSession& session_;
  Ui& ui_;
  std::string workflow_;
  WorkflowDiagram diagram_;
  ImVec2 origin_;
  float width_ = 0;
  float height_ = 0;
  std::vector<float> row_tops_;
  std::vector<float> lane_tops_;
  bool pulled_ = ImGui::IsMouseDragging(0);
  std::optional<Command> command_;
  std::string select_;
  PartSelection selection_;
  ItemAction action_ = ItemAction::kNone;
};

}  // namespace

void workflow_picture(DesignSession& session, const std::string& workflow) {
  Picture(session, workflow).draw();
}

}  // namespace tollgate::designer
