/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * hurtrock-pg-supervisor: starts the private PostgreSQL and stops it when its last user is gone.
 *
 *   run   UID GID -- PROGRAM ARG...
 *         steps down to that user when root, then becomes the program, which dies with whoever
 *         started it: a half-made cluster is of no use to anybody
 *   serve UID GID USERS-LOCK LOG -- POSTGRES ARG...
 *         detaches, starts the server, waits for an exclusive lock on USERS-LOCK (it comes when no
 *         process holds a shared one any more, however those ended) and then stops the server.
 *         Says "ended STATUS" on standard output when the server ends.
 *
 * A program of its own so that it outlives whoever started it, is small, and has no threads when it
 * forks. The server in turn is told by the kernel when this process dies. Descriptor 3 is the
 * server's own lock: it goes to the program and to all its children, and so is free only when the
 * last of them is gone.
 */

#define _GNU_SOURCE

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define SERVER_LOCK_FD          3
#define FAST_PATIENCE_SECS      30
#define IMMEDIATE_PATIENCE_SECS 10

/* Read by the signal handler; written once before any signal is let through. */
static volatile sig_atomic_t server_pid;
static int users_fd = -1;

static int
fail (const char *what)
{
  fprintf (stderr, "hurtrock-pg-supervisor: %s: %s\n", what, strerror (errno));
  return 1;
}

static int
step_down (const char *uid_text, const char *gid_text)
{
  uid_t uid = (uid_t) strtoul (uid_text, NULL, 10);
  gid_t gid = (gid_t) strtoul (gid_text, NULL, 10);

  if (geteuid () != 0 || uid == 0)
    return 0;
  return setgroups (0, NULL) != 0 || setgid (gid) != 0 || setuid (uid) != 0;
}

static void
on_terminate (int number)
{
  if (server_pid > 0)
    kill (server_pid, SIGINT); /* PostgreSQL's "fast shutdown": open transactions are rolled back */
}

static void *
wait_for_last_user (void *unused)
{
  while (flock (users_fd, LOCK_EX) != 0 && errno == EINTR)
    ;
  kill (server_pid, SIGINT);
  sleep (FAST_PATIENCE_SECS);
  kill (server_pid, SIGQUIT);
  sleep (IMMEDIATE_PATIENCE_SECS);
  kill (server_pid, SIGKILL);
  return unused;
}

static void
become_server (char **argv, int log_fd, pid_t supervisor)
{
  sigset_t none;

  sigemptyset (&none);
  sigprocmask (SIG_SETMASK, &none, NULL);
  signal (SIGPIPE, SIG_DFL);
  prctl (PR_SET_PDEATHSIG, SIGINT);
  if (getppid () != supervisor)
    _exit (1); /* it died before the kernel knew that we want to hear of it */
  dup2 (log_fd, STDOUT_FILENO);
  dup2 (log_fd, STDERR_FILENO);
  execv (argv[0], argv);
  dprintf (STDERR_FILENO, "%s: %s\n", argv[0], strerror (errno));
  _exit (127);
}

static int
detach (void)
{
  pid_t pid = fork ();

  if (pid < 0)
    return fail ("fork");
  if (pid > 0)
    _exit (0);
  setsid ();
  return chdir ("/");
}

static int
watch (void)
{
  struct sigaction action = { .sa_handler = on_terminate, .sa_flags = SA_RESTART };
  const int signals[] = { SIGTERM, SIGINT, SIGHUP };
  sigset_t set;
  pthread_t thread;
  int status = 0;

  sigfillset (&set);
  pthread_sigmask (SIG_SETMASK, &set, NULL);
  if (pthread_create (&thread, NULL, wait_for_last_user, NULL) != 0)
    on_terminate (0); /* a server that nobody would stop is worse than none */
  for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
    sigaction (signals[i], &action, NULL);
  sigemptyset (&set);
  pthread_sigmask (SIG_SETMASK, &set, NULL);
  while (waitpid (server_pid, &status, 0) < 0 && errno == EINTR)
    ;
  dprintf (STDOUT_FILENO, "ended %d\n", WIFEXITED (status) ? WEXITSTATUS (status) : 255);
  return 0;
}

static int
serve (char **argv)
{
  int log_fd;
  int null_fd = open ("/dev/null", O_RDONLY);
  pid_t self;
  pid_t pid;
  sigset_t all;

  if (detach () != 0)
    return 1;
  users_fd = open (argv[2], O_RDWR | O_CLOEXEC | O_NOFOLLOW);
  if (users_fd < 0)
    return fail (argv[2]);
  if (step_down (argv[0], argv[1]) != 0)
    return fail ("stepping down from root");
  umask (077);
  log_fd = open (argv[3], O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (log_fd < 0)
    return fail (argv[3]);
  dup2 (null_fd, STDIN_FILENO);
  signal (SIGPIPE, SIG_IGN);
  sigfillset (&all);
  sigprocmask (SIG_SETMASK, &all, NULL);
  self = getpid ();
  pid = fork ();
  if (pid < 0)
    return fail ("fork");
  if (pid == 0)
    become_server (argv + 5, log_fd, self);
  server_pid = pid;
  dup2 (log_fd, STDERR_FILENO);
  return watch ();
}

int
main (int argc, char **argv)
{
  if (argc > 5 && strcmp (argv[1], "run") == 0 && strcmp (argv[4], "--") == 0)
    {
      if (step_down (argv[2], argv[3]) != 0)
        return fail ("stepping down from root");
      umask (077);
      prctl (PR_SET_PDEATHSIG, SIGKILL);
      execv (argv[5], argv + 5);
      return fail (argv[5]);
    }
  if (argc > 7 && strcmp (argv[1], "serve") == 0 && strcmp (argv[6], "--") == 0)
    return serve (argv + 2);
  fputs ("hurtrock-pg-supervisor belongs to Hurtrock and is started by it.\n", stderr);
  return 2;
}
