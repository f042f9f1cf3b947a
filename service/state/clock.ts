const realNow = Date.now;
let shiftMs = 0;

/**
 * Shifts the clock of this whole process (`POST /__admin/clock`). The provider reads `Date.now`, which is why that
 * is what moves; timers don't.
 * @param seconds from the real time, may be negative; 0 = real time again
 */
export function shiftClock(seconds: number): void {
  shiftMs = seconds * 1000;
  Date.now = shiftMs === 0 ? realNow : () => realNow() + shiftMs;
}

/** Seconds that the clock is off. */
export function clockShift(): number {
  return shiftMs / 1000;
}

/** The service's time. */
export function now(): Date {
  return new Date(Date.now());
}
