# Dear ImGui; only designer/{widgets,panels,platform,app} may use it (tools/check_layers). The test
# engine's hooks report every widget's id, rectangle and label: the DOM mirror is made from them.
set(source "${TOLLGATE_DEPS}/imgui")
set(files "${source}/imgui.cpp" "${source}/imgui_draw.cpp" "${source}/imgui_tables.cpp"
  "${source}/imgui_widgets.cpp" "${source}/imgui_demo.cpp")
_tollgate_third_party(imgui SOURCES ${files} INCLUDES "${source}" OPTIONS $<IF:$<BOOL:${EMSCRIPTEN}>,-Os,-O2>)
target_compile_definitions(tollgate_third_party_imgui PUBLIC
  IMGUI_ENABLE_TEST_ENGINE
  IMGUI_USE_WCHAR32
  IMGUI_DISABLE_OBSOLETE_FUNCTIONS
  IMGUI_DISABLE_DEMO_WINDOWS
  IMGUI_DISABLE_DEBUG_TOOLS
  IMGUI_DISABLE_FILE_FUNCTIONS
  IMGUI_DISABLE_DEFAULT_SHELL_FUNCTIONS)
