/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * hurtrock-pg-supervisor on Windows: starts the private PostgreSQL without a window and stops it
 * when its last user is gone or the user logs off.
 *
 *   run   PROCESS 0 -- PROGRAM ARG...
 *         runs the program with the rights of a normal user, as long as that process (a number)
 *         lives, and ends with its exit code
 *   serve PROCESS 0 USERS-LOCK LOG -- POSTGRES ARG...
 *         takes server.lock beside USERS-LOCK, starts the server, waits until nobody else has
 *         USERS-LOCK open, and then stops the server; ends when the server has ended
 *
 * The server and all its children are in one job that dies with this process, however it dies: no
 * server is left that nobody would stop.
 */

#include <windows.h>

#include <sddl.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

#define LOOK_MS               200
#define LOCK_PATIENCE_MS      5000
#define FAST_PATIENCE_MS      30000
#define IMMEDIATE_PATIENCE_MS 10000
#define LOG_OFF_PATIENCE_MS   4000 /* Windows waits five seconds */
#define PG_SIGINT             2    /* "fast shutdown": open transactions are rolled back */
#define PG_SIGQUIT            3
#define LINE_MAX_CHARS        32768
#define PATH_MAX_CHARS        4096

static PROCESS_INFORMATION server;

static int
fail (const wchar_t *what)
{
  fwprintf (stderr, L"hurtrock-pg-supervisor: %ls: error %lu\n", what, GetLastError ());
  return 1;
}

/* Appends one argument as the C library of the child takes a command line apart. */
static wchar_t *
append_argument (wchar_t *to, const wchar_t *argument)
{
  int backslashes = 0;

  *to++ = L'"';
  for (; *argument != L'\0'; argument++)
    {
      if (*argument == L'"')
        for (int i = 0; i <= backslashes; i++)
          *to++ = L'\\';
      backslashes = *argument == L'\\' ? backslashes + 1 : 0;
      *to++ = *argument;
    }
  for (int i = 0; i < backslashes; i++)
    *to++ = L'\\';
  *to++ = L'"';
  *to++ = L' ';
  *to = L'\0';
  return to;
}

static wchar_t *
make_line (wchar_t **argv)
{
  size_t room = 1;
  wchar_t *line, *to;

  for (int i = 0; argv[i] != NULL; i++)
    room += 2 * wcslen (argv[i]) + 4;
  if (room > LINE_MAX_CHARS)
    return NULL;
  line = to = calloc (room, sizeof (wchar_t));
  for (int i = 0; line != NULL && argv[i] != NULL; i++)
    to = append_argument (to, argv[i]);
  return line;
}

/* What a token without the administrators' rights creates would belong to them alone. */
static void
let_user_in (HANDLE token)
{
  union
  {
    TOKEN_USER user;
    char room[SECURITY_MAX_SID_SIZE + sizeof (TOKEN_USER)];
  } who;
  union
  {
    ACL acl;
    char room[256];
  } list;
  SID_IDENTIFIER_AUTHORITY nt = { SECURITY_NT_AUTHORITY };
  TOKEN_DEFAULT_DACL dacl = { &list.acl };
  PSID system = NULL;
  DWORD length;

  if (!GetTokenInformation (token, TokenUser, &who, sizeof who, &length) ||
      !InitializeAcl (&list.acl, sizeof list, ACL_REVISION) ||
      !AllocateAndInitializeSid (&nt, 1, SECURITY_LOCAL_SYSTEM_RID, 0, 0, 0, 0, 0, 0, 0, &system))
    return;
  if (AddAccessAllowedAce (&list.acl, ACL_REVISION, GENERIC_ALL, who.user.User.Sid) &&
      AddAccessAllowedAce (&list.acl, ACL_REVISION, GENERIC_ALL, system))
    SetTokenInformation (token, TokenDefaultDacl, &dacl, sizeof dacl);
  FreeSid (system);
}

/* PostgreSQL refuses to run with an administrator's rights. NULL: ours cannot be put down. */
static HANDLE
make_plain_token (void)
{
  SID_IDENTIFIER_AUTHORITY nt = { SECURITY_NT_AUTHORITY };
  SID_AND_ATTRIBUTES drop[2] = { 0 };
  HANDLE own, plain = NULL;

  if (!OpenProcessToken (GetCurrentProcess (), TOKEN_ALL_ACCESS, &own))
    return NULL;
  if (AllocateAndInitializeSid (&nt, 2, SECURITY_BUILTIN_DOMAIN_RID, DOMAIN_ALIAS_RID_ADMINS, 0, 0,
                                0, 0, 0, 0, &drop[0].Sid) &&
      AllocateAndInitializeSid (&nt, 2, SECURITY_BUILTIN_DOMAIN_RID, DOMAIN_ALIAS_RID_POWER_USERS,
                                0, 0, 0, 0, 0, 0, &drop[1].Sid) &&
      CreateRestrictedToken (own, DISABLE_MAX_PRIVILEGE, 2, drop, 0, NULL, 0, NULL, &plain))
    let_user_in (plain);
  CloseHandle (own);
  return plain;
}

static HANDLE
make_job (void)
{
  JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = { 0 };
  HANDLE job = CreateJobObjectW (NULL, NULL);

  limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
  if (job != NULL)
    SetInformationJobObject (job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
  return job; /* closed by our end */
}

/* Starts @argv inside @job with the standard handles of @startup. */
static int
start (wchar_t **argv, HANDLE job, STARTUPINFOW *startup, PROCESS_INFORMATION *made)
{
  const wchar_t *const unset[] = { L"PGDATA", L"PGPORT", L"PGOPTIONS", L"PGLOCALEDIR" };
  DWORD flags = CREATE_NO_WINDOW | CREATE_SUSPENDED;
  wchar_t *line = make_line (argv);
  HANDLE token = make_plain_token ();
  BOOL done = FALSE;

  if (line == NULL)
    return 0;
  /* PostgreSQL reads settings from these, and the user's are not for this server. */
  for (size_t i = 0; i < sizeof unset / sizeof unset[0]; i++)
    SetEnvironmentVariableW (unset[i], NULL);
  if (token != NULL)
    done = CreateProcessAsUserW (token, argv[0], line, NULL, NULL, TRUE, flags, NULL, NULL, startup,
                                 made);
  if (!done)
    done = CreateProcessW (argv[0], line, NULL, NULL, TRUE, flags, NULL, NULL, startup, made);
  free (line);
  if (token != NULL)
    CloseHandle (token);
  if (!done)
    return 0;
  AssignProcessToJobObject (job, made->hProcess);
  ResumeThread (made->hThread);
  CloseHandle (made->hThread);
  return 1;
}

static int
run (DWORD wanted_by, wchar_t **argv)
{
  STARTUPINFOW startup = { .cb = sizeof startup, .dwFlags = STARTF_USESTDHANDLES };
  PROCESS_INFORMATION made;
  HANDLE ends[2];
  DWORD code = 1;

  startup.hStdInput = GetStdHandle (STD_INPUT_HANDLE);
  startup.hStdOutput = GetStdHandle (STD_OUTPUT_HANDLE);
  startup.hStdError = GetStdHandle (STD_ERROR_HANDLE);
  if (!start (argv, make_job (), &startup, &made))
    return fail (argv[0]);
  ends[0] = made.hProcess;
  ends[1] = OpenProcess (SYNCHRONIZE, FALSE, wanted_by);
  if (WaitForMultipleObjects (ends[1] != NULL ? 2 : 1, ends, FALSE, INFINITE) != WAIT_OBJECT_0)
    return 1; /* and the job ends with us */
  GetExitCodeProcess (made.hProcess, &code);
  return (int) code;
}

/* PostgreSQL listens on a pipe of its own for what Unix would tell it by a signal. */
static void
send_signal (BYTE number)
{
  wchar_t pipe[64];
  BYTE answer;
  DWORD length;

  swprintf (pipe, 64, L"\\\\.\\pipe\\pgsignal_%lu", server.dwProcessId);
  CallNamedPipeW (pipe, &number, 1, &answer, 1, &length, 1000);
}

static int
has_ended_within (DWORD patience_ms)
{
  return WaitForSingleObject (server.hProcess, patience_ms) == WAIT_OBJECT_0;
}

static void
stop_server (DWORD patience_ms)
{
  send_signal (PG_SIGINT);
  if (has_ended_within (patience_ms))
    return;
  send_signal (PG_SIGQUIT);
  if (!has_ended_within (IMMEDIATE_PATIENCE_MS))
    TerminateProcess (server.hProcess, 1);
}

/* The user logs off or the machine goes down: Windows tells windows, so we have one. */
static LRESULT CALLBACK
on_message (HWND window, UINT message, WPARAM wide, LPARAM data)
{
  if (message == WM_QUERYENDSESSION)
    return TRUE;
  if (message == WM_ENDSESSION && wide)
    {
      stop_server (LOG_OFF_PATIENCE_MS);
      return 0;
    }
  return DefWindowProcW (window, message, wide, data);
}

static void
make_window (void)
{
  WNDCLASSW kind = { .lpfnWndProc = on_message, .lpszClassName = L"hurtrock-pg-supervisor" };

  kind.hInstance = GetModuleHandleW (NULL);
  /* After the programs that use the database: they have 0x280. */
  SetProcessShutdownParameters (0x200, SHUTDOWN_NORETRY);
  if (RegisterClassW (&kind) != 0)
    CreateWindowW (kind.lpszClassName, L"Hurtrock", WS_OVERLAPPED, 0, 0, 0, 0, NULL, NULL,
                   kind.hInstance, NULL);
}

static HANDLE
take (const wchar_t *path, BOOL inherited)
{
  SECURITY_ATTRIBUTES attributes = { sizeof attributes, NULL, inherited };

  return CreateFileW (path, GENERIC_READ | GENERIC_WRITE, 0, &attributes, OPEN_ALWAYS,
                      FILE_ATTRIBUTE_NORMAL, NULL);
}

/* The lock goes to the server and to all its children with the other handles, and so is free only
 * when the last of them is gone. */
static HANDLE
take_server_lock (const wchar_t *users_lock)
{
  wchar_t path[PATH_MAX_CHARS];
  const wchar_t *name = wcsrchr (users_lock, L'\\');
  size_t length = name != NULL ? (size_t) (name - users_lock) + 1 : 0;
  HANDLE lock;

  if (length + 16 > PATH_MAX_CHARS)
    return INVALID_HANDLE_VALUE;
  wcsncpy (path, users_lock, length);
  wcscpy (path + length, L"server.lock");
  for (int waited = 0;; waited += LOOK_MS / 10)
    {
      lock = take (path, TRUE);
      if (lock != INVALID_HANDLE_VALUE || GetLastError () != ERROR_SHARING_VIOLATION ||
          waited > LOCK_PATIENCE_MS)
        return lock;
      Sleep (LOOK_MS / 10);
    }
}

static void
watch (const wchar_t *users_lock)
{
  HANDLE users = INVALID_HANDLE_VALUE;
  MSG message;

  while (users == INVALID_HANDLE_VALUE)
    {
      DWORD what = MsgWaitForMultipleObjects (1, &server.hProcess, FALSE, LOOK_MS, QS_ALLINPUT);

      if (what == WAIT_OBJECT_0)
        return;
      while (PeekMessageW (&message, NULL, 0, 0, PM_REMOVE))
        DispatchMessageW (&message);
      users = take (users_lock, FALSE);
    }
  /* Nobody can begin to use the server while we hold this. */
  stop_server (FAST_PATIENCE_MS);
}

static void
slashes_to_backslashes (wchar_t *path)
{
  for (; *path != L'\0'; path++)
    if (*path == L'/')
      *path = L'\\';
}

static int
serve (wchar_t **argv)
{
  SECURITY_ATTRIBUTES inherited = { sizeof inherited, NULL, TRUE };
  STARTUPINFOW startup = { .cb = sizeof startup, .dwFlags = STARTF_USESTDHANDLES };

  slashes_to_backslashes (argv[2]);
  slashes_to_backslashes (argv[3]);
  if (take_server_lock (argv[2]) == INVALID_HANDLE_VALUE)
    return fail (L"server.lock");
  startup.hStdInput = CreateFileW (L"NUL", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                   &inherited, OPEN_EXISTING, 0, NULL);
  startup.hStdOutput = CreateFileW (argv[3], GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                    &inherited, CREATE_ALWAYS, FILE_ATTRIBUTE_NORMAL, NULL);
  if (startup.hStdOutput == INVALID_HANDLE_VALUE)
    return fail (argv[3]);
  startup.hStdError = startup.hStdOutput;
  if (!start (argv + 5, make_job (), &startup, &server))
    return fail (argv[5]);
  make_window ();
  watch (argv[2]);
  return 0;
}

int wmain (int argc, wchar_t **argv);

int
wmain (int argc, wchar_t **argv)
{
  if (argc > 5 && wcscmp (argv[1], L"run") == 0 && wcscmp (argv[4], L"--") == 0)
    return run (wcstoul (argv[2], NULL, 10), argv + 5);
  if (argc > 7 && wcscmp (argv[1], L"serve") == 0 && wcscmp (argv[6], L"--") == 0)
    return serve (argv + 2);
  fwprintf (stderr, L"hurtrock-pg-supervisor belongs to Hurtrock and is started by it.\n");
  return 2;
}
