/*
 * interval.h - a mean over days and how far it may be off.
 *
 * Owner    any thread: plain values.
 * Source   Student's t; its 97.5 % point by the table up to 4 degrees of freedom, above by the
 *          expansion of Cornish and Fisher (to 0.001). Sums by Welford 1962.
 */
#ifndef SIMULATE_INTERVAL_H
#define SIMULATE_INTERVAL_H

struct interval {
    int count;
    double mean;
    double squares; /* sum of squared distances from the mean */
    double most;
};

/* Starts from {0}. What is NAN is no observation. */
void interval_add(struct interval *interval, double value);

/* NAN with nothing added. */
double interval_mean(const struct interval *interval);
double interval_most(const struct interval *interval);

/* Half of the 95 % interval of the mean; NAN with fewer than two. */
double interval_half(const struct interval *interval);

/* The 97.5 % point of Student's t; freedom >= 1. */
double interval_t(int freedom);

#endif
