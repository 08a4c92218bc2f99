/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtPeople and HrtShop on a real database: who gets in, and who does not.
 */

#include "model/base/hrt-model-error.h"
#include "model/people/hrt-password.h"
#include "model/people/hrt-people.h"
#include "model/shop/hrt-shop.h"
#include "tests/lib/hrt-test-shop.h"

static HrtTestShop *shop;

static HrtStaff *
sign_in (const char *login, const char *secret, gboolean is_pin, GError **error)
{
  HrtPeople *people = hrt_context_get_people (shop->staff);
  g_autoptr (GAsyncResult) result = NULL;

  HRT_TEST_CALL (result, hrt_people_sign_in_staff, people, login, secret, is_pin);
  return hrt_people_sign_in_staff_finish (people, result, error);
}

static HrtStaff *
create (const char *login,
        const char *role,
        const char *password,
        const char *pin,
        gint64 by,
        GError **error)
{
  HrtPeople *people = hrt_context_get_people (shop->staff);
  g_autoptr (HrtStaff) draft = hrt_staff_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *name = g_strconcat ("Si ", login, NULL);

  hrt_entity_set_text (draft, "login", login);
  hrt_entity_set_text (draft, "name", name);
  hrt_entity_set_text (draft, "role", role);
  HRT_TEST_CALL (result, hrt_people_create_staff, people, draft, password, pin, by);
  return hrt_people_create_staff_finish (people, result, error);
}

static void
test_create (void)
{
  static const struct
  {
    const char *login, *role, *password, *pin;
    HrtModelError code;
  } bad[] = {
    { "kasir2", "cashier", "short", NULL, HRT_MODEL_ERROR_WEAK_PASSWORD },
    { "kasir2", "cashier", "password12345", NULL, HRT_MODEL_ERROR_WEAK_PASSWORD },
    { "kasir2", "cashier", "kasir2-2024!", NULL, HRT_MODEL_ERROR_WEAK_PASSWORD },
    { "kasir2", "cashier", "TokoUji2024!", NULL, HRT_MODEL_ERROR_WEAK_PASSWORD },
    { "kasir2", "cashier", "kuda lumping merah", "1234", HRT_MODEL_ERROR_WEAK_PASSWORD },
    { "kasir2", "cashier", "kuda lumping merah", "12a4", HRT_MODEL_ERROR_WEAK_PASSWORD },
    { "owner", "cashier", "kuda lumping merah", NULL, HRT_MODEL_ERROR_TAKEN },
    { "Kasir Dua", "cashier", "kuda lumping merah", NULL, HRT_MODEL_ERROR_INVALID },
    { "", "cashier", "kuda lumping merah", NULL, HRT_MODEL_ERROR_INVALID },
    { "kasir2", "emperor", "kuda lumping merah", NULL, HRT_MODEL_ERROR_INVALID },
    { "\xff\xff", "cashier", "kuda lumping merah", NULL, HRT_MODEL_ERROR_INVALID },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtStaff) cashier = NULL;
  g_autoptr (HrtStaff) nobody = NULL;
  g_autoptr (HrtStaff) by_pin = NULL;
  g_autoptr (HrtStaff) by_password = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("case %zu", i);
      nobody =
          create (bad[i].login, bad[i].role, bad[i].password, bad[i].pin, shop->owner_id, &error);
      g_assert_null (nobody);
      g_assert_error (error, HRT_MODEL_ERROR, (int) bad[i].code);
      g_clear_error (&error);
    }
  cashier = create ("kasir1", "cashier", "kuda lumping merah", "7391", shop->owner_id, &error);
  g_assert_no_error (error);
  g_assert_true (cashier->has_pin);
  g_assert_cmpstr (hrt_staff_get_role (cashier), ==, "cashier");

  by_pin = sign_in ("kasir1", "7391", TRUE, &error);
  g_assert_no_error (error);
  by_password = sign_in (" KASIR1 ", "kuda lumping merah", FALSE, &error);
  g_assert_no_error (error);

  nobody = create ("kasir3", "cashier", "kuda lumping merah", NULL, cashier->id, &error);
  g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_NOT_ALLOWED);
}

static void
test_disable (void)
{
  HrtPeople *people = hrt_context_get_people (shop->staff);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HrtStaff) someone =
      create ("kasir9", "cashier", "kuda lumping merah", "7391", shop->owner_id, &error);
  g_autoptr (HrtStaff) saved = NULL;
  g_autoptr (HrtStaff) nobody = NULL;
  g_autoptr (HrtStaff) owner = hrt_staff_new ();

  g_assert_no_error (error);
  someone->active = FALSE;
  HRT_TEST_CALL (result, hrt_people_save_staff, people, someone, shop->owner_id);
  saved = hrt_people_save_staff_finish (people, result, &error);
  g_assert_no_error (error);
  g_assert_false (saved->active);
  nobody = sign_in ("kasir9", "7391", TRUE, &error);
  g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_WRONG_SECRET);
  g_clear_error (&error);

  /* The revision of before. */
  HRT_TEST_CALL (result, hrt_people_save_staff, people, someone, shop->owner_id);
  nobody = hrt_people_save_staff_finish (people, result, &error);
  g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_CONFLICT);
  g_clear_error (&error);

  owner->id = shop->owner_id;
  owner->active = FALSE;
  HRT_TEST_CALL (result, hrt_people_save_staff, people, owner, shop->owner_id);
  nobody = hrt_people_save_staff_finish (people, result, &error);
  g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "last_admin");
}

/* Whoever gets a new secret is known by number only: the names are those in the database. */
static void
test_set_secret (void)
{
  static const char *const weak[] = { "pegawai7-2024", "TokoUji2024!", "sayangkamu" };
  HrtPeople *people = hrt_context_get_people (shop->staff);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HrtStaff) someone =
      create ("pegawai7", "staff", "kuda lumping merah", NULL, shop->owner_id, &error);

  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (weak); i++)
    {
      HRT_TEST_CALL (result, hrt_people_set_staff_secret, people, someone->id, weak[i], NULL,
                     shop->owner_id);
      g_assert_false (hrt_people_set_staff_secret_finish (people, result, &error));
      g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_WEAK_PASSWORD);
      g_clear_error (&error);
      g_clear_object (&result);
    }
  HRT_TEST_CALL (result, hrt_people_set_staff_secret, people, someone->id, "kecapi suling degung",
                 NULL, shop->owner_id);
  g_assert_true (hrt_people_set_staff_secret_finish (people, result, &error));
  g_assert_no_error (error);
}

/* Also with another admin there nobody shuts himself out; the other one may. */
static void
test_own_account (void)
{
  HrtPeople *people = hrt_context_get_people (shop->staff);
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (HrtStaff) other =
      create ("pemilik2", "admin", "kuda lumping merah", NULL, shop->owner_id, &error);
  g_autoptr (HrtStaff) saved = NULL;
  g_autoptr (HrtStaff) nobody = NULL;

  g_assert_no_error (error);
  hrt_entity_set_text (other, "role", "cashier");
  HRT_TEST_CALL (result, hrt_people_save_staff, people, other, other->id);
  nobody = hrt_people_save_staff_finish (people, result, &error);
  g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "own_account");
  g_clear_error (&error);

  HRT_TEST_CALL (result, hrt_people_save_staff, people, other, shop->owner_id);
  saved = hrt_people_save_staff_finish (people, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hrt_staff_get_role (saved), ==, "cashier");
}

static void
test_slow_down (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtStaff) nobody = NULL;
  int code = 0;

  for (int i = 0; i < 6 && code != HRT_MODEL_ERROR_SLOW_DOWN; i++)
    {
      nobody = sign_in ("nobody", "wrong", FALSE, &error);
      g_assert_null (nobody);
      code = error->code;
      g_assert_true (code == HRT_MODEL_ERROR_WRONG_SECRET || code == HRT_MODEL_ERROR_SLOW_DOWN);
      g_clear_error (&error);
    }
  g_assert_cmpint (code, ==, HRT_MODEL_ERROR_SLOW_DOWN);
}

static GBytes *
hash_of (guint8 filler)
{
  guint8 bytes[32];

  for (gsize i = 0; i < sizeof bytes; i++)
    bytes[i] = filler;
  return g_bytes_new (bytes, sizeof bytes);
}

static HrtSession *
load_session (GBytes *hash)
{
  HrtPeople *people = hrt_context_get_people (shop->web);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  HrtSession *session;

  HRT_TEST_CALL (result, hrt_people_load_session, people, hash);
  session = hrt_people_load_session_finish (people, result, &error);
  g_assert_no_error (error);
  return session;
}

static HrtSession *
register_customer (
    const char *email, const char *password, GBytes *old, GBytes *fresh, GError **error)
{
  HrtPeople *people = hrt_context_get_people (shop->web);
  g_autoptr (HrtCustomer) draft = hrt_customer_new ();
  g_autoptr (GAsyncResult) result = NULL;

  hrt_entity_set_text (draft, "email", email);
  hrt_entity_set_text (draft, "name", "<Siti> '\"&");
  HRT_TEST_CALL (result, hrt_people_register_customer, people, draft, password, "Toko Gema",
                 "198.51.100.7", old, fresh);
  return hrt_people_register_customer_finish (people, result, error);
}

/* Free, taken with its password, taken with another one: a session each time, and the old password
 * stays. */
static void
test_register (void)
{
  g_autoptr (GBytes) guest = hash_of (20);
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtSession) lost = NULL;

  for (guint8 i = 0; i < 3; i++)
    {
      const char *password = i == 2 ? "salah sama sekali" : "kuda lumping merah";
      g_autoptr (GBytes) fresh = hash_of (21 + i);
      g_autoptr (HrtSession) session =
          register_customer (i == 1 ? "ANI@example.com" : "ani@example.com", password, NULL, fresh,
                             &error);
      g_autoptr (HrtSession) loaded = load_session (fresh);

      g_assert_no_error (error);
      g_assert_cmpint (session->customer_id > 0, ==, i < 2);
      g_assert_cmpint (loaded->customer_id, ==, session->customer_id);
    }
  lost = register_customer ("ani@x\r\nBcc: a@b.c", "kuda lumping merah", NULL, guest, &error);
  g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_INVALID);
  g_clear_error (&error);
  lost = register_customer ("new@example.com", "password123", NULL, guest, &error);
  g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_WEAK_PASSWORD);
  g_clear_error (&error);
  lost = register_customer ("new@example.com", "TokoGema2026", NULL, guest, &error);
  g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_WEAK_PASSWORD);
}

/* Guessing by registering is slowed down as guessing by signing in is. */
static void
test_register_slows_down (void)
{
  g_autoptr (GBytes) fresh = hash_of (30);
  g_autoptr (GError) error = NULL;
  HrtSession *session =
      register_customer ("budi@example.com", "kuda lumping merah", NULL, fresh, &error);

  g_assert_no_error (error);
  g_object_unref (session);
  for (guint8 i = 0; error == NULL && i < 6; i++)
    {
      g_autoptr (GBytes) other = hash_of (31 + i);

      session = register_customer ("budi@example.com", "salah sama sekali", NULL, other, &error);
      if (session != NULL)
        g_assert_cmpint (session->customer_id, ==, 0);
      g_clear_object (&session);
    }
  g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_SLOW_DOWN);
}

static HrtSession *
customer_in (const char *email, const char *password, GBytes *old, GBytes *fresh, GError **error)
{
  HrtPeople *people = hrt_context_get_people (shop->web);
  g_autoptr (GAsyncResult) result = NULL;

  HRT_TEST_CALL (result, hrt_people_sign_in_customer, people, email, password, "not an address",
                 old, fresh);
  return hrt_people_sign_in_customer_finish (people, result, error);
}

static void
test_customer (void)
{
  HrtPeople *people = hrt_context_get_people (shop->web);
  g_autoptr (GBytes) guest = hash_of (1);
  g_autoptr (GBytes) fresh = hash_of (2);
  g_autoptr (GBytes) other = hash_of (3);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtSession) session = NULL;
  g_autoptr (HrtSession) loaded = NULL;
  g_autoptr (HrtSession) old = NULL;
  g_autoptr (HrtSession) wrong = NULL;
  g_autoptr (HrtSession) unknown = NULL;
  g_autoptr (HrtSession) gone = NULL;

  HRT_TEST_CALL (result, hrt_people_start_session, people, guest, "en");
  g_assert_true (hrt_people_start_session_finish (people, result, &error));
  old = load_session (guest);
  g_assert_cmpstr (old->language, ==, "en");
  g_assert_cmpint (old->customer_id, ==, 0);

  session = register_customer ("siti@example.com", "kuda lumping merah", NULL, other, &error);
  g_assert_no_error (error);
  g_clear_object (&session);

  wrong = customer_in ("siti@example.com", "salah sama sekali", guest, other, &error);
  g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_WRONG_SECRET);
  g_clear_error (&error);
  unknown = customer_in ("nobody@example.com", "salah sama sekali", guest, other, &error);
  g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_WRONG_SECRET);
  g_clear_error (&error);

  session = customer_in ("Siti@Example.com", "kuda lumping merah", guest, fresh, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (session->name, ==, "<Siti> '\"&");
  gone = load_session (guest); /* the old id is worth nothing any more */
  g_assert_null (gone);
  loaded = load_session (fresh);
  g_assert_cmpint (loaded->customer_id, >, 0);

  HRT_TEST_CALL (result, hrt_people_sign_out_customer, people, fresh);
  g_assert_true (hrt_people_sign_out_customer_finish (people, result, &error));
  gone = load_session (fresh);
  g_assert_null (gone);
}

/* A flood is refused, not queued without end. */
typedef struct
{
  guint pending;
  guint done;
  guint busy;
} Flood;

static void
on_flood_hashed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Flood *flood = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = hrt_password_hash_finish (result, &error);

  flood->pending--;
  if (hash != NULL)
    flood->done++;
  else if (g_error_matches (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_BUSY))
    flood->busy++;
}

static gboolean
is_over (gpointer user_data)
{
  return ((Flood *) user_data)->pending == 0;
}

static void
test_flood (void)
{
  Flood flood = { 400, 0, 0 };

  for (guint i = 0; i < 400; i++)
    hrt_password_hash_async ("kuda lumping merah", NULL, on_flood_hashed, &flood);
  g_assert_true (hrt_test_wait (is_over, &flood, 60000));
  g_assert_cmpint (flood.done + flood.busy, ==, 400);
  g_assert_cmpint (flood.done, >=, 34);
  g_assert_cmpint (flood.busy, >, 0);
}

static void
test_profile (void)
{
  HrtShop *service = hrt_context_get_shop (shop->staff);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtShopProfile) profile = NULL;
  g_autoptr (HrtShopProfile) saved = NULL;
  g_autoptr (HrtShopProfile) late = NULL;
  g_autoptr (HrtShopProfile) bad = NULL;
  gboolean complete = FALSE;

  HRT_TEST_CALL (result, hrt_shop_check_setup, service);
  g_assert_true (hrt_shop_check_setup_finish (service, result, &complete, &error));
  g_assert_true (complete);
  HRT_TEST_CALL (result, hrt_shop_load_profile, service);
  profile = hrt_shop_load_profile_finish (service, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (profile->name, ==, "Toko Uji");
  hrt_entity_set_text (profile, "name", "Toko '\"<&");
  profile->cash_rounding = 100;
  HRT_TEST_CALL (result, hrt_shop_save_profile, service, profile, shop->owner_id);
  saved = hrt_shop_save_profile_finish (service, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (saved->name, ==, "Toko '\"<&");
  g_assert_cmpint (saved->cash_rounding, ==, 100);
  HRT_TEST_CALL (result, hrt_shop_save_profile, service, profile, shop->owner_id);
  late = hrt_shop_save_profile_finish (service, result, &error);
  g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_CONFLICT);
  g_clear_error (&error);
  saved->cash_rounding = 37;
  HRT_TEST_CALL (result, hrt_shop_save_profile, service, saved, shop->owner_id);
  bad = hrt_shop_save_profile_finish (service, result, &error);
  g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_INVALID);
}

static HrtStaff *
set_up (const char *shop_name, GError **error)
{
  HrtShop *service = hrt_context_get_shop (shop->staff);
  g_autoptr (HrtShopProfile) profile = hrt_shop_profile_new ();
  g_autoptr (HrtStaff) draft = hrt_staff_new ();
  g_autoptr (GAsyncResult) result = NULL;

  hrt_entity_set_text (profile, "name", shop_name);
  hrt_entity_set_text (draft, "login", "first");
  hrt_entity_set_text (draft, "name", "Ibu Pertama");
  HRT_TEST_CALL (result, hrt_shop_set_up, service, profile, draft, HRT_TEST_PASSWORD);
  return hrt_shop_set_up_finish (service, result, error);
}

/* The assistant's second try must not meet the owner of the first. */
static void
test_set_up (void)
{
  g_autofree char *long_name = g_strnfill (201, 'x');
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtStaff) owner = NULL;
  g_autoptr (HrtStaff) second = NULL;

  hrt_test_database_exec (shop->database,
                          "delete from hrt.drawer_entry; delete from hrt.till_shift;"
                          "delete from hrt.staff");
  g_assert_null (set_up (long_name, &error));
  g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_INVALID);
  g_clear_error (&error);
  owner = set_up ("Toko Pertama", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (owner->role, ==, "admin");
  second = set_up ("Toko Kedua", &error);
  g_assert_error (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_NOT_ALLOWED);
}

int
main (int argc, char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  shop = hrt_test_shop_new ();
  g_test_add_func ("/people/create", test_create);
  g_test_add_func ("/people/disable", test_disable);
  g_test_add_func ("/people/set-secret", test_set_secret);
  g_test_add_func ("/people/own-account", test_own_account);
  g_test_add_func ("/people/slow-down", test_slow_down);
  g_test_add_func ("/people/customer", test_customer);
  g_test_add_func ("/people/register", test_register);
  g_test_add_func ("/people/register-slows-down", test_register_slows_down);
  g_test_add_func ("/people/flood", test_flood);
  g_test_add_func ("/people/profile", test_profile);
  g_test_add_func ("/people/set-up", test_set_up); /* the last: it empties the shop */
  status = g_test_run ();
  hrt_test_shop_free (shop);
  return status;
}
