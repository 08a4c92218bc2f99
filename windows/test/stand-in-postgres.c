/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Stands in for postgres.exe where only the supervisor is looked at: has a child, keeps what it
 * inherited, and ends when it is told as PostgreSQL is told on Windows.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#define FAST_STOP 2

static void
start_child (const char *program)
{
  char line[1024];
  STARTUPINFOA startup = { .cb = sizeof startup };
  PROCESS_INFORMATION made;

  snprintf (line, sizeof line, "\"%s\" child", program);
  CreateProcessA (NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &startup, &made);
}

static BYTE
hear (HANDLE pipe)
{
  BYTE heard = 0;
  DWORD length;

  if (!ConnectNamedPipe (pipe, NULL) && GetLastError () != ERROR_PIPE_CONNECTED)
    return 0;
  if (ReadFile (pipe, &heard, 1, &length, NULL) && length == 1)
    WriteFile (pipe, &heard, 1, &length, NULL);
  FlushFileBuffers (pipe);
  DisconnectNamedPipe (pipe);
  return heard;
}

int
main (int argc, char **argv)
{
  char name[64];
  HANDLE pipe;

  if (argc > 1 && strcmp (argv[1], "child") == 0)
    {
      Sleep (INFINITE);
      return 0;
    }
  start_child (argv[0]);
  snprintf (name, sizeof name, "\\\\.\\pipe\\pgsignal_%lu", GetCurrentProcessId ());
  pipe = CreateNamedPipeA (name, PIPE_ACCESS_DUPLEX,
                           PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE | PIPE_WAIT,
                           PIPE_UNLIMITED_INSTANCES, 16, 16, 1000, NULL);
  printf ("up, PGDATA is %s, %d words, the last is %s\n", getenv ("PGDATA") ? "set" : "unset", argc,
          argv[argc - 1]);
  fflush (stdout);
  while (hear (pipe) != FAST_STOP)
    Sleep (10);
  printf ("stopped as asked\n");
  return 0;
}
