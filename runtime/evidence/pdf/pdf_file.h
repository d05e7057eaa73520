// A PDF's objects by number, through its cross-reference tables and streams; where those are
// damaged, by looking through the whole file. Source: ISO 32000-1, 7.5.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "pdf/pdf_object.h"
#include "unpack.h"

namespace tollgate::evidence {

class PdfFile {
 public:
  // `bytes` and the budgets must outlive the file.
  PdfFile(std::string_view bytes, PdfBudget& budget, UnpackBudget& unpack_budget);

  // Reads the cross-reference tables, newest first; false when there are none to be used.
  bool read_tables();
  // Forgets what is known and finds the objects by looking through the file.
  void rebuild();

  // The object; references are not followed. nullopt when it is not there or cannot be read.
  std::optional<PdfObject> load(int64_t number);
  // The unpacked data of a stream object; nullopt where it is none or its filters are not known.
  std::optional<std::string> stream(int64_t number);
  bool has_stream(int64_t number);
  // The value itself, or the object it refers to.
  std::optional<PdfObject> resolve(const PdfObject& value);

  const PdfObject& trailer() const { return trailer_; }
  bool encrypted() const { return trailer_.find("Encrypt") != nullptr; }

  // The numbers of all objects known.
  std::vector<int64_t> numbers() const;

 private:
  struct Location {
    bool in_stream = false;  // at: the object stream's number, else a byte offset
    int64_t at = 0;
  };
  struct ObjectStream {
    std::string bytes;
    std::map<int64_t, size_t> offsets;  // by object number
  };

  bool read_table_at(size_t at, PdfObject& dictionary);
  bool read_classic_table(PdfParser& parser, PdfObject& dictionary);
  bool read_table_stream(size_t at, PdfObject& dictionary);
  void read_table_rows(const PdfObject& dictionary, std::string_view rows);
  void know(int64_t number, Location location);
  // The dictionary of the object at an offset; `number` -1 accepts any.
  std::optional<PdfObject> object_at(size_t at, int64_t number, size_t* end = nullptr);
  // The unpacked data of the stream whose dictionary ends at `end`.
  std::optional<std::string> stream_data(const PdfObject& dictionary, size_t end);
  std::optional<std::string> flate(std::string_view packed, const PdfObject* parameters);
  // As it stands in the file, still packed.
  std::optional<std::string_view> packed_data(const PdfObject& dictionary, size_t end);
  const ObjectStream* object_stream(int64_t number);

  std::string_view bytes_;
  PdfBudget& budget_;
  UnpackBudget& unpack_budget_;
  PdfObject trailer_;
  std::map<int64_t, Location> locations_;
  std::map<int64_t, std::optional<ObjectStream>> streams_;
};

}  // namespace tollgate::evidence
