#ifdef __EMSCRIPTEN__

#include "web/renderer.h"

#include <GLES3/gl3.h>

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace tollgate::designer {
namespace {

constexpr const char* kVertexShader = R"(#version 300 es
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 texel;
layout(location = 2) in vec4 colour;
uniform vec2 size;
out vec2 at;
out vec4 tint;
void main() {
  at = texel;
  tint = colour;
  gl_Position = vec4(position.x / size.x * 2.0 - 1.0, 1.0 - position.y / size.y * 2.0, 0.0, 1.0);
}
)";

constexpr const char* kFragmentShader = R"(#version 300 es
precision mediump float;
uniform sampler2D picture;
in vec2 at;
in vec4 tint;
out vec4 result;
void main() { result = tint * texture(picture, at); }
)";

GLuint compile(GLenum kind, const char* source) {
  const GLuint shader = glCreateShader(kind);
  glShaderSource(shader, 1, &source, nullptr);
  glCompileShader(shader);
  return shader;
}

// Holds the elements of `now` in `kept`; whether it held them before. Bytes are compared: the types
// have no room between their members that is not set, or a frame is drawn once too often.
template <class T>
bool keep(const ImVector<T>& now, std::vector<T>& kept) {
  const size_t count = static_cast<size_t>(now.Size);
  if (kept.size() == count &&
      (count == 0 || std::memcmp(kept.data(), now.Data, count * sizeof(T)) == 0)) {
    return true;
  }
  kept.resize(count);
  if (count != 0) std::memcpy(kept.data(), now.Data, count * sizeof(T));
  return false;
}

GLuint name_of(ImTextureID id) { return static_cast<GLuint>(static_cast<uintptr_t>(id)); }

}  // namespace

void Renderer::start() {
  ImGui::GetIO().BackendFlags |=
      ImGuiBackendFlags_RendererHasTextures | ImGuiBackendFlags_RendererHasVtxOffset;
  const GLuint vertex = compile(GL_VERTEX_SHADER, kVertexShader);
  const GLuint fragment = compile(GL_FRAGMENT_SHADER, kFragmentShader);
  program_ = glCreateProgram();
  glAttachShader(program_, vertex);
  glAttachShader(program_, fragment);
  glLinkProgram(program_);
  glDeleteShader(vertex);
  glDeleteShader(fragment);
  size_location_ = glGetUniformLocation(program_, "size");
  glGenBuffers(1, &vertices_);
  glGenBuffers(1, &indices_);
}

void Renderer::forget() {
  program_ = vertices_ = indices_ = 0;
  drawn_width_ = 0;
  for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
    if (texture->RefCount != 1) continue;
    texture->SetTexID(ImTextureID_Invalid);
    texture->SetStatus(ImTextureStatus_Destroyed);
  }
}

void Renderer::update_texture(ImTextureData* texture) {
  if (texture->Status == ImTextureStatus_WantCreate) {
    GLuint name = 0;
    glGenTextures(1, &name);
    glBindTexture(GL_TEXTURE_2D, name);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA, texture->Width, texture->Height, 0, GL_RGBA,
                 GL_UNSIGNED_BYTE, texture->GetPixels());
    texture->SetTexID(static_cast<ImTextureID>(name));
    texture->SetStatus(ImTextureStatus_OK);
  } else if (texture->Status == ImTextureStatus_WantUpdates) {
    glBindTexture(GL_TEXTURE_2D, name_of(texture->TexID));
    glPixelStorei(GL_UNPACK_ROW_LENGTH, texture->Width);
    for (const ImTextureRect& part : texture->Updates) {
      glTexSubImage2D(GL_TEXTURE_2D, 0, part.x, part.y, part.w, part.h, GL_RGBA, GL_UNSIGNED_BYTE,
                      texture->GetPixelsAt(part.x, part.y));
    }
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    texture->SetStatus(ImTextureStatus_OK);
  } else if (texture->Status == ImTextureStatus_WantDestroy && texture->UnusedFrames > 0) {
    const GLuint name = name_of(texture->TexID);
    glDeleteTextures(1, &name);
    texture->SetTexID(ImTextureID_Invalid);
    texture->SetStatus(ImTextureStatus_Destroyed);
  }
}

bool Renderer::is_shown(const ImDrawData* data, int width, int height) {
  const size_t count = static_cast<size_t>(data->CmdLists.Size);
  bool shown = drawn_width_ == width && drawn_height_ == height && drawn_.size() == count;
  drawn_width_ = width;
  drawn_height_ = height;
  drawn_.resize(count);
  for (size_t i = 0; i < count; ++i) {
    const ImDrawList& list = *data->CmdLists[static_cast<int>(i)];
    DrawnList& drawn = drawn_[i];
    // All three, so that each is kept.
    const bool same_vertices = keep(list.VtxBuffer, drawn.vertices);
    const bool same_indices = keep(list.IdxBuffer, drawn.indices);
    const bool same_commands = keep(list.CmdBuffer, drawn.commands);
    shown = shown && same_vertices && same_indices && same_commands;
  }
  return shown;
}

void Renderer::draw(ImDrawData* data, int width, int height) {
  bool same_textures = true;
  if (data->Textures != nullptr) {
    for (ImTextureData* texture : *data->Textures) {
      if (texture->Status == ImTextureStatus_OK) continue;
      same_textures = false;
      update_texture(texture);
    }
  }
  if (is_shown(data, width, height) && same_textures) return;
  draw_lists(data, width, height);
}

void Renderer::draw_lists(const ImDrawData* data, int width, int height) {
  glViewport(0, 0, width, height);
  glDisable(GL_SCISSOR_TEST);
  glClearColor(0.953f, 0.957f, 0.969f, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  glEnable(GL_SCISSOR_TEST);
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glUseProgram(program_);
  glUniform2f(size_location_, static_cast<float>(width), static_cast<float>(height));
  glBindBuffer(GL_ARRAY_BUFFER, vertices_);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_);
  for (GLuint location = 0; location < 3; ++location) glEnableVertexAttribArray(location);

  const auto place = [](size_t bytes) {
    return reinterpret_cast<const void*>(static_cast<uintptr_t>(bytes));
  };
  for (const ImDrawList* list : data->CmdLists) {
    glBufferData(GL_ARRAY_BUFFER, list->VtxBuffer.size_in_bytes(), list->VtxBuffer.Data,
                 GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, list->IdxBuffer.size_in_bytes(), list->IdxBuffer.Data,
                 GL_STREAM_DRAW);
    size_t offset_set = static_cast<size_t>(-1);
    ImTextureID bound = ImTextureID_Invalid;
    for (const ImDrawCmd& command : list->CmdBuffer) {
      const ImVec4& clip = command.ClipRect;
      if (command.ElemCount == 0 || clip.z <= clip.x || clip.w <= clip.y) continue;
      // Buffers of more than 65,536 vertices are drawn from where the command says.
      const size_t offset = command.VtxOffset * sizeof(ImDrawVert);
      if (offset != offset_set) {
        glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, sizeof(ImDrawVert),
                              place(offset + offsetof(ImDrawVert, pos)));
        glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, sizeof(ImDrawVert),
                              place(offset + offsetof(ImDrawVert, uv)));
        glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, sizeof(ImDrawVert),
                              place(offset + offsetof(ImDrawVert, col)));
        offset_set = offset;
      }
      if (command.GetTexID() != bound) {
        bound = command.GetTexID();
        glBindTexture(GL_TEXTURE_2D, name_of(bound));
      }
      glScissor(static_cast<int>(clip.x), static_cast<int>(static_cast<float>(height) - clip.w),
                static_cast<int>(clip.z - clip.x), static_cast<int>(clip.w - clip.y));
      glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount),
                     sizeof(ImDrawIdx) == 2 ? GL_UNSIGNED_SHORT : GL_UNSIGNED_INT,
                     place(command.IdxOffset * sizeof(ImDrawIdx)));
    }
  }
}

}  // namespace tollgate::designer

#endif  // __EMSCRIPTEN__
