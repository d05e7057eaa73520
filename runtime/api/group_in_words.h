// What a device sent and the hub set aside, as people read it.
#pragma once

#include <string>

#include "call.h"
#include "tollgate/engine/sync.h"
#include "tollgate/messages/messages.h"

namespace tollgate::api {

messages::GroupSetAside group_in_words(const Call& call, const engine::SetAside& group);
messages::Person person_in_words(const Call& call, const std::string& record);

}  // namespace tollgate::api
