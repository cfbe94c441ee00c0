/*
 * replay.h - what a rule would have done, had it been there
 */
#ifndef REPLAY_H
#define REPLAY_H

#include "observe.h"

/* Take a subject through all moments, and append its alerts. */
extern void replay_series(Observer *observer, const AlertRule *rule, const Subject *subject, const Series *series);

/* A measurement at the observer's moment, of a topic or the portfolio. */
extern void replay_take(Observer *observer, const AlertRule *rule, const Subject *subject, const SentiObservation *seen);

#endif							/* REPLAY_H */
