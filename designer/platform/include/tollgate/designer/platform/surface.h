// Where the designer's frames go, and where its letters come from.
//
// The web surface draws on a canvas by WebGL2 and lets the browser draw each glyph with the
// system's own fonts (Canvas2D), so Chinese needs no font download. The null surface measures
// letters by rule and draws nothing: for tests.
#pragma once

#include <memory>

#include "tollgate/designer/widgets/ui.h"

namespace tollgate::designer {

class Surface {
 public:
  virtual ~Surface() = default;
  // Adds the three faces to the current ImGui context. They are drawn anew for every size asked
  // for, so a change of the pixel ratio needs nothing more.
  virtual Fonts load_fonts() = 0;
  virtual void draw(int width, int height) = 0;  // device pixels
  // The graphics context was taken away; everything on the graphics card is gone.
  virtual void lose() {}
  virtual void restore() {}
};

std::unique_ptr<Surface> make_null_surface();
#ifdef __EMSCRIPTEN__
// On the canvas that the host handed in as `Module.canvas`; nullptr without WebGL2.
std::unique_ptr<Surface> make_web_surface();
#endif

}  // namespace tollgate::designer
