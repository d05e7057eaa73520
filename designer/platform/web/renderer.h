// ImGui's draw lists on WebGL2. It owns the context, so it sets what it needs and never asks the
// graphics card for its state: each such question would wait until the card is done drawing.
#pragma once

#include <imgui.h>

#include <vector>

namespace tollgate::designer {

class Renderer {
 public:
  // Makes the program and the buffers in the current context.
  void start();
  // The context is gone, and with it all that was made there; textures will be made anew.
  void forget();
  // What the canvas shows already is not drawn again: an event is followed by frames in which
  // nothing moves, and each costs a slow graphics processor as much as the first.
  void draw(ImDrawData* data, int width, int height);

 private:
  // A draw list as it was drawn last.
  struct DrawnList {
    std::vector<ImDrawVert> vertices;
    std::vector<ImDrawIdx> indices;
    std::vector<ImDrawCmd> commands;
  };

  void update_texture(ImTextureData* texture);
  // Whether the canvas shows just this; keeps it for the next question when it does not.
  bool is_shown(const ImDrawData* data, int width, int height);
  void draw_lists(const ImDrawData* data, int width, int height);

  unsigned int program_ = 0;
  unsigned int vertices_ = 0;
  unsigned int indices_ = 0;
  int size_location_ = -1;
  std::vector<DrawnList> drawn_;
  int drawn_width_ = 0;  // in pixels; 0: nothing is drawn yet
  int drawn_height_ = 0;
};

}  // namespace tollgate::designer
