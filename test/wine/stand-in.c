/*
 * Stands in for a program of Windows that Wine has no full version of. It prints a file of the folder STAND_IN:
 * the first line of <own name>.txt whose first word is in the command line tells which, and the exit code.
 * Every question is written down in asked.txt, so that a test sees who was asked.
 */
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>

int main(void) {
  char self[MAX_PATH], path[2 * MAX_PATH], line[1024], word[512], answer[512];
  const char *folder = getenv("STAND_IN"), *asked = GetCommandLineA();
  int code;
  if (folder == NULL) return 99;
  GetModuleFileNameA(NULL, self, sizeof self);
  *strrchr(self, '.') = 0;
  const char *name = strrchr(self, '\\') + 1;

  snprintf(path, sizeof path, "%s\\asked.txt", folder);
  HANDLE log = CreateFileA(path, FILE_APPEND_DATA, 7, NULL, OPEN_ALWAYS, 0, NULL);
  snprintf(line, sizeof line, "%s: %.900s\n", self, asked);
  DWORD written;
  WriteFile(log, line, strlen(line), &written, NULL);

  snprintf(path, sizeof path, "%s\\%s.txt", folder, name);
  FILE *list = fopen(path, "r");
  if (list == NULL) return 98;
  while (fgets(line, sizeof line, list) != NULL) {
    if (sscanf(line, "%511s %d %511s", word, &code, answer) != 3 || strstr(asked, word) == NULL) continue;
    snprintf(path, sizeof path, "%s\\%s", folder, answer);
    FILE *file = fopen(path, "rb");
    if (file == NULL) return 97;
    _setmode(_fileno(stdout), _O_BINARY);
    for (size_t size; (size = fread(line, 1, sizeof line, file)) > 0;) fwrite(line, 1, size, stdout);
    return code;
  }
  return 96;
}
