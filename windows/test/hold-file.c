/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * hold-file FILE shared|exclusive SECONDS: holds a lock of the data folder as the program does;
 * ends with 3 when it cannot be had.
 */

#include <stdlib.h>
#include <windows.h>

int
main (int argc, char **argv)
{
  int exclusive = argv[2][0] == 'e';
  HANDLE file = CreateFileA (argv[1], exclusive ? GENERIC_READ | GENERIC_WRITE : GENERIC_READ,
                             exclusive ? 0 : FILE_SHARE_READ, NULL, OPEN_ALWAYS, 0, NULL);

  if (file == INVALID_HANDLE_VALUE)
    return GetLastError () == ERROR_SHARING_VIOLATION ? 3 : 4;
  Sleep ((DWORD) strtoul (argv[3], NULL, 10) * 1000);
  return argc == 4 ? 0 : 1;
}
