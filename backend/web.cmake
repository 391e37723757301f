# The pages as a library: backend_web holds every file of backend/web and the few npm modules they
# import, packed by backend/web/pack.mjs into one C file (see backend/api/web_assets.h).
find_program(NODE_PROGRAM NAMES node nodejs)
if(NOT NODE_PROGRAM)
    message(FATAL_ERROR "Node.js is missing: the pages are packed with it (Debian package nodejs).")
endif()
foreach(module preact htm uplot)
    if(NOT EXISTS ${CMAKE_SOURCE_DIR}/node_modules/${module}/package.json)
        message(FATAL_ERROR "node_modules/${module} is missing: run \"npm ci\" in "
            "${CMAKE_SOURCE_DIR} first.")
    endif()
endforeach()

file(GLOB_RECURSE web_files CONFIGURE_DEPENDS
    ${CMAKE_CURRENT_SOURCE_DIR}/web/*.js ${CMAKE_CURRENT_SOURCE_DIR}/web/*.json
    ${CMAKE_CURRENT_SOURCE_DIR}/web/*.css ${CMAKE_CURRENT_SOURCE_DIR}/web/*.html
    ${CMAKE_CURRENT_SOURCE_DIR}/web/*.svg)
set(web_assets_c ${CMAKE_BINARY_DIR}/web/web_assets.c)
add_custom_command(
    OUTPUT ${web_assets_c}
    COMMAND ${NODE_PROGRAM} ${CMAKE_CURRENT_SOURCE_DIR}/web/pack.mjs --out ${web_assets_c}
    DEPENDS ${web_files} ${CMAKE_CURRENT_SOURCE_DIR}/web/pack.mjs
        ${CMAKE_SOURCE_DIR}/package-lock.json
    COMMENT "Packing the pages"
    VERBATIM)
add_library(backend_web STATIC ${web_assets_c})
target_include_directories(backend_web PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
