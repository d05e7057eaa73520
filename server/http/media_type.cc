#include "http/media_type.h"

#include <array>
#include <utility>

namespace tollgate::server {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

constexpr auto kByEnding = std::to_array<Pair>({
    {".css", "text/css; charset=utf-8"},
    {".gif", "image/gif"},
    {".html", "text/html; charset=utf-8"},
    {".ico", "image/x-icon"},
    {".jpeg", "image/jpeg"},
    {".jpg", "image/jpeg"},
    {".js", "text/javascript; charset=utf-8"},
    {".json", "application/json"},
    {".jsonl", "application/jsonl"},
    {".map", "application/json"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".pdf", "application/pdf"},
    {".png", "image/png"},
    {".svg", "image/svg+xml"},
    {".txt", "text/plain; charset=utf-8"},
    {".wasm", "application/wasm"},
    {".webmanifest", "application/manifest+json"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
});

}  // namespace

std::string_view media_type_of_name(std::string_view file_name) {
  const size_t dot = file_name.rfind('.');
  if (dot != std::string_view::npos) {
    for (const auto& [ending, type] : kByEnding) {
      if (file_name.substr(dot) == ending) return type;
    }
  }
  return "application/octet-stream";
}

std::string_view showable_media_type(std::string_view bytes) {
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
  if (bytes.starts_with("\xff\xd8\xff")) return "image/jpeg";
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return "image/gif";
  if (bytes.starts_with("RIFF") && bytes.size() > 12) {
    if (bytes.substr(8, 4) == "WEBP") return "image/webp";
    if (bytes.substr(8, 4) == "WAVE") return "audio/wav";
  }
  if (bytes.starts_with("OggS")) return "audio/ogg";
  if (bytes.starts_with("ID3")) return "audio/mpeg";
  if (bytes.starts_with("\x1a\x45\xdf\xa3")) return "video/webm";
  if (bytes.size() > 12 && bytes.substr(4, 4) == "ftyp") return "video/mp4";
  if (bytes.starts_with("%PDF-")) return "application/pdf";
  return {};
}

bool is_compressible(std::string_view media_type) {
  return media_type.starts_with("text/") || media_type.starts_with("application/json") ||
         media_type == "application/wasm" || media_type == "application/manifest+json" ||
         media_type == "image/svg+xml" || media_type == "image/x-icon";
}

}  // namespace tollgate::server
