/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * hurtrock-admin user: the accounts of the staff, from the command line.
 */

#define G_LOG_DOMAIN "hrt-admin"

#include "config.h"

#include "hrt-admin.h"

#include <glib/gi18n.h>
#include <string.h>

#include "hrt-admin-secret.h"
#include "model/people/hrt-password.h"

typedef struct
{
  HrtAdmin admin;
  char *name; /* (owned) (nullable) */
  char *role; /* (owned) (nullable) */
} User;

static gint64
find_staff (HrtPgRows *rows, const char *login)
{
  int at_login = hrt_pg_rows_find_column (rows, "login");
  int at_id = hrt_pg_rows_find_column (rows, "id");

  for (guint i = 0; i < hrt_pg_rows_get_n (rows); i++)
    if (g_strcmp0 (hrt_pg_rows_get_text (rows, i, at_login), login) == 0)
      return hrt_pg_rows_get_int64 (rows, i, at_id);
  return 0;
}

static const char *
get_name (HrtPgRows *rows, gint64 staff_id)
{
  for (guint i = 0; i < hrt_pg_rows_get_n (rows); i++)
    if (hrt_pg_rows_get_int64 (rows, i, hrt_pg_rows_find_column (rows, "id")) == staff_id)
      return hrt_pg_rows_get_text (rows, i, hrt_pg_rows_find_column (rows, "name"));
  return "";
}

/* The journal wants to know who did it: from here it is the shop's oldest admin, and not whom it is
 * done to, who may not end their own account. Without another one it is. */
static gint64
find_admin (HrtPgRows *rows, gint64 not_id)
{
  int at_role = hrt_pg_rows_find_column (rows, "role");
  int at_active = hrt_pg_rows_find_column (rows, "active");
  int at_id = hrt_pg_rows_find_column (rows, "id");
  gint64 found = 0;

  for (guint i = 0; i < hrt_pg_rows_get_n (rows); i++)
    {
      gint64 id = hrt_pg_rows_get_int64 (rows, i, at_id);

      if (hrt_pg_rows_get_bool (rows, i, at_active) &&
          strcmp (hrt_pg_rows_get_text (rows, i, at_role), "admin") == 0 && id != not_id &&
          (found == 0 || id < found))
        found = id;
    }
  return found != 0 ? found : not_id;
}

static HrtPgResults *
list_staff (User *user)
{
  g_autoptr (GError) error = NULL;
  HrtPgResults *results = hrt_admin_query (&user->admin, HRT_STATEMENT_PEOPLE_LIST_STAFF,
                                           hrt_pg_params_bool (hrt_pg_params_new (), TRUE), &error);

  if (results == NULL)
    hrt_admin_complain (_ ("reading the accounts"), error);
  return results;
}

/* What the shop is called, which must not carry a password; a database may have no shop yet. */
static char *
dup_shop_words (User *user)
{
  g_autoptr (HrtPgResults) results =
      hrt_admin_query (&user->admin, HRT_STATEMENT_SHOP_GET_PROFILE, NULL, NULL);
  HrtPgRows *rows = results != NULL ? hrt_pg_results_get_rows (results, 0) : NULL;
  const char *name, *city;

  if (rows == NULL || hrt_pg_rows_get_n (rows) == 0)
    return g_strdup ("");
  name = hrt_pg_rows_get_text (rows, 0, hrt_pg_rows_find_column (rows, "name"));
  city = hrt_pg_rows_get_text (rows, 0, hrt_pg_rows_find_column (rows, "city"));
  return g_strdup_printf ("%s %s", name ? name : "", city ? city : "");
}

/* A password that keeps the rule, as its Argon2id text; NULL after having said why not. */
static char *
read_hash (User *user, const char *login, const char *name)
{
  g_autofree char *shop_words = dup_shop_words (user);
  const char *const own_words[] = { login, name, shop_words, "hurtrock", NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *hash = NULL;
  char *secret = hrt_admin_read_secret (_ ("New password:"), _ ("Once more:"));

  if (secret == NULL)
    return NULL;
  switch (hrt_password_judge (secret, own_words))
    {
    case HRT_PASSWORD_SHORT:
      hrt_admin_usage (_ ("the password needs at least %d characters"), HRT_PASSWORD_MIN_CHARS);
      break;
    case HRT_PASSWORD_LONG:
      hrt_admin_usage (_ ("the password may have at most %d characters"), HRT_PASSWORD_MAX_CHARS);
      break;
    case HRT_PASSWORD_COMMON:
      hrt_admin_usage (_ ("this password is too easy to guess"));
      break;
    case HRT_PASSWORD_GOOD:
    default:
      hrt_password_hash_async (secret, NULL, hrt_admin_on_ready, &result);
      hash = hrt_password_hash_finish (hrt_admin_await (&result), &error);
      if (hash == NULL)
        hrt_admin_complain (_ ("hashing the password"), error);
    }
  hrt_admin_free_secret (secret);
  return hash;
}

/* @problems: JSON of the function, or one of its words. */
static int
refuse (const char *problems)
{
  if (strstr (problems, "login_taken") != NULL)
    g_printerr ("hurtrock-admin: %s\n", _ ("somebody has this login already"));
  else if (strstr (problems, "name_taken") != NULL)
    g_printerr ("hurtrock-admin: %s\n", _ ("somebody here has this name already; add something"));
  else if (strstr (problems, "bad_login") != NULL)
    g_printerr ("hurtrock-admin: %s\n", _ ("a login has 2 to 40 small letters, digits, . _ or -"));
  else if (strstr (problems, "bad_role") != NULL)
    g_printerr ("hurtrock-admin: %s\n", _ ("a role is admin, staff or cashier"));
  else if (strstr (problems, "bad_name") != NULL)
    g_printerr ("hurtrock-admin: %s\n", _ ("a name has 1 to 120 characters"));
  else if (strstr (problems, "first_must_be_admin") != NULL)
    g_printerr ("hurtrock-admin: %s\n", _ ("the first account must be an admin"));
  else if (strstr (problems, "last_admin") != NULL)
    g_printerr ("hurtrock-admin: %s\n", _ ("this is the last admin; make another one first"));
  else
    g_printerr ("hurtrock-admin: %s\n", problems);
  return HRT_ADMIN_FAILED;
}

/* Says what the function answered. Takes @params. */
static int
call (User *user, HrtStatement statement, HrtPgParams *params, const char *done)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtPgResults) results = hrt_admin_query (&user->admin, statement, params, &error);
  HrtPgRows *rows;
  const char *outcome, *problems;

  if (results == NULL)
    {
      hrt_admin_complain (_ ("changing the account"), error);
      return HRT_ADMIN_FAILED;
    }
  rows = hrt_pg_results_get_rows (results, 0);
  outcome = hrt_pg_rows_get_text (rows, 0, hrt_pg_rows_find_column (rows, "outcome"));
  problems = hrt_pg_rows_get_text (rows, 0, hrt_pg_rows_find_column (rows, "problems"));
  if (strcmp (outcome, "refused") != 0)
    {
      g_print ("%s\n", done);
      return HRT_ADMIN_OK;
    }
  return refuse (problems);
}

static HrtPgParams *
add_id (HrtPgParams *params, gint64 id)
{
  return id != 0 ? hrt_pg_params_int64 (params, id) : hrt_pg_params_null (params);
}

/* What hrt.create_staff() would refuse, before somebody has thought of a password. */
static const char *
find_refusal (HrtPgRows *staff, const char *login, const char *role)
{
  const char *const roles[] = { "admin", "staff", "cashier", NULL };

  if (!g_regex_match_simple ("^[a-z0-9][a-z0-9._-]{1,39}$", login, G_REGEX_DOLLAR_ENDONLY, 0))
    return "bad_login";
  if (!g_strv_contains (roles, role))
    return "bad_role";
  if (hrt_pg_rows_get_n (staff) == 0 && strcmp (role, "admin") != 0)
    return "first_must_be_admin";
  return find_staff (staff, login) != 0 ? "login_taken" : NULL;
}

static int
add (User *user, const char *login)
{
  const char *role = user->role != NULL ? user->role : "cashier";
  const char *name = user->name != NULL ? user->name : login;
  g_autoptr (HrtPgResults) staff = list_staff (user);
  g_autofree char *hash = NULL;
  const char *refusal;
  HrtPgParams *params;

  if (staff == NULL)
    return HRT_ADMIN_FAILED;
  refusal = find_refusal (hrt_pg_results_get_rows (staff, 0), login, role);
  if (refusal != NULL)
    return refuse (refusal);
  hash = read_hash (user, login, name);
  if (hash == NULL)
    return HRT_ADMIN_FAILED;
  params = hrt_pg_params_text (hrt_pg_params_new (), login);
  params = hrt_pg_params_text (params, name);
  params = hrt_pg_params_text (params, role);
  params = hrt_pg_params_text (params, hash);
  params = hrt_pg_params_null (params); /* the PIN is set in the app */
  params = hrt_pg_params_text (params, "id");
  params = add_id (params, find_admin (hrt_pg_results_get_rows (staff, 0), 0));
  return call (user, HRT_STATEMENT_PEOPLE_CREATE_STAFF, params, _ ("The account is ready."));
}

/* @words: login and name, which must not carry it */
static int
set_password (User *user, gint64 staff_id, gint64 admin_id, const char *const words[2])
{
  g_autofree char *hash = read_hash (user, words[0], words[1]);
  HrtPgParams *params;

  if (hash == NULL)
    return HRT_ADMIN_FAILED;
  params = hrt_pg_params_int64 (hrt_pg_params_new (), staff_id);
  params = hrt_pg_params_null (hrt_pg_params_text (params, hash));
  return call (user, HRT_STATEMENT_PEOPLE_SET_STAFF_SECRET, add_id (params, admin_id),
               _ ("The password is set."));
}

static int
disable (User *user, gint64 staff_id, gint64 admin_id)
{
  HrtPgParams *params = hrt_pg_params_int64 (hrt_pg_params_new (), staff_id);

  params = hrt_pg_params_null (hrt_pg_params_null (params));
  params = hrt_pg_params_bool (params, FALSE);
  params = hrt_pg_params_null (add_id (params, admin_id));
  return call (user, HRT_STATEMENT_PEOPLE_SET_STAFF, params, _ ("The account is disabled."));
}

static int
list (User *user)
{
  g_autoptr (HrtPgResults) staff = list_staff (user);
  HrtPgRows *rows;

  if (staff == NULL)
    return HRT_ADMIN_FAILED;
  rows = hrt_pg_results_get_rows (staff, 0);
  for (guint i = 0; i < hrt_pg_rows_get_n (rows); i++)
    g_print ("%s\t%s\t%s\t%s\n",
             hrt_pg_rows_get_text (rows, i, hrt_pg_rows_find_column (rows, "login")),
             hrt_pg_rows_get_text (rows, i, hrt_pg_rows_find_column (rows, "role")),
             hrt_pg_rows_get_bool (rows, i, hrt_pg_rows_find_column (rows, "active"))
                 ? C_ ("account", "active")
                 : C_ ("account", "disabled"),
             hrt_pg_rows_get_text (rows, i, hrt_pg_rows_find_column (rows, "name")));
  return HRT_ADMIN_OK;
}

static int
change (User *user, const char *verb, const char *login)
{
  g_autoptr (HrtPgResults) staff = list_staff (user);
  HrtPgRows *rows;
  gint64 staff_id, admin_id;

  if (staff == NULL)
    return HRT_ADMIN_FAILED;
  rows = hrt_pg_results_get_rows (staff, 0);
  staff_id = find_staff (rows, login);
  admin_id = find_admin (rows, staff_id);
  if (staff_id == 0)
    {
      hrt_admin_usage (_ ("nobody has the login “%s”"), login);
      return HRT_ADMIN_FAILED;
    }
  if (strcmp (verb, "disable") == 0)
    return disable (user, staff_id, admin_id);
  return set_password (user, staff_id, admin_id,
                       (const char *const[]){ login, get_name (rows, staff_id) });
}

static int
run (User *user, int argc, char **argv)
{
  const char *const with_login[] = { "add", "set-password", "disable", NULL };

  if (!(argc == 2 && strcmp (argv[1], "list") == 0) &&
      !(argc == 3 && g_strv_contains (with_login, argv[1])))
    return hrt_admin_usage (_ ("write: user list, or user add|set-password|disable LOGIN"));
  if (!hrt_admin_open_migrated (&user->admin))
    return HRT_ADMIN_FAILED;
  if (argc == 2)
    return list (user);
  return strcmp (argv[1], "add") == 0 ? add (user, argv[2]) : change (user, argv[1], argv[2]);
}

/**
 * hrt_admin_user:
 * @argc: number of @argv
 * @argv: "user", its options, what to do, a login
 *
 * Returns: the exit code
 */
int
hrt_admin_user (int argc, char **argv)
{
  User user = { 0 };
  int exit_code = HRT_ADMIN_USAGE;
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_STRING, &user.name, N_ ("The person's name (with add)"),
      N_ ("NAME") },
    { "role", 0, 0, G_OPTION_ARG_STRING, &user.role,
      N_ ("admin, staff or cashier (with add; default cashier)"), N_ ("ROLE") },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };

  if (hrt_admin_parse (&user.admin, &argc, &argv, entries,
                       _ ("list | add LOGIN | set-password LOGIN | disable LOGIN"),
                       _ ("The accounts of the staff. A password is asked for at the terminal, or "
                          "read as one line from standard input; it is never an argument.")))
    exit_code = run (&user, argc, argv);
  g_free (user.name);
  g_free (user.role);
  return hrt_admin_close (&user.admin, exit_code);
}
