// The browser's module is the C ABI alone, exported by name (see CMakeLists.txt): there is no main.
#include "tollgate/api/tollgate.h"
