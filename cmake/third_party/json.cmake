# nlohmann/json, header only. Headers of ours include <nlohmann/json_fwd.hpp> where they can.
_tollgate_third_party(json INCLUDES "${TOLLGATE_DEPS}/json/single_include")
target_compile_definitions(tollgate_third_party_json INTERFACE JSON_NO_IO=1)
