/*
 * portable.h - logarithm and exponential with the same bits on every machine.
 *
 * The C library's differ in the last place between versions and even between processors (with or
 * without fused multiply-add), and one such bit can change a forecast or the order of a simulated
 * day. These use only what IEEE 754 rounds exactly: + - * / and scaling by powers of two.
 *
 * Owner    any thread: pure.
 * Memory   none.
 * Errors   none: an argument outside the domain is a fault of the caller.
 * Source   series of artanh and exp after reduction of the range; within 2 units in the last place
 *          of the C library (the test measures it).
 */
#ifndef DOMAIN_PORTABLE_H
#define DOMAIN_PORTABLE_H

/* Natural logarithm; x > 0 and finite. */
double portable_log(double x);

/* e to the x; infinity above 709.78, 0 below -745.13. */
double portable_exp(double x);

#endif
