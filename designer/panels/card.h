// How editors of parts lay out the canvas: white cards beside and below each other, and lines of
// words and controls that wrap.
#pragma once

#include <string_view>

#include "tollgate/designer/widgets/text.h"
#include "tollgate/designer/widgets/ui.h"

namespace tollgate::designer {

// A white card at the cursor, as high as what is in it; closed when it goes out of scope. The next
// card stands below, or beside it after same_line().
class Card {
 public:
  // Width in device pixels; 0: all there is.
  Card(Ui& ui, const char* key, float width = 0);
  ~Card();
  Card(const Card&) = delete;
};

// Words and controls side by side, in as many lines as they need.
//
//   Flow flow(ui);
//   flow.words("in the last");
//   flow.place(ui.px(80));
//   text_field(…, {.width = ui.px(80)});
class Flow {
 public:
  explicit Flow(Ui& ui, float gap_css = 8);
  // The next item, drawn by the caller, is this wide (device pixels).
  void place(float width);
  // Centred beside controls of that height (CSS pixels); nothing for no words.
  void words(std::string_view text, const TextStyle& style = {.size = 15},
             float height = theme::kControlHeight);
  // All the width there is in one line.
  float room() const { return right_ - left_; }

 private:
  Ui& ui_;
  float gap_;
  float left_, right_;
  float end_ = -1;  // of the line so far; below 0: nothing stands there
};

// While it is there, what is drawn takes all the width for no more than this (device pixels).
class NarrowRoom {
 public:
  explicit NarrowRoom(float width);
  ~NarrowRoom();
  NarrowRoom(const NarrowRoom&) = delete;

 private:
  float right_;
};

}  // namespace tollgate::designer
