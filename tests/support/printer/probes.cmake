# Programs with one thread of the kiosk each, driven by lines, for tests/integration.
add_executable(okienko-print-probe ${CMAKE_CURRENT_LIST_DIR}/print_probe.c)
target_compile_definitions(okienko-print-probe PRIVATE OKIENKO_BINARY_DIR="${CMAKE_BINARY_DIR}")
target_link_libraries(okienko-print-probe PRIVATE kiosk_print)
add_dependencies(okienko-print-probe okienko-catalogues)
