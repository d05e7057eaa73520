#include <imgui_internal.h>

#include "tollgate/designer/platform/surface.h"

namespace tollgate::designer {
namespace {

bool init_source(ImFontAtlas*, ImFontConfig*) { return true; }
bool has_glyph(ImFontAtlas*, ImFontConfig*, ImWchar c) { return c >= 32; }

bool init_size(ImFontAtlas*, ImFontConfig*, ImFontBaked* baked, void*) {
  baked->Ascent = baked->Size * 0.88f;
  baked->Descent = -baked->Size * 0.12f;
  return true;
}

// Half a square for Latin letters, a square for the rest.
bool load_glyph(ImFontAtlas*, ImFontConfig*, ImFontBaked* baked, void*, ImWchar c,
                ImFontGlyph* glyph, float* advance) {
  const float width = c < 0x2E80 ? baked->Size / 2 : baked->Size;
  if (advance != nullptr) {
    *advance = width;
  } else {
    glyph->Codepoint = c;
    glyph->AdvanceX = width;
  }
  return true;
}

class NullSurface final : public Surface {
 public:
  NullSurface() {
    loader_.Name = "null";
    loader_.FontSrcInit = init_source;
    loader_.FontSrcContainsGlyph = has_glyph;
    loader_.FontBakedInit = init_size;
    loader_.FontBakedLoadGlyph = load_glyph;
  }

  Fonts load_fonts() override {
    ImGuiIO& io = ImGui::GetIO();
    io.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
    ImFontConfig config;
    config.FontLoader = &loader_;
    config.SizePixels = 14;
    config.FontData = const_cast<char*>("-");
    config.FontDataSize = 1;
    config.FontDataOwnedByAtlas = false;
    Fonts fonts;
    fonts.regular = io.Fonts->AddFont(&config);
    fonts.semibold = io.Fonts->AddFont(&config);
    fonts.mono = io.Fonts->AddFont(&config);
    return fonts;
  }

  void draw(int, int) override {
    // What a renderer does with textures, without the texture.
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
      if (texture->Status == ImTextureStatus_WantDestroy) {
        texture->SetTexID(ImTextureID_Invalid);
        texture->SetStatus(ImTextureStatus_Destroyed);
      } else if (texture->Status != ImTextureStatus_OK) {
        texture->SetTexID(1);
        texture->SetStatus(ImTextureStatus_OK);
      }
    }
  }

 private:
  ImFontLoader loader_;
};

}  // namespace

std::unique_ptr<Surface> make_null_surface() { return std::make_unique<NullSurface>(); }

}  // namespace tollgate::designer
