# zlib without its file functions.
set(files adler32 compress crc32 deflate inffast inflate inftrees trees uncompr zutil)
list(TRANSFORM files REPLACE "(.+)" "${TOLLGATE_DEPS}/zlib/\\1.c")
_tollgate_third_party(zlib SOURCES ${files} INCLUDES "${TOLLGATE_DEPS}/zlib"
  DEFINE HAVE_UNISTD_H=1 Z_HAVE_UNISTD_H=1 OPTIONS -O2)
