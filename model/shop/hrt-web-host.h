/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright (C) 2026 The Hurtrock authors
 *
 * HrtWebHost: runs the web shop as a process of its own and keeps it running.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define HRT_TYPE_WEB_HOST (hrt_web_host_get_type ())
G_DECLARE_FINAL_TYPE (HrtWebHost, hrt_web_host, HRT, WEB_HOST, GObject)

/**
 * HrtWebHostState:
 * @HRT_WEB_HOST_STOPPED: not wanted
 * @HRT_WEB_HOST_STARTING: the process runs, its ready line has not come
 * @HRT_WEB_HOST_RUNNING: pages are served at HrtWebHost:url
 * @HRT_WEB_HOST_WAITING: it ended by itself; the next try comes after a pause
 * @HRT_WEB_HOST_FAILED: it said that it cannot run (port taken), see HrtWebHost:message; tried
 * again twice a minute
 * @HRT_WEB_HOST_ELSEWHERE: another program of this shop serves that port already, at
 * HrtWebHost:url; taken over when that one ends
 */
typedef enum
{
  HRT_WEB_HOST_STOPPED,
  HRT_WEB_HOST_STARTING,
  HRT_WEB_HOST_RUNNING,
  HRT_WEB_HOST_WAITING,
  HRT_WEB_HOST_FAILED,
  HRT_WEB_HOST_ELSEWHERE,
} HrtWebHostState;

HrtWebHost *hrt_web_host_new (const char *program, const char *data_dir);
void hrt_web_host_trust_proxies (HrtWebHost *self, const char *const *addresses);
void hrt_web_host_start (HrtWebHost *self, const char *conninfo, const char *listen);
void hrt_web_host_stop_async (HrtWebHost *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean hrt_web_host_stop_finish (HrtWebHost *self, GAsyncResult *result, GError **error);

HrtWebHostState hrt_web_host_get_state (HrtWebHost *self);
const char *hrt_web_host_get_url (HrtWebHost *self);
const char *hrt_web_host_get_message (HrtWebHost *self);
gboolean hrt_web_host_is_port_taken (HrtWebHost *self);
gboolean hrt_web_host_is_login_refused (HrtWebHost *self);

G_END_DECLS
