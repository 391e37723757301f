#include "ui/node_dump.h"

#include "base/json_out.h"

#include <stdio.h>

static const char *const role_names[NODE_ROLE_COUNT] = {"panel",  "heading", "text", "status",
                                                        "button", "toggle",  "key",  "image"};

const char *node_role_name(enum node_role role)
{
    return role_names[role];
}

static void dump_rect(struct json_out *json, const char *name, struct rect rect)
{
    json_out_array(json, name);
    json_out_int(json, NULL, rect.x);
    json_out_int(json, NULL, rect.y);
    json_out_int(json, NULL, rect.w);
    json_out_int(json, NULL, rect.h);
    json_out_end(json);
}

static void dump_color(struct json_out *json, const char *name, struct color color)
{
    char text[8];
    (void)snprintf(text, sizeof(text), "#%02x%02x%02x", color.r, color.g, color.b);
    json_out_text(json, name, color.a == 0 ? NULL : text);
}

static void dump_text(struct json_out *json, const struct node *node)
{
    if (node->label[0] == '\0' || node->text.style.size_px == 0) {
        json_out_null(json, "text");
        return;
    }
    json_out_object(json, "text");
    dump_rect(json, "rect", node->text.rect);
    json_out_int(json, "size_px", node->text.style.size_px);
    json_out_bool(json, "bold", node->text.style.weight == TEXT_BOLD);
    json_out_int(json, "lines", node->text.size.line_count);
    dump_color(json, "color", node->text.color);
    dump_color(json, "behind", node->behind);
    json_out_real(json, "contrast", color_contrast(node->text.color, node->behind), 2);
    json_out_end(json);
}

static void dump_box(struct json_out *json, const struct box *box)
{
    json_out_object(json, "box");
    dump_color(json, "fill", box->fill);
    dump_color(json, "border", box->border);
    json_out_int(json, "border_px", box->border_px);
    json_out_end(json);
}

static void dump_flags(struct json_out *json, const struct node *node)
{
    json_out_bool(json, "enabled", node->is_enabled);
    json_out_bool(json, "pressed", node->is_pressed);
    json_out_bool(json, "selected", node->is_selected);
    json_out_bool(json, "focused", node->is_focused);
    json_out_bool(json, "fixed", node->is_fixed);
    json_out_int(json, "focus_order", node->focus_order);
    json_out_bool(json, "action", node->action != 0);
    json_out_bool(json, "overflow", node->overflow);
    json_out_bool(json, "missing_glyph", node->has_missing_glyph);
}

static void dump_node(struct json_out *json, const struct node_list *list, const struct node *node)
{
    json_out_object(json, NULL);
    json_out_text(json, "id", node->id);
    json_out_text(json, "role", node_role_name(node->role));
    json_out_text(json, "parent",
                  node->parent == NODE_NO_PARENT ? NULL : list->nodes[node->parent].id);
    dump_rect(json, "rect", node->rect);
    json_out_text(json, "label", node->label);
    json_out_text(json, "speech", node->speech);
    json_out_text(json, "lang", language_tag(node->language));
    json_out_text(json, "icon", node->icon[0] == '\0' ? NULL : node->icon);
    dump_flags(json, node);
    dump_text(json, node);
    dump_box(json, &node->box);
    json_out_end(json);
}

void node_dump(const struct node_list *list, const struct panel *panel, struct buffer *out)
{
    struct json_out json;
    json_out_init(&json, out);
    json_out_object(&json, NULL);
    json_out_text(&json, "screen", list->screen);
    json_out_text(&json, "theme", list->theme);
    json_out_text(&json, "language", language_code(list->language));
    json_out_int(&json, "width", list->width_px);
    json_out_int(&json, "height", list->height_px);
    json_out_object(&json, "panel");
    json_out_real(&json, "px_pitch_mm", panel->px_pitch_mm, 4);
    json_out_int(&json, "view_distance_mm", panel->view_distance_mm);
    json_out_int(&json, "mount_bottom_mm", panel->mount_bottom_mm);
    json_out_end(&json);
    json_out_array(&json, "nodes");
    for (int i = 0; i < list->count; i++) {
        dump_node(&json, list, &list->nodes[i]);
    }
    json_out_end(&json);
    json_out_end(&json);
}
