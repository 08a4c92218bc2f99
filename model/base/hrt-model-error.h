/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HRT_MODEL_ERROR: what a service could not do, by what the caller can do about it.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define HRT_MODEL_ERROR (hrt_model_error_quark ())

/**
 * HrtModelError:
 * @HRT_MODEL_ERROR_FAILED: a bug of ours or of the database; the message is for the log
 * @HRT_MODEL_ERROR_UNAVAILABLE: the database is away or too busy; the same may work later
 * @HRT_MODEL_ERROR_NOT_FOUND: there is no such thing, or not for this viewer
 * @HRT_MODEL_ERROR_CONFLICT: somebody else has saved in between; read again
 * @HRT_MODEL_ERROR_NOT_ALLOWED: this member of staff, or this role, may not
 * @HRT_MODEL_ERROR_TAKEN: a name, code or address that must be the only one exists already
 * @HRT_MODEL_ERROR_INVALID: a value outside its limits
 * @HRT_MODEL_ERROR_WRONG_SECRET: account or secret wrong; which of the two is not said
 * @HRT_MODEL_ERROR_SLOW_DOWN: too many wrong secrets; wait
 * @HRT_MODEL_ERROR_WEAK_PASSWORD: too short or one of the common ones
 * @HRT_MODEL_ERROR_BUSY: the queue of a bounded worker is full
 *
 * The outcome of a business operation ("out of stock") is no error: it comes as an #HrtOutcome with
 * a list of #HrtRefusal.
 */
typedef enum
{
  HRT_MODEL_ERROR_FAILED,
  HRT_MODEL_ERROR_UNAVAILABLE,
  HRT_MODEL_ERROR_NOT_FOUND,
  HRT_MODEL_ERROR_CONFLICT,
  HRT_MODEL_ERROR_NOT_ALLOWED,
  HRT_MODEL_ERROR_TAKEN,
  HRT_MODEL_ERROR_INVALID,
  HRT_MODEL_ERROR_WRONG_SECRET,
  HRT_MODEL_ERROR_SLOW_DOWN,
  HRT_MODEL_ERROR_WEAK_PASSWORD,
  HRT_MODEL_ERROR_BUSY,
} HrtModelError;

GQuark hrt_model_error_quark (void);

G_END_DECLS
