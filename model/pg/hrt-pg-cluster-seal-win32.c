/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * The file of the database passwords as Windows keeps it: only its owner may read it, and what is
 * read is enciphered with a key that Windows gives this user on this machine (DPAPI), so that a
 * copied disk or backup does not tell them.
 * https://learn.microsoft.com/windows/win32/api/dpapi/nf-dpapi-cryptprotectdata
 */

#define G_LOG_DOMAIN "hrt-pg"

#include "config.h"

#include "hrt-pg-cluster-private.h"

#include <sodium.h>
#include <string.h>
#include <windows.h>

#include <wincrypt.h>

#define MARK "dpapi:"

/* A shop must open where Windows has no key to give, too: the file is private then, no more. */
char *
_hrt_pg_cluster_seal (const char *text)
{
  DATA_BLOB plain = { (DWORD) strlen (text), (BYTE *) text };
  DATA_BLOB sealed = { 0, NULL };
  g_autofree char *base64 = NULL;

  if (!CryptProtectData (&plain, L"Hurtrock", NULL, NULL, NULL, CRYPTPROTECT_UI_FORBIDDEN, &sealed))
    {
      g_message ("Windows gives no key for the passwords: error %lu", GetLastError ());
      return g_strdup (text);
    }
  base64 = g_base64_encode (sealed.pbData, sealed.cbData);
  LocalFree (sealed.pbData);
  return g_strconcat (MARK, base64, NULL);
}

/* A version before this one left the text as it is. */
gboolean
_hrt_pg_cluster_is_sealed (const char *stored)
{
  return g_str_has_prefix (stored, MARK);
}

/* NULL where it comes from another user or machine, or is damaged. */
char *
_hrt_pg_cluster_unseal (const char *stored)
{
  g_autofree guchar *bytes = NULL;
  DATA_BLOB sealed = { 0, NULL };
  DATA_BLOB plain = { 0, NULL };
  gsize length = 0;
  char *text;

  if (!_hrt_pg_cluster_is_sealed (stored))
    return g_strdup (stored);
  bytes = g_base64_decode (stored + strlen (MARK), &length);
  sealed.pbData = bytes;
  sealed.cbData = (DWORD) length;
  if (!CryptUnprotectData (&sealed, NULL, NULL, NULL, NULL, CRYPTPROTECT_UI_FORBIDDEN, &plain))
    {
      g_message ("the passwords were not sealed for this user here: error %lu", GetLastError ());
      return NULL;
    }
  text = g_strndup ((const char *) plain.pbData, plain.cbData);
  sodium_memzero (plain.pbData, plain.cbData);
  LocalFree (plain.pbData);
  return text;
}
