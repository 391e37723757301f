# The tests of the tree's own rules and of the scripts. Included by tests/CMakeLists.txt.
add_test(NAME tidy COMMAND ${CMAKE_SOURCE_DIR}/tests/support/tidy.sh)
add_test(NAME tidy_finds_faults COMMAND ${CMAKE_SOURCE_DIR}/tests/unit/tidy/tidy_test.sh)
add_test(NAME scripts_count_tests COMMAND ${CMAKE_SOURCE_DIR}/tests/unit/tidy/count_test.sh)
add_test(NAME scripts_set_up COMMAND ${CMAKE_SOURCE_DIR}/tests/unit/tidy/setup_test.sh)
set_tests_properties(tidy tidy_finds_faults scripts_count_tests scripts_set_up
    PROPERTIES LABELS unit)

# The load generator of ./okienko bench.
file(GLOB load_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/bench/*.c)
add_executable(okienko-load ${load_sources})
target_include_directories(okienko-load PRIVATE ${CMAKE_SOURCE_DIR}/tests)

# Its finger and eye for the kiosk.
add_executable(okienko-probe ${CMAKE_SOURCE_DIR}/tests/bench/probe/probe.c)

# What choosing the next visitor costs among many.
add_executable(okienko-engine-bench ${CMAKE_SOURCE_DIR}/tests/bench/engine/engine.c)
target_link_libraries(okienko-engine-bench PRIVATE backend_domain)

# What a forecast of the whole lobby costs.
add_executable(okienko-forecast-bench ${CMAKE_SOURCE_DIR}/tests/bench/engine/forecast.c)
target_link_libraries(okienko-forecast-bench PRIVATE backend_domain)
