# Writes files into a .c file as NUL-terminated byte arrays, in the order given:
#   cmake -DOUT=schema.c -DNAME=schema_scripts "-DFILES=a.sql;b.sql" -P embed.cmake
# defines `const char *const NAME[]` (ended by NULL).
set(text "/* Made at build time. */\n#include <stddef.h>\n")
set(list "")
set(index 0)
foreach(file ${FILES})
    file(READ ${file} hex HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
    string(APPEND text "static const char part_${index}[] = {${bytes}0};\n")
    string(APPEND list "part_${index}, ")
    math(EXPR index "${index} + 1")
endforeach()
string(APPEND text "extern const char *const ${NAME}[];\nconst char *const ${NAME}[] = {${list}NULL};\n")
file(WRITE ${OUT} "${text}")
