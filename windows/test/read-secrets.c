/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * read-secrets: from standard input what the program has sealed with DPAPI, to standard output what
 * it was. For the test that asks the database of an installed program from outside.
 */

#include <stdio.h>
#include <string.h>
#include <windows.h>

#include <wincrypt.h>

#define MARK "dpapi:"

int
main (void)
{
  static char stored[65536];
  static BYTE bytes[65536];
  DATA_BLOB sealed = { sizeof bytes, bytes };
  DATA_BLOB plain = { 0, NULL };
  size_t length = fread (stored, 1, sizeof stored - 1, stdin);

  if (length < strlen (MARK) || strncmp (stored, MARK, strlen (MARK)) != 0)
    return 1;
  if (!CryptStringToBinaryA (stored + strlen (MARK), 0, CRYPT_STRING_BASE64, bytes, &sealed.cbData,
                             NULL, NULL) ||
      !CryptUnprotectData (&sealed, NULL, NULL, NULL, NULL, CRYPTPROTECT_UI_FORBIDDEN, &plain))
    return 2;
  fwrite (plain.pbData, 1, plain.cbData, stdout);
  return 0;
}
