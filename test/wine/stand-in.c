/*
 * Stands in for a program of Windows that Wine has no full version of. What it says lies in C:\stand-in\errand: by
 * <own name>.mjs, which Windows' Node runs, or else by the first line of <own name>.txt whose first word is in the
 * command line, which names a file and the exit code. Every question is written down, in a file of its own since Wine
 * appends in two steps, so that a test sees who was asked.
 */
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>

#define FOLDER "C:\\stand-in\\errand\\"

/** Runs the script with our own arguments, on our own pipes; resolves to its exit code. */
static int run_script(const char *name) {
  wchar_t line[32768];
  STARTUPINFOW start = {sizeof start};
  PROCESS_INFORMATION process;
  DWORD code = 95;
  const wchar_t *rest = GetCommandLineW();
  /* The program's own name ends at the second quote, or at the first space. */
  rest = *rest == '"' ? wcschr(rest + 1, '"') + 1 : rest + wcscspn(rest, L" ");
  _snwprintf(line, 32768, L"C:\\stand-in\\node.exe C:\\stand-in\\errand\\%hs.mjs %ls", name, rest);
  if (!CreateProcessW(L"C:\\stand-in\\node.exe", line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &process)) return 94;
  WaitForSingleObject(process.hProcess, INFINITE);
  GetExitCodeProcess(process.hProcess, &code);
  return code;
}

int main(void) {
  char self[MAX_PATH], path[2 * MAX_PATH], line[1024], word[512], answer[512];
  const char *asked = GetCommandLineA();
  int code;
  GetModuleFileNameA(NULL, self, sizeof self);
  *strrchr(self, '.') = 0;
  const char *name = strrchr(self, '\\') + 1;

  snprintf(path, sizeof path, FOLDER "asked.%lu", GetCurrentProcessId());
  HANDLE log = CreateFileA(path, FILE_APPEND_DATA, 7, NULL, OPEN_ALWAYS, 0, NULL);
  snprintf(line, sizeof line, "%.100s: %.900s\n", self, asked);
  DWORD written;
  WriteFile(log, line, strlen(line), &written, NULL);
  CloseHandle(log);

  snprintf(path, sizeof path, FOLDER "%s.mjs", name);
  if (GetFileAttributesA(path) != INVALID_FILE_ATTRIBUTES) return run_script(name);
  snprintf(path, sizeof path, FOLDER "%s.txt", name);
  FILE *list = fopen(path, "r");
  if (list == NULL) return 98;
  while (fgets(line, sizeof line, list) != NULL) {
    if (sscanf(line, "%511s %d %511s", word, &code, answer) != 3 || strstr(asked, word) == NULL) continue;
    snprintf(path, sizeof path, FOLDER "%s", answer);
    FILE *file = fopen(path, "rb");
    if (file == NULL) return 97;
    _setmode(_fileno(stdout), _O_BINARY);
    for (size_t size; (size = fread(line, 1, sizeof line, file)) > 0;) fwrite(line, 1, size, stdout);
    return code;
  }
  return 96;
}
