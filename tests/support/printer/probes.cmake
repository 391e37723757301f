# Programs with one thread of the kiosk each, driven by lines, for tests/integration.
foreach(probe print net)
    add_executable(okienko-${probe}-probe ${CMAKE_CURRENT_LIST_DIR}/${probe}_probe.c
        ${CMAKE_CURRENT_LIST_DIR}/line_loop.c)
    target_include_directories(okienko-${probe}-probe PRIVATE ${CMAKE_SOURCE_DIR}/tests)
    target_compile_definitions(okienko-${probe}-probe PRIVATE
        OKIENKO_BINARY_DIR="${CMAKE_BINARY_DIR}")
    target_link_libraries(okienko-${probe}-probe PRIVATE kiosk_${probe})
endforeach()
add_dependencies(okienko-print-probe okienko-catalogues)

# Sanitizers want to be loaded first themselves.
if(NOT SANITIZE)
    add_library(okienko-flush-trace MODULE ${CMAKE_CURRENT_LIST_DIR}/flush_trace.c)
    set_target_properties(okienko-flush-trace PROPERTIES PREFIX "")
    target_link_libraries(okienko-flush-trace PRIVATE ${CMAKE_DL_LIBS})
endif()
