#ifdef __EMSCRIPTEN__

#include <emscripten.h>
#include <emscripten/html5.h>
#include <imgui_internal.h>

#include <cmath>
#include <cstdlib>

#include "tollgate/designer/platform/surface.h"
#include "web/renderer.h"

// JavaScript, which clang-format would break (=== becomes == =).
// clang-format off
// The font families, as the host's CSS names them, by face.
EM_JS(void, tg_glyphs_start, (), {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 160;
  const context = canvas.getContext("2d", {willReadFrequently : true});
  const families = Module.fontFamilies;
  Module.tgGlyphs = {
    canvas,
    context,
    // Also used by the host's text inputs, so that text does not move when it is edited.
    font(face, size) {
      return (face === 1 ? "600 " : "") + size + "px " + (face === 2 ? families.mono : families.text);
    },
  };
});

// Ascent and descent of the first font of the family, in pixels.
EM_JS(void, tg_font_metrics, (int face, float size, float* out), {
  const g = Module.tgGlyphs;
  g.context.font = g.font(face, size);
  const m = g.context.measureText("M");
  HEAPF32[out >> 2] = m.fontBoundingBoxAscent;
  HEAPF32[(out >> 2) + 1] = m.fontBoundingBoxDescent;
});

// Fills out[0..4] with advance, left, top, width, height. Returns bytes from malloc (RGBA for
// coloured glyphs, as out[5] then says, else coverage), or null for what leaves no mark.
EM_JS(unsigned char*, tg_glyph, (int code_point, int face, float size, int metrics_only, float* out), {
  const g = Module.tgGlyphs;
  const text = String.fromCodePoint(code_point);
  let context = g.context;
  context.font = g.font(face, size);
  context.textBaseline = "alphabetic";
  const m = context.measureText(text);
  const left = Math.floor(-m.actualBoundingBoxLeft) - 1;
  const top = Math.floor(-m.actualBoundingBoxAscent) - 1;
  const width = Math.min(1024, Math.ceil(m.actualBoundingBoxRight) + 1 - left);
  const height = Math.min(1024, Math.ceil(m.actualBoundingBoxDescent) + 1 - top);
  const o = out >> 2;
  HEAPF32[o] = m.width;
  HEAPF32[o + 1] = left;
  HEAPF32[o + 2] = top;
  HEAPF32[o + 3] = width;
  HEAPF32[o + 4] = height;
  HEAPF32[o + 5] = 0;
  if (metrics_only || !(width > 2) || !(height > 2)) return 0;
  if (width > g.canvas.width || height > g.canvas.height) {
    g.canvas.width = Math.max(width, g.canvas.width);
    g.canvas.height = Math.max(height, g.canvas.height);
    context.font = g.font(face, size);
    context.textBaseline = "alphabetic";
  }
  context.clearRect(0, 0, width, height);
  context.fillStyle = "#fff";
  context.fillText(text, -left, -top);
  const pixels = context.getImageData(0, 0, width, height).data;
  let coloured = false;
  for (let i = 0; i < pixels.length && !coloured; i += 4) {
    coloured = pixels[i + 3] > 40 && pixels[i] + pixels[i + 1] + pixels[i + 2] < 640;
  }
  if (coloured) {
    const data = _malloc(pixels.length);
    HEAPU8.set(pixels, data);
    HEAPF32[o + 5] = 1;
    return data;
  }
  const data = _malloc(width * height);
  for (let i = 0, n = width * height; i < n; i++) HEAPU8[data + i] = pixels[i * 4 + 3];
  return data;
});

EM_JS(void, tg_name_canvas, (), { specialHTMLTargets["!designer"] = Module.canvas; });
// clang-format on

namespace tollgate::designer {
namespace {

bool init_browser_source(ImFontAtlas*, ImFontConfig*) { return true; }
bool has_browser_glyph(ImFontAtlas*, ImFontConfig*, ImWchar c) { return c >= 32; }

bool init_browser_size(ImFontAtlas*, ImFontConfig* source, ImFontBaked* baked, void*) {
  float metrics[2] = {};
  tg_font_metrics(static_cast<int>(source->FontNo), baked->Size, metrics);
  // Centred in the em as the browser centres a line of its own text. Fonts with much room above
  // their letters would sit too low; the host's inputs are raised by the same rule.
  const float centred = baked->Size / 2 + (metrics[0] - metrics[1]) / 2;
  const float baseline = std::fmin(centred, baked->Size * 0.875f);
  baked->Ascent = std::round(baseline);
  baked->Descent = baked->Ascent - baked->Size;
  return true;
}

bool load_browser_glyph(ImFontAtlas* atlas, ImFontConfig* source, ImFontBaked* baked, void*,
                        ImWchar c, ImFontGlyph* glyph, float* advance) {
  float out[6] = {};
  unsigned char* bytes = tg_glyph(static_cast<int>(c), static_cast<int>(source->FontNo),
                                  baked->Size, advance != nullptr, out);
  // Whole pixels between letters: each is drawn once and must stay sharp wherever it stands.
  const float width = std::round(out[0]);
  if (advance != nullptr) {
    *advance = width;
    return true;
  }
  glyph->Codepoint = c;
  glyph->AdvanceX = width;
  if (bytes == nullptr) return true;
  const int w = static_cast<int>(out[3]);
  const int h = static_cast<int>(out[4]);
  const ImFontAtlasRectId rect_id = ImFontAtlasPackAddRect(atlas, w, h);
  if (rect_id == ImFontAtlasRectId_Invalid) {
    std::free(bytes);
    return false;
  }
  ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, rect_id);
  glyph->X0 = out[1];
  glyph->Y0 = out[2] + baked->Ascent;
  glyph->X1 = glyph->X0 + static_cast<float>(w);
  glyph->Y1 = glyph->Y0 + static_cast<float>(h);
  glyph->Visible = true;
  glyph->PackId = rect_id;
  const bool coloured = out[5] != 0;
  glyph->Colored = coloured;
  ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, source, glyph, rect, bytes,
                                     coloured ? ImTextureFormat_RGBA32 : ImTextureFormat_Alpha8,
                                     coloured ? w * 4 : w);
  std::free(bytes);
  return true;
}

class WebSurface final : public Surface {
 public:
  explicit WebSurface(EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context) : context_(context) {
    loader_.Name = "canvas2d";
    loader_.FontSrcInit = init_browser_source;
    loader_.FontSrcContainsGlyph = has_browser_glyph;
    loader_.FontBakedInit = init_browser_size;
    loader_.FontBakedLoadGlyph = load_browser_glyph;
  }

  Fonts load_fonts() override {
    tg_glyphs_start();
    emscripten_webgl_make_context_current(context_);
    renderer_.start();
    Fonts fonts;
    fonts.regular = add_face(Face::kRegular);
    fonts.semibold = add_face(Face::kSemibold);
    fonts.mono = add_face(Face::kMono);
    return fonts;
  }

  void draw(int width, int height) override {
    if (!lost_) renderer_.draw(ImGui::GetDrawData(), width, height);
  }

  void lose() override {
    if (lost_) return;
    lost_ = true;
    renderer_.forget();
  }

  void restore() override {
    if (!lost_) return;
    emscripten_webgl_make_context_current(context_);
    renderer_.start();
    lost_ = false;
  }

 private:
  ImFont* add_face(Face face) {
    ImFontConfig config;
    config.FontLoader = &loader_;
    config.FontNo = static_cast<ImU32>(face);
    config.SizePixels = theme::kTextSize;
    config.OversampleH = config.OversampleV = 1;
    config.FontData = const_cast<char*>("-");
    config.FontDataSize = 1;
    config.FontDataOwnedByAtlas = false;
    return ImGui::GetIO().Fonts->AddFont(&config);
  }

  EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context_;
  Renderer renderer_;
  ImFontLoader loader_;
  bool lost_ = false;
};

}  // namespace

std::unique_ptr<Surface> make_web_surface() {
  tg_name_canvas();
  EmscriptenWebGLContextAttributes attributes;
  emscripten_webgl_init_context_attributes(&attributes);
  attributes.majorVersion = 2;
  attributes.alpha = false;
  attributes.depth = false;
  attributes.stencil = false;
  attributes.antialias = false;
  attributes.powerPreference = EM_WEBGL_POWER_PREFERENCE_LOW_POWER;
  const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context =
      emscripten_webgl_create_context("!designer", &attributes);
  if (context <= 0) return nullptr;
  return std::make_unique<WebSurface>(context);
}

}  // namespace tollgate::designer

#endif  // __EMSCRIPTEN__
