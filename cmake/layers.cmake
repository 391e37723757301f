# A layer is a folder of .c files that becomes one static library; who may use whom is checked
# from tests/support/layers.txt, what it links is said where it is declared.
#
#   okienko_layer(backend/store USES common_base backend_domain PACKAGES sqlite3)
#
# makes the target `backend_store`. Headers are included as "store/ticket_store.h".
function(okienko_layer folder)
    cmake_parse_arguments(LAYER "" "" "USES;PACKAGES" ${ARGN})
    string(REPLACE "/" "_" target ${folder})
    get_filename_component(root ${folder} DIRECTORY)
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.c)
    if(NOT sources)
        add_library(${target} INTERFACE)
        return()
    endif()
    add_library(${target} STATIC ${sources})
    target_include_directories(${target} PUBLIC ${CMAKE_SOURCE_DIR}/common ${CMAKE_SOURCE_DIR}/${root})
    target_link_libraries(${target} PUBLIC ${LAYER_USES} Threads::Threads)
    foreach(package ${LAYER_PACKAGES})
        string(MAKE_C_IDENTIFIER ${package} name)
        if(NOT TARGET PkgConfig::${name})
            pkg_check_modules(${name} REQUIRED IMPORTED_TARGET GLOBAL ${package})
        endif()
        target_link_libraries(${target} PUBLIC PkgConfig::${name})
    endforeach()
endfunction()
