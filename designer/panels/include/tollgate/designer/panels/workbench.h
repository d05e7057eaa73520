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
  void toast();

  Bench bench_;
};

}  // namespace tollgate::designer
