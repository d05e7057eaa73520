// All panels in their places. One draw() a frame.
#pragma once

#include "tollgate/designer/panels/bench.h"

namespace tollgate::designer {

class Workbench {
 public:
  Workbench(Ui& ui, Document document) : bench_(ui, std::move(document)) {}
  void draw();
  Bench& bench() { return bench_; }
  const Bench& bench() const { return bench_; }

 private:
  void shortcuts();
  void panels();
  void follow_view();
  void keep_focus();
  void toast();

  Bench bench_;
  std::optional<std::string> drawn_view_;  // of the last frame
  std::string drawn_selection_;
};

}  // namespace tollgate::designer
