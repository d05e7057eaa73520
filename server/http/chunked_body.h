// The chunked coding of a body (RFC 9112, 7.1), taken apart as it arrives.
//
//   ChunkedBody body;
//   while (body.next(bytes, data) == ChunkedBody::State::kData) use(data);
#pragma once

#include <cstdint>
#include <string_view>

namespace tollgate::server {

class ChunkedBody {
 public:
  enum class State {
    kData,  // `data` holds some
    kMore,  // all bytes were taken, there is more to come
    kDone,  // the body ended; what is left of the bytes follows it
    kBad,
  };
  // Takes bytes from the front. `data` is a part of them.
  State next(std::string_view& bytes, std::string_view& data);

 private:
  enum class Part { kSize, kExtension, kSizeEnd, kData, kDataReturn, kDataEnd, kEndReturn, kEnd };
  State in_line(char c);

  Part part_ = Part::kSize;
  uint64_t left_ = 0;  // of the chunk
  unsigned digits_ = 0;
  unsigned extension_bytes_ = 0;
};

}  // namespace tollgate::server
