/*
 * node_dump.h - the node array as JSON, for tests and for people who wonder.
 *
 * {"screen": "home", "theme": "light", "language": "pl", "width": 1080, "height": 1920,
 *  "panel": {"px_pitch_mm": 0.2745, "view_distance_mm": 600, "mount_bottom_mm": 750},
 *  "nodes": [{"id": "need.money", "role": "button", "parent": null, "rect": [x, y, w, h],
 *    "label": "...", "speech": "...", "lang": "pl", "icon": "coins_bread", "enabled": true,
 *    "pressed": false, "selected": false, "focused": false, "fixed": false, "focus_order": 3,
 *    "action": true, "overflow": false, "missing_glyph": false,
 *    "text": {"rect": [..], "size_px": 44, "bold": true, "lines": 2, "color": "#17282e",
 *             "behind": "#ffffff", "contrast": 15.2},
 *    "box": {"fill": "#ffffff", "border": "#7d8a8c", "border_px": 2}}]}
 *
 * `text` is null for a node without words; `fill` and `border` are null when nothing is drawn.
 */
#ifndef UI_NODE_DUMP_H
#define UI_NODE_DUMP_H

#include "base/buffer.h"
#include "ui/metrics.h"
#include "ui/node.h"

const char *node_role_name(enum node_role role); /* "button" */

void node_dump(const struct node_list *list, const struct panel *panel, struct buffer *out);

#endif
