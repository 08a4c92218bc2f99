/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * Accounts: sign in, register, sign out; and the language of the pages.
 */

#define G_LOG_DOMAIN "hrt-store"

#include <glib/gi18n.h>
#include <string.h>

#include "hrt-store-handlers.h"
#include "hrt-store-page.h"
#include "model/base/hrt-model-error.h"
#include "model/base/hrt-text.h"
#include "model/people/hrt-password.h"
#include "model/people/hrt-people.h"

#define LANGUAGE_SECS (365 * 24 * 60 * 60)
/* The longest that hrt.sign_in_delay() asks for. */
#define SLOW_DOWN_SECS 60
/* A form is smaller than this; what fits a field is judged by the field. */
#define MAX_TYPED (1024 * 1024)
#define EASY_TO_GUESS                                                                           \
  N_ ("Too easy to guess: a common password, or made of your name, your e-mail address or the " \
      "shop's name")

/* Where to go afterwards: only within the shop. */
static const char *
find_next (HrtStorePage *page)
{
  const char *next = hrt_web_params_get (hrt_web_request_get_query (page->request), "next");

  if (hrt_web_request_get_form (page->request) != NULL)
    next = hrt_store_page_get_field (page, "next");
  return next != NULL && hrt_web_is_local_path (next) ? next : "/orders";
}

static void
send_form (HrtStorePage *page, const char *template, guint status)
{
  HrtWebData *form = hrt_web_data_object (page->data, "form");

  /* Passwords are never put back. */
  hrt_web_data_text (form, "name", hrt_store_page_get_field (page, "name"));
  hrt_web_data_text (form, "email", hrt_store_page_get_field (page, "email"));
  hrt_web_data_text (page->data, "return_to", find_next (page));
  hrt_web_data_bool (page->data, "noindex", TRUE);
  hrt_store_page_send (page, template, status);
}

static void
show_form (HrtWebRequest *request, HrtStore *store, const char *template)
{
  g_autoptr (HrtStorePage) page = hrt_store_page_new (request, store);
  const HrtWebSession *session = hrt_web_request_get_session (request);

  if (session != NULL && session->customer_id != 0)
    hrt_store_page_redirect (page, find_next (page));
  else
    {
      hrt_web_data_bool (page->data, "registered",
                         hrt_web_params_get (hrt_web_request_get_query (request), "registered") !=
                             NULL);
      send_form (page, template, 200);
    }
}

/**
 * hrt_store_account_show_login:
 * @request: GET /login
 * @user_data: the store
 */
void
hrt_store_account_show_login (HrtWebRequest *request, gpointer user_data)
{
  show_form (request, user_data, "login");
}

/**
 * hrt_store_account_show_register:
 * @request: GET /register
 * @user_data: the store
 */
void
hrt_store_account_show_register (HrtWebRequest *request, gpointer user_data)
{
  show_form (request, user_data, "register");
}

static void
refuse (HrtStorePage *page, const char *template, const GError *error)
{
  guint status = 422;

  if (g_error_matches (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_SLOW_DOWN))
    {
      hrt_store_page_add_error (page, "form",
                                N_ ("Too many tries. Wait a few minutes and try again."));
      page->retry_after_secs = SLOW_DOWN_SECS;
      status = 429;
    }
  else if (g_error_matches (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_WRONG_SECRET))
    hrt_store_page_add_error (page, "form", N_ ("E-mail and password do not match"));
  else if (g_error_matches (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_INVALID))
    hrt_store_page_add_error (page, "email", N_ ("An e-mail address like name@example.com"));
  else if (g_error_matches (error, HRT_MODEL_ERROR, HRT_MODEL_ERROR_WEAK_PASSWORD))
    hrt_store_page_add_error (page, "password", EASY_TO_GUESS);
  else
    {
      hrt_store_page_fail (page, error);
      return;
    }
  send_form (page, template, status);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtSession) session =
      hrt_people_sign_in_customer_finish (HRT_PEOPLE (source), result, &error);
  const char *template = page->own;

  if (session == NULL)
    {
      g_clear_pointer (&page->new_session, g_free);
      refuse (page, template, error);
      return;
    }
  hrt_store_page_redirect (page, find_next (page));
}

/* A new id for a new right: whoever knew the old one knows nothing now. */
static void
sign_in (HrtStorePage *page)
{
  g_autofree char *email = g_strstrip (g_strdup (hrt_store_page_get_field (page, "email")));
  g_autoptr (GBytes) old = hrt_store_page_dup_session_hash (page);
  g_autoptr (GBytes) made = NULL;

  page->new_session = hrt_web_session_new_id ();
  made = hrt_store_page_dup_session_hash (page);
  hrt_people_sign_in_customer_async (hrt_context_get_people (page->store->context), email,
                                     hrt_store_page_get_field (page, "password"),
                                     hrt_web_request_get_client_address (page->request), old, made,
                                     hrt_store_page_get_cancellable (page), on_signed_in, page);
}

static void
check_email (HrtStorePage *page)
{
  g_autofree char *email = g_strstrip (g_strdup (hrt_store_page_get_field (page, "email")));

  if (!hrt_text_is_email (email))
    hrt_store_page_add_error (page, "email", N_ ("An e-mail address like name@example.com"));
}

/**
 * hrt_store_account_sign_in:
 * @request: POST /login
 * @user_data: the store
 */
void
hrt_store_account_sign_in (HrtWebRequest *request, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = hrt_store_page_new (request, user_data);

  page->own = (gpointer) "login";
  check_email (page);
  if (*hrt_store_page_get_field (page, "password") == '\0')
    hrt_store_page_add_error (page, "password", N_ ("The password is missing"));
  if (hrt_store_page_has_errors (page))
    send_form (page, "login", 422);
  else
    sign_in (g_steal_pointer (&page));
}

/* What is tried first by whoever knows the shop. */
static char *
dup_shop_words (HrtStorePage *page)
{
  const HrtShopProfile *profile = page->store->profile;

  return g_strjoin (" ", profile->name, profile->city, NULL);
}

static void
check_password (HrtStorePage *page)
{
  g_autofree char *shop_words = dup_shop_words (page);
  const char *words[] = { hrt_store_page_get_field (page, "name"),
                          hrt_store_page_get_field (page, "email"), shop_words, NULL };

  switch (hrt_password_judge (hrt_store_page_get_field (page, "password"), words))
    {
    case HRT_PASSWORD_SHORT:
      hrt_store_page_add_error (page, "password", N_ ("10 characters or more, please"));
      break;
    case HRT_PASSWORD_LONG:
      hrt_store_page_add_error (page, "password", N_ ("At most 128 characters, please"));
      break;
    case HRT_PASSWORD_COMMON:
      hrt_store_page_add_error (page, "password", EASY_TO_GUESS);
      break;
    case HRT_PASSWORD_GOOD:
    default:
      break;
    }
}

/* Signed in or not, the answer is the same: /login goes on to where the visitor wanted, or asks. */
static void
on_registered (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (HrtSession) session =
      hrt_people_register_customer_finish (HRT_PEOPLE (source), result, &error);
  g_autofree char *next = g_uri_escape_string (find_next (page), "/", FALSE);
  g_autofree char *path = g_strconcat ("/login?registered=1&next=", next, NULL);

  if (session == NULL)
    {
      g_clear_pointer (&page->new_session, g_free);
      refuse (page, "register", error);
      return;
    }
  hrt_store_page_redirect (page, path);
}

static void
open_account (HrtStorePage *page, HrtCustomer *draft)
{
  HrtPeople *people = hrt_context_get_people (page->store->context);
  g_autoptr (GBytes) old = hrt_store_page_dup_session_hash (page);
  g_autoptr (GBytes) made = NULL;
  g_autofree char *shop_words = dup_shop_words (page);

  page->new_session = hrt_web_session_new_id ();
  made = hrt_store_page_dup_session_hash (page);
  hrt_people_register_customer_async (people, draft, hrt_store_page_get_field (page, "password"),
                                      shop_words,
                                      hrt_web_request_get_client_address (page->request), old, made,
                                      hrt_store_page_get_cancellable (page), on_registered, page);
}

/**
 * hrt_store_account_register:
 * @request: POST /register
 * @user_data: the store
 */
void
hrt_store_account_register (HrtWebRequest *request, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = hrt_store_page_new (request, user_data);
  g_autofree char *name =
      hrt_text_clean (hrt_store_page_get_field (page, "name"), -1, HRT_TEXT_LINE, MAX_TYPED);
  g_autofree char *email = g_strstrip (g_strdup (hrt_store_page_get_field (page, "email")));
  g_autoptr (HrtCustomer) draft = hrt_customer_new ();
  const HrtWebSession *session = hrt_web_request_get_session (request);

  if (session != NULL && session->customer_id != 0)
    {
      hrt_store_page_redirect (page, find_next (page));
      return;
    }
  page->own = (gpointer) "register";
  if (name == NULL || !hrt_text_fits (name, 1, 120))
    hrt_store_page_add_error (page, "name",
                              name != NULL && *name != '\0' ? N_ ("At most 120 characters, please")
                                                            : N_ ("What may we call you?"));
  check_email (page);
  check_password (page);
  if (hrt_store_page_has_errors (page))
    {
      send_form (page, "register", 422);
      return;
    }
  hrt_entity_set_text (draft, "name", name);
  hrt_entity_set_text (draft, "email", email);
  hrt_entity_set_text (draft, "phone", "");
  hrt_entity_set_text (draft, "language", page->language);
  open_account (g_steal_pointer (&page), draft);
}

static void
on_signed_out (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = user_data;
  g_autoptr (GError) error = NULL;
  HrtWebResponse *response;

  if (!hrt_people_sign_out_customer_finish (HRT_PEOPLE (source), result, &error))
    {
      hrt_store_page_fail (page, error);
      return;
    }
  response = hrt_web_response_new_redirect (303, "/");
  hrt_web_response_clear_session (response, hrt_web_request_is_secure (page->request));
  hrt_web_request_respond (page->request, response);
}

/**
 * hrt_store_account_sign_out:
 * @request: POST /logout
 * @user_data: the store
 */
void
hrt_store_account_sign_out (HrtWebRequest *request, gpointer user_data)
{
  HrtPeople *people = hrt_context_get_people (HRT_STORE (user_data)->context);
  g_autoptr (HrtStorePage) page = hrt_store_page_new (request, user_data);
  g_autoptr (GBytes) session = hrt_store_page_dup_session_hash (page);

  if (session == NULL)
    hrt_store_page_redirect (page, "/");
  else
    hrt_people_sign_out_customer_async (people, session, hrt_web_request_get_cancellable (request),
                                        on_signed_out, g_steal_pointer (&page));
}

static void
send_language (HrtStorePage *page)
{
  const char *back = hrt_store_page_get_field (page, "return");
  HrtWebResponse *response =
      hrt_web_response_new_redirect (303, hrt_web_is_local_path (back) ? back : "/");

  hrt_web_response_set_cookie (response, "lang", hrt_store_page_get_field (page, "lang"),
                               LANGUAGE_SECS, hrt_web_request_is_secure (page->request));
  hrt_web_request_respond (page->request, response);
}

static void
on_language_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (HrtStorePage) page = user_data;
  g_autoptr (GError) error = NULL;

  if (!hrt_people_set_session_language_finish (HRT_PEOPLE (source), result, &error))
    hrt_store_page_fail (page, error);
  else
    send_language (page);
}

/**
 * hrt_store_account_set_language:
 * @request: POST /language: lang, return
 * @user_data: the store
 */
void
hrt_store_account_set_language (HrtWebRequest *request, gpointer user_data)
{
  HrtPeople *people = hrt_context_get_people (HRT_STORE (user_data)->context);
  g_autoptr (HrtStorePage) page = hrt_store_page_new (request, user_data);
  const char *language = hrt_store_page_get_field (page, "lang");
  g_autoptr (GBytes) session = hrt_store_page_dup_session_hash (page);

  if (strcmp (language, "id") != 0 && strcmp (language, "en") != 0)
    hrt_web_request_respond_error (request, 400);
  else if (session == NULL)
    send_language (page);
  else
    hrt_people_set_session_language_async (people, session, language,
                                           hrt_web_request_get_cancellable (request),
                                           on_language_set, g_steal_pointer (&page));
}
