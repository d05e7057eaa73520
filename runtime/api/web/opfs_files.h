// The browser's origin-private files, opened by the page before the engine starts: the Worker
// creates the module with {tgOpfs: {names: string[], handles: FileSystemSyncAccessHandle[]}}.
#pragma once

#include "tollgate/files/storage_files.h"

namespace tollgate::api {

// nullptr where there are none: outside of a browser, or when the page handed none over.
files::StorageFiles* opfs_files();

}  // namespace tollgate::api
