# The rules of tidy.sh that look at lines. Reads the layer table first, then every file.
# Bytes, not characters: run with LC_ALL=C.
function complain(what) {
    printf "%s:%d: %s\n", FILENAME, FNR, what
    bad = 1
}

function allows(list, word) {
    return index(" " list " ", " " word " ") > 0
}

function columns(line) {
    gsub(/[\200-\277]/, "", line) # the tail bytes of UTF-8
    return length(line)
}

function read_table(    line, n, word, rest, i) {
    while ((getline line < table) > 0) {
        if (line ~ /^#/ || line ~ /^[ \t]*$/) {
            continue
        }
        n = split(line, word, /[ \t]+/)
        rest = ""
        for (i = 2; i <= n; i++) {
            rest = rest " " word[i]
        }
        if (line ~ /^</) {
            fence[word[1]] = rest
        } else {
            may[word[1]] = rest
        }
    }
}

BEGIN {
    read_table()
}

FNR == 1 {
    split(FILENAME, part, "/")
    folder = part[1] "/" part[2]
    is_c = FILENAME ~ /\.[ch]$/
    is_header = FILENAME ~ /\.h$/
    in_layer = is_c && FILENAME ~ /^(common|backend|kiosk)\//
    is_main = in_layer && part[3] == ""
    in_layer = in_layer && !is_main
    if (in_layer && !(folder in may)) {
        complain("folder " folder " is not in the layer table")
    }
    if (is_header && $0 != "/*") {
        complain("does not open with a comment")
    }
}
FNR == 2 && is_header {
    name = FILENAME
    sub(/.*\//, "", name)
    if (index($0, " * " name " - ") != 1) {
        complain("the opening comment does not begin with \"" name " - \"")
    }
}

columns($0) > 100 { complain("line longer than 100 columns") }
/[ \t\r]$/ { complain("trailing blank") }
/\t/ && is_c { complain("tab") }
FNR == 601 { complain("file longer than 600 lines") }
/FIXME/ || /(^|[^X])XXX([^X]|$)/ { complain("unfinished business") }
/(^|[^A-Za-z0-9_.~])\/(work|root|home)\// { complain("a path of somebody's machine") }

is_c && /(^|[^_A-Za-z0-9.>])(strcpy|strcat|strncpy|strncat|stpcpy|sprintf|vsprintf|gets|strtok|atoi|atol|atoll|atof|gmtime|localtime|ctime|asctime|alloca|system|popen|rand|srand|random|setlocale|tmpnam|mktemp)\(/ {
    complain("banned call")
}
in_layer && /^[ \t]*#[ \t]*include[ \t]*"/ {
    split($0, quoted, "\"")
    split(quoted[2], path, "/")
    if (path[2] == "") {
        complain("include \"" quoted[2] "\" by folder: \"" part[2] "/" quoted[2] "\"")
    } else if (!allows(may[folder], path[1])) {
        complain(folder " may not include \"" quoted[2] "\"")
    }
}
in_layer && /^[ \t]*#[ \t]*include[ \t]*</ {
    header = $0
    sub(/^[^<]*/, "", header)
    for (prefix in fence) {
        if (index(header, prefix) == 1 && !allows(fence[prefix], folder)) {
            complain(header " belongs in" fence[prefix])
        }
    }
}

END { exit bad }
