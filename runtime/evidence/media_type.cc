#include <array>

#include "bytes.h"
#include "media_type.h"
#include "tollgate/base/utf8.h"
#include "tollgate/evidence/inspect.h"
#include "zip/zip_archive.h"

namespace tollgate::evidence {
namespace {

using namespace std::string_view_literals;

struct Magic {
  size_t at;
  std::string_view bytes;
  const char* type;
};

constexpr Magic kMagic[] = {
    {0, "\x89PNG\r\n\x1a\n"sv, "image/png"},
    {0, "\xff\xd8\xff"sv, "image/jpeg"},
    {0, "GIF87a"sv, "image/gif"},
    {0, "GIF89a"sv, "image/gif"},
    {8, "WEBPVP8"sv, "image/webp"},
    {0, "II*\0"sv, "image/tiff"},
    {0, "MM\0*"sv, "image/tiff"},
    {8, "WAVEfmt"sv, "audio/wav"},
    {0, "OggS"sv, "audio/ogg"},
    {0, "fLaC"sv, "audio/flac"},
    {0, "ID3"sv, "audio/mpeg"},
    {0, "#!AMR"sv, "audio/amr"},
    {0, "\x1a\x45\xdf\xa3"sv, "video/webm"},
    {0, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "application/x-ole-storage"},
    {0, "{\\rtf"sv, "application/rtf"},
    {0, "\x1f\x8b"sv, "application/gzip"},
};

// ISO 14496-12, 4.3: the major brand of files made of boxes.
const char* box_type(std::string_view bytes) {
  const std::string_view brand = bytes.substr(8, 4);
  if (brand == "heic" || brand == "heix" || brand == "mif1") return "image/heic";
  if (brand == "avif") return "image/avif";
  if (brand == "M4A " || brand == "M4B ") return "audio/mp4";
  if (brand == "qt  ") return "video/quicktime";
  return "video/mp4";
}

const char* zip_type(std::string_view bytes) {
  const std::optional<ZipArchive> archive = ZipArchive::open(bytes);
  if (!archive) return "application/zip";
  if (archive->find("[Content_Types].xml") != nullptr) {
    if (archive->find("ppt/presentation.xml") != nullptr) {
      return "application/vnd.openxmlformats-officedocument.presentationml.presentation";
    }
    if (archive->find("word/document.xml") != nullptr) {
      return "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    }
    if (archive->find("xl/workbook.xml") != nullptr) {
      return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    }
  }
  return "application/zip";
}

}  // namespace

bool is_plain_text(std::string_view bytes) {
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') return false;
  }
  return !invalid_utf8_at(bytes);
}

bool has_known_size(std::string_view media_type) {
  return media_type == "image/png" || media_type == "image/jpeg" || media_type == "image/gif" ||
         media_type == "image/webp";
}

std::string media_type_of(std::string_view bytes) {
  if (bytes.empty()) return "application/octet-stream";
  for (const Magic& magic : kMagic) {
    if (has_at(bytes, magic.at, magic.bytes)) return magic.type;
  }
  if (has_at(bytes, 4, "ftyp")) return box_type(bytes);
  if (has_at(bytes, 0, "PK\3\4"sv)) return zip_type(bytes);
  // ISO 32000-1, H.3, note 13: readers accept the header within the first 1024 bytes.
  if (bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) return "application/pdf";
  // ISO 11172-3, 2.4.1.3: eleven bits of ones, a layer, and no reserved bit rate.
  if (byte_at(bytes, 0) == 0xff && (byte_at(bytes, 1) & 0xe6) == 0xe2 &&
      (byte_at(bytes, 2) & 0xf0) != 0xf0) {
    return "audio/mpeg";
  }
  return is_plain_text(bytes) ? "text/plain" : "application/octet-stream";
}

}  // namespace tollgate::evidence
