# mpdecimal with 32-bit words everywhere: the word size decides how many guard digits `pow` works
# with, so native code and WebAssembly only agree to the last digit if both use the same. Upstream
# ties mpd_size_t to the platform's size_t; we pin both to uint32_t.
set(source "${TOLLGATE_DEPS}/mpdecimal/libmpdec")
set(generated "${CMAKE_BINARY_DIR}/third_party/mpdecimal")
file(READ "${source}/mpdecimal.h.in" header)
string(REPLACE "@MPD_HEADER_CONFIG@" "#define MPD_CONFIG_32 1" header "${header}")
string(REPLACE "#define MPD_SIZE_MAX SIZE_MAX" "#define MPD_SIZE_MAX UINT32_MAX" header "${header}")
string(REPLACE "typedef size_t mpd_size_t;" "typedef uint32_t mpd_size_t;" header "${header}")
file(CONFIGURE OUTPUT "${generated}/mpdecimal.h" CONTENT "${header}" @ONLY)

set(files basearith constants context convolute crt difradix2 fnt fourstep io mpalloc mpdecimal
  mpsignal numbertheory sixstep transpose)
list(TRANSFORM files REPLACE "(.+)" "${source}/\\1.c")
_tollgate_third_party(mpdecimal SOURCES ${files} INCLUDES "${generated}"
  DEFINE CONFIG_32 ANSI OPTIONS -O2)
