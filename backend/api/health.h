/*
 * health.h - for machines that watch: /healthz, /metrics (Prometheus), the OpenAPI document.
 */
#ifndef API_HEALTH_H
#define API_HEALTH_H

#include "http/exchange.h"

void health_get(struct exchange *exchange);
void metrics_get(struct exchange *exchange);
void openapi_get(struct exchange *exchange);

#endif
