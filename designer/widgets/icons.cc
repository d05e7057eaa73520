#include "tollgate/designer/widgets/icons.h"

#include <algorithm>
#include <cmath>

namespace tollgate::designer {
namespace {

// Draws on a 16 x 16 grid, scaled to the icon's size.
class Pen {
 public:
  Pen(ImVec2 origin, float size, ImU32 colour)
      : list_(ImGui::GetWindowDrawList()),
        origin_(origin),
        unit_(size / 16),
        colour_(colour),
        thickness_(std::max(1.0f, size / 16 * 1.35f)) {}

  void line(float x1, float y1, float x2, float y2) {
    list_->AddLine(at(x1, y1), at(x2, y2), colour_, thickness_);
  }
  void path(std::initializer_list<ImVec2> points, bool closed = false) {
    list_->PathClear();
    for (const ImVec2& p : points) list_->PathLineTo(at(p.x, p.y));
    list_->PathStroke(colour_, closed ? ImDrawFlags_Closed : ImDrawFlags_None, thickness_);
  }
  void box(float x1, float y1, float x2, float y2, float radius) {
    list_->AddRect(at(x1, y1), at(x2, y2), colour_, radius * unit_, 0, thickness_);
  }
  void fill_box(float x1, float y1, float x2, float y2, float radius = 0) {
    list_->AddRectFilled(at(x1, y1), at(x2, y2), colour_, radius * unit_);
  }
  void circle(float x, float y, float radius) {
    list_->AddCircle(at(x, y), radius * unit_, colour_, 0, thickness_);
  }
  void dot(float x, float y, float radius) {
    list_->AddCircleFilled(at(x, y), radius * unit_, colour_);
  }
  // Angles in quarters of a turn, clockwise from the right.
  void arc(float x, float y, float radius, float from, float to) {
    constexpr float kQuarter = 1.57079633f;
    list_->PathClear();
    list_->PathArcTo(at(x, y), radius * unit_, from * kQuarter, to * kQuarter);
    list_->PathStroke(colour_, ImDrawFlags_None, thickness_);
  }

 private:
  ImVec2 at(float x, float y) const { return {origin_.x + x * unit_, origin_.y + y * unit_}; }

  ImDrawList* list_;
  ImVec2 origin_;
  float unit_;
  ImU32 colour_;
  float thickness_;
};

void calendar(Pen& pen) {
  pen.box(2.5f, 3.5f, 13.5f, 13.5f, 2);
  pen.line(2.5f, 6.8f, 13.5f, 6.8f);
  pen.line(5.5f, 2, 5.5f, 4.6f);
  pen.line(10.5f, 2, 10.5f, 4.6f);
}

void clock(Pen& pen) {
  pen.circle(8, 8, 5.8f);
  pen.path({{8, 4.8f}, {8, 8.2f}, {10.3f, 9.6f}});
}

void page(Pen& pen) {
  pen.path({{3.5f, 2}, {9.5f, 2}, {12.5f, 5}, {12.5f, 14}, {3.5f, 14}}, true);
  pen.path({{9.2f, 2.2f}, {9.2f, 5.3f}, {12.3f, 5.3f}});
}

void draw(Pen& pen, Icon icon) {
  switch (icon) {
    case Icon::kNone:
      break;
    case Icon::kText:
      pen.line(3.5f, 4, 12.5f, 4);
      pen.line(8, 4, 8, 12.6f);
      pen.line(3.5f, 4, 3.5f, 5.6f);
      pen.line(12.5f, 4, 12.5f, 5.6f);
      break;
    case Icon::kLongText:
      pen.line(2.5f, 4, 13.5f, 4);
      pen.line(2.5f, 8, 13.5f, 8);
      pen.line(2.5f, 12, 9, 12);
      break;
    case Icon::kNumber:
      pen.line(6.2f, 2.5f, 4.8f, 13.5f);
      pen.line(11.2f, 2.5f, 9.8f, 13.5f);
      pen.line(3, 5.8f, 13.4f, 5.8f);
      pen.line(2.6f, 10.2f, 13, 10.2f);
      break;
    case Icon::kBoolean:
      pen.box(1.8f, 4.5f, 14.2f, 11.5f, 3.5f);
      pen.dot(10.6f, 8, 2);
      break;
    case Icon::kDate:
      calendar(pen);
      break;
    case Icon::kTime:
      clock(pen);
      break;
    case Icon::kDateTime:
      calendar(pen);
      pen.path({{8, 8.4f}, {8, 10.4f}, {9.8f, 11.2f}});
      break;
    case Icon::kDuration:
      pen.circle(8, 9, 4.8f);
      pen.line(6.2f, 1.9f, 9.8f, 1.9f);
      pen.line(8, 1.9f, 8, 4);
      pen.line(8, 9, 9.8f, 7);
      break;
    case Icon::kChoice:
      pen.circle(8, 8, 5.6f);
      pen.dot(8, 8, 2.6f);
      break;
    case Icon::kMultiChoice:
      pen.box(2.5f, 2.5f, 13.5f, 13.5f, 2.5f);
      pen.path({{5, 8.2f}, {7.2f, 10.4f}, {11.2f, 5.8f}});
      break;
    case Icon::kReference:
      pen.arc(5.5f, 8, 3.2f, 1, 3);
      pen.arc(10.5f, 8, 3.2f, -1, 1);
      pen.line(5.5f, 4.8f, 7, 4.8f);
      pen.line(5.5f, 11.2f, 7, 11.2f);
      pen.line(9, 4.8f, 10.5f, 4.8f);
      pen.line(9, 11.2f, 10.5f, 11.2f);
      pen.line(5.8f, 8, 10.2f, 8);
      break;
    case Icon::kList:
      for (const float y : {4.0f, 8.0f, 12.0f}) {
        pen.dot(3.2f, y, 1);
        pen.line(6, y, 13.5f, y);
      }
      break;
    case Icon::kLocation:
      pen.arc(8, 6.4f, 4.6f, 1.6f, 4.4f);
      pen.path({{4.3f, 9.1f}, {8, 14.2f}, {11.7f, 9.1f}});
      pen.circle(8, 6.4f, 1.6f);
      break;
    case Icon::kPhoto:
      pen.box(1.8f, 4.2f, 14.2f, 13, 2);
      pen.circle(8, 8.6f, 2.5f);
      pen.path({{5.4f, 4.2f}, {6.4f, 2.6f}, {9.6f, 2.6f}, {10.6f, 4.2f}});
      break;
    case Icon::kMail:
      pen.box(1.8f, 3.4f, 14.2f, 12.6f, 1.6f);
      pen.path({{2.4f, 4.4f}, {8, 9}, {13.6f, 4.4f}});
      break;
    case Icon::kPhone:
      pen.box(4.2f, 1.6f, 11.8f, 14.4f, 1.8f);
      pen.line(7, 12.2f, 9, 12.2f);
      break;
    case Icon::kLink:
      pen.path({{6.6f, 9.4f}, {9.4f, 6.6f}});
      pen.path({{7.2f, 4.6f}, {9, 2.8f}, {11.4f, 2.6f}, {13.4f, 4.6f}, {13.2f, 7}, {11.4f, 8.8f}});
      pen.path({{8.8f, 11.4f}, {7, 13.2f}, {4.6f, 13.4f}, {2.6f, 11.4f}, {2.8f, 9}, {4.6f, 7.2f}});
      break;
    case Icon::kRating:
      pen.path({{8, 1.8f},
                {9.9f, 5.9f},
                {14.3f, 6.4f},
                {11, 9.4f},
                {11.9f, 13.8f},
                {8, 11.6f},
                {4.1f, 13.8f},
                {5, 9.4f},
                {1.7f, 6.4f},
                {6.1f, 5.9f}},
               true);
      break;
    case Icon::kMoney:
      pen.circle(8, 8, 6.2f);
      pen.path({{5.4f, 4.6f}, {8, 8}, {10.6f, 4.6f}});
      pen.line(8, 8, 8, 12);
      pen.line(5.8f, 8.4f, 10.2f, 8.4f);
      pen.line(5.8f, 10.2f, 10.2f, 10.2f);
      break;
    case Icon::kFile:
      page(pen);
      break;
    case Icon::kSignature:
      pen.path({{2, 11},
                {3.6f, 7.6f},
                {5.2f, 3.6f},
                {6.2f, 4.2f},
                {5.2f, 9},
                {4.9f, 10.8f},
                {7, 8},
                {8.2f, 8},
                {8, 10.4f},
                {9.6f, 9},
                {11, 9.4f},
                {13.8f, 8.6f}});
      pen.line(2, 13.6f, 14, 13.6f);
      break;
    case Icon::kAudio:
      pen.box(5.8f, 1.8f, 10.2f, 9, 2.2f);
      pen.arc(8, 7.2f, 4.6f, 0, 2);
      pen.line(8, 11.8f, 8, 14.2f);
      break;
    case Icon::kUndo:
      pen.arc(8.6f, 8.6f, 4.6f, 2, 5);
      pen.path({{1.7f, 6}, {4, 8.8f}, {6.7f, 6.6f}});
      break;
    case Icon::kRedo:
      pen.arc(7.4f, 8.6f, 4.6f, 1, 4);
      pen.path({{14.3f, 6}, {12, 8.8f}, {9.3f, 6.6f}});
      break;
    case Icon::kSave:
      pen.path({{2.5f, 2.5f}, {11, 2.5f}, {13.5f, 5}, {13.5f, 13.5f}, {2.5f, 13.5f}}, true);
      pen.path({{5, 13.4f}, {5, 9}, {11, 9}, {11, 13.4f}});
      pen.path({{5.4f, 2.6f}, {5.4f, 5.4f}, {9.8f, 5.4f}, {9.8f, 2.6f}});
      break;
    case Icon::kImport:
      pen.line(8, 2, 8, 10);
      pen.path({{4.8f, 7}, {8, 10.2f}, {11.2f, 7}});
      pen.path({{2.5f, 10.5f}, {2.5f, 13.5f}, {13.5f, 13.5f}, {13.5f, 10.5f}});
      break;
    case Icon::kExport:
      pen.line(8, 10.4f, 8, 2.4f);
      pen.path({{4.8f, 5.4f}, {8, 2.2f}, {11.2f, 5.4f}});
      pen.path({{2.5f, 10.5f}, {2.5f, 13.5f}, {13.5f, 13.5f}, {13.5f, 10.5f}});
      break;
    case Icon::kEye:
      pen.path({{1.6f, 8},
                {3.6f, 5.4f},
                {6, 4},
                {8, 3.7f},
                {10, 4},
                {12.4f, 5.4f},
                {14.4f, 8},
                {12.4f, 10.6f},
                {10, 12},
                {8, 12.3f},
                {6, 12},
                {3.6f, 10.6f}},
               true);
      pen.circle(8, 8, 2.1f);
      break;
    case Icon::kPlus:
      pen.line(8, 3, 8, 13);
      pen.line(3, 8, 13, 8);
      break;
    case Icon::kTrash:
      pen.line(2.6f, 4.2f, 13.4f, 4.2f);
      pen.path({{3.9f, 4.4f}, {4.6f, 13.6f}, {11.4f, 13.6f}, {12.1f, 4.4f}});
      pen.path({{6, 4}, {6, 2.4f}, {10, 2.4f}, {10, 4}});
      pen.line(6.7f, 7, 6.9f, 11);
      pen.line(9.3f, 7, 9.1f, 11);
      break;
    case Icon::kUp:
      pen.line(8, 3.2f, 8, 13);
      pen.path({{4.2f, 6.8f}, {8, 3}, {11.8f, 6.8f}});
      break;
    case Icon::kDown:
      pen.line(8, 3, 8, 12.8f);
      pen.path({{4.2f, 9.2f}, {8, 13}, {11.8f, 9.2f}});
      break;
    case Icon::kCopy:
      pen.box(5.2f, 5.2f, 13.5f, 13.5f, 1.8f);
      pen.path({{10.4f, 5}, {10.4f, 2.5f}, {2.5f, 2.5f}, {2.5f, 10.4f}, {5, 10.4f}});
      break;
    case Icon::kGrip:
      for (const float y : {4.0f, 8.0f, 12.0f}) {
        pen.dot(6, y, 1.1f);
        pen.dot(10, y, 1.1f);
      }
      break;
    case Icon::kChevronRight:
      pen.path({{6.2f, 4.2f}, {10, 8}, {6.2f, 11.8f}});
      break;
    case Icon::kChevronDown:
      pen.path({{4.2f, 6.2f}, {8, 10}, {11.8f, 6.2f}});
      break;
    case Icon::kClose:
      pen.line(4, 4, 12, 12);
      pen.line(12, 4, 4, 12);
      break;
    case Icon::kCheck:
      pen.path({{3.4f, 8.4f}, {6.6f, 11.6f}, {12.6f, 4.8f}});
      break;
    case Icon::kWarning:
      pen.path({{8, 2.4f}, {14.4f, 13.4f}, {1.6f, 13.4f}}, true);
      pen.line(8, 6.4f, 8, 9.6f);
      pen.dot(8, 11.5f, 0.8f);
      break;
    case Icon::kError:
      pen.circle(8, 8, 6);
      pen.line(8, 4.8f, 8, 8.6f);
      pen.dot(8, 11, 0.8f);
      break;
    case Icon::kForm:
      pen.box(2.5f, 2, 13.5f, 14, 2);
      pen.line(5, 5.2f, 11, 5.2f);
      pen.box(5, 7.6f, 11, 11.2f, 0.8f);
      break;
    case Icon::kSection:
      pen.box(2, 2.5f, 14, 13.5f, 2);
      pen.line(2, 6.2f, 14, 6.2f);
      break;
    case Icon::kEntity:
      pen.box(2.2f, 2.5f, 13.8f, 13.5f, 2);
      pen.line(2.2f, 6.2f, 13.8f, 6.2f);
      pen.line(2.2f, 9.8f, 13.8f, 9.8f);
      pen.line(6.4f, 6.2f, 6.4f, 13.4f);
      break;
    case Icon::kScorecard:
      pen.arc(8, 10.4f, 6, 2, 4);
      pen.line(8, 10.4f, 11, 6.6f);
      pen.dot(8, 10.4f, 1.2f);
      pen.line(2, 13.4f, 14, 13.4f);
      break;
    case Icon::kWorkflow:
      pen.box(1.8f, 5.6f, 5.6f, 10.4f, 1.2f);
      pen.box(10.4f, 5.6f, 14.2f, 10.4f, 1.2f);
      pen.line(5.6f, 8, 10, 8);
      pen.path({{8.3f, 6.2f}, {10.1f, 8}, {8.3f, 9.8f}});
      break;
    case Icon::kGate:
      pen.line(3, 2.6f, 3, 13.6f);
      pen.line(13, 2.6f, 13, 13.6f);
      pen.line(3, 6, 13, 6);
      pen.line(3, 10.2f, 13, 10.2f);
      pen.line(5, 6, 7.6f, 10.2f);
      pen.line(8.6f, 6, 11.2f, 10.2f);
      break;
    case Icon::kAutomation:
      pen.path({{9.2f, 1.8f}, {3.6f, 9}, {7.6f, 9}, {6.8f, 14.2f}, {12.4f, 6.9f}, {8.4f, 6.9f}},
               true);
      break;
    case Icon::kMetric:
      pen.line(2.4f, 13.6f, 13.8f, 13.6f);
      pen.fill_box(3.4f, 9, 5.4f, 12.4f, 0.6f);
      pen.fill_box(7, 6, 9, 12.4f, 0.6f);
      pen.fill_box(10.6f, 3, 12.6f, 12.4f, 0.6f);
      break;
    case Icon::kDashboard:
      pen.box(2, 2, 7, 8.4f, 1.2f);
      pen.box(9, 2, 14, 5.4f, 1.2f);
      pen.box(9, 7.6f, 14, 14, 1.2f);
      pen.box(2, 10.6f, 7, 14, 1.2f);
      break;
    case Icon::kApp:
      pen.box(2, 2, 6.8f, 6.8f, 1.4f);
      pen.box(9.2f, 2, 14, 6.8f, 1.4f);
      pen.box(2, 9.2f, 6.8f, 14, 1.4f);
      pen.box(9.2f, 9.2f, 14, 14, 1.4f);
      break;
    case Icon::kView:
      pen.box(2, 3, 14, 13, 1.8f);
      pen.line(2, 6.4f, 14, 6.4f);
      pen.line(2, 9.7f, 14, 9.7f);
      break;
    case Icon::kFilter:
      pen.path({{2, 3}, {14, 3}, {9.6f, 8.6f}, {9.6f, 13.2f}, {6.4f, 11.4f}, {6.4f, 8.6f}}, true);
      break;
    case Icon::kRole:
      pen.circle(8, 5.2f, 2.9f);
      pen.arc(8, 14.6f, 5.6f, 2.15f, 3.85f);
      break;
    case Icon::kLanguage:
      pen.circle(8, 8, 6);
      pen.line(2, 8, 14, 8);
      pen.path({{8, 2},
                {5.8f, 4.6f},
                {5.2f, 8},
                {5.8f, 11.4f},
                {8, 14},
                {10.2f, 11.4f},
                {10.8f, 8},
                {10.2f, 4.6f},
                {8, 2}});
      break;
    case Icon::kMore:
      pen.dot(3.4f, 8, 1.3f);
      pen.dot(8, 8, 1.3f);
      pen.dot(12.6f, 8, 1.3f);
      break;
  }
}

}  // namespace

void draw_icon(const Ui&, Icon icon, ImVec2 position, float size, ImU32 colour) {
  Pen pen({std::round(position.x), std::round(position.y)}, size, colour);
  draw(pen, icon);
}

Icon icon_named(std::string_view name) {
  struct Entry {
    std::string_view name;
    Icon icon;
  };
  static constexpr Entry kIcons[] = {
      {"text", Icon::kText},           {"long_text", Icon::kLongText},
      {"number", Icon::kNumber},       {"boolean", Icon::kBoolean},
      {"date", Icon::kDate},           {"time", Icon::kTime},
      {"date_time", Icon::kDateTime},  {"duration", Icon::kDuration},
      {"choice", Icon::kChoice},       {"multi_choice", Icon::kMultiChoice},
      {"reference", Icon::kReference}, {"list", Icon::kList},
      {"location", Icon::kLocation},   {"photo", Icon::kPhoto},
      {"file", Icon::kFile},           {"signature", Icon::kSignature},
      {"audio", Icon::kAudio},         {"mail", Icon::kMail},
      {"phone", Icon::kPhone},         {"link", Icon::kLink},
      {"rating", Icon::kRating},       {"money", Icon::kMoney}};
  for (const Entry& entry : kIcons) {
    if (entry.name == name) return entry.icon;
  }
  return Icon::kNone;
}

}  // namespace tollgate::designer
