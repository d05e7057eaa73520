// ImGui's draw lists on WebGL2. It owns the context, so it sets what it needs and never asks the
// graphics card for its state: each such question would wait until the card is done drawing.
#pragma once

#include <imgui.h>

namespace tollgate::designer {

class Renderer {
 public:
  // Makes the program and the buffers in the current context.
  void start();
  // The context is gone, and with it all that was made there; textures will be made anew.
  void forget();
  void draw(ImDrawData* data, int width, int height);

 private:
  void update_texture(ImTextureData* texture);

  unsigned int program_ = 0;
  unsigned int vertices_ = 0;
  unsigned int indices_ = 0;
  int size_location_ = -1;
};

}  // namespace tollgate::designer
