#include "tollgate/base/media_types.h"

namespace tollgate {
namespace {

struct Extension {
  std::string_view extension;
  std::string_view type;
};

constexpr Extension kExtensions[] = {
    {".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"},
    {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {".ppt", "application/x-ole-storage"},
    {".doc", "application/x-ole-storage"},
    {".xls", "application/x-ole-storage"},
    {".pdf", "application/pdf"},
    {".rtf", "application/rtf"},
    {".txt", "text/plain"},
    {".csv", "text/plain"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".jpeg", "image/jpeg"},
    {".gif", "image/gif"},
    {".webp", "image/webp"},
    {".heic", "image/heic"},
    {".avif", "image/avif"},
    {".tif", "image/tiff"},
    {".tiff", "image/tiff"},
    {".zip", "application/zip"},
    {".gz", "application/gzip"},
    {".mp3", "audio/mpeg"},
    {".m4a", "audio/mp4"},
    {".wav", "audio/wav"},
    {".ogg", "audio/ogg"},
    {".flac", "audio/flac"},
    {".amr", "audio/amr"},
    {".mp4", "video/mp4"},
    {".mov", "video/quicktime"},
    {".webm", "video/webm"},
};

}  // namespace

std::string_view media_type_of_extension(std::string_view extension) {
  for (const Extension& known : kExtensions) {
    if (known.extension == extension) return known.type;
  }
  return {};
}

}  // namespace tollgate
