#include "journal/safe_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OWNER_ONLY = 0600, FOLDER_OWNER_ONLY = 0700, CHUNK_BYTES = 16 * 1024 };

enum status safe_file_folder(const char *path)
{
    struct stat found;
    if (mkdir(path, FOLDER_OWNER_ONLY) == 0) {
        return STATUS_OK;
    }
    bool is_there = errno == EEXIST && stat(path, &found) == 0 && S_ISDIR(found.st_mode);
    return is_there ? STATUS_OK : STATUS_UNAVAILABLE;
}

static bool write_all(int file, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t count = write(file, bytes, size);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return false;
        }
        bytes += count;
        size -= (size_t)count;
    }
    return true;
}

/* A rename is as durable as the folder it happened in. */
static bool flush_folder_of(const char *path)
{
    char folder[SAFE_FILE_PATH_MAX + 1];
    (void)snprintf(folder, sizeof(folder), "%s", path);
    char *slash = strrchr(folder, '/');
    if (slash == NULL) {
        (void)snprintf(folder, sizeof(folder), ".");
    } else {
        slash[slash == folder ? 1 : 0] = '\0';
    }
    int file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_flushed = file >= 0 && fsync(file) == 0;
    if (file >= 0) {
        (void)close(file);
    }
    return is_flushed;
}

enum status safe_file_write(const char *path, const char *bytes, size_t size)
{
    char beside[SAFE_FILE_PATH_MAX + 8];
    if (strlen(path) > SAFE_FILE_PATH_MAX) {
        return STATUS_UNAVAILABLE;
    }
    (void)snprintf(beside, sizeof(beside), "%s.new", path);
    int file = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, OWNER_ONLY);
    if (file < 0) {
        return STATUS_UNAVAILABLE;
    }
    bool is_whole = write_all(file, bytes, size) && fsync(file) == 0;
    is_whole = close(file) == 0 && is_whole;
    is_whole = is_whole && rename(beside, path) == 0 && flush_folder_of(path);
    return is_whole ? STATUS_OK : STATUS_UNAVAILABLE;
}

static enum status read_all(int file, struct buffer *out)
{
    char chunk[CHUNK_BYTES];
    for (;;) {
        ssize_t count = read(file, chunk, sizeof(chunk));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return count == 0 ? STATUS_OK : STATUS_UNAVAILABLE;
        }
        buffer_append(out, chunk, (size_t)count);
        if (out->overflow) {
            return STATUS_TOO_LARGE;
        }
    }
}

enum status safe_file_read(const char *path, struct buffer *out)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return errno == ENOENT ? STATUS_MISSING : STATUS_UNAVAILABLE;
    }
    enum status status = read_all(file, out);
    (void)close(file);
    return status;
}
