import type { Span } from "../session/refresh-schedule.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/**
 * After a start: the login comes first, and an office that is switched on at nine doesn't fetch what came out at night
 * while everybody logs in (docs/load.md).
 */
export const FIRST_LOOK: Span = { minMs: 2 * MINUTE_MS, maxMs: 2 * HOUR_MS };
/** Afterwards. */
export const NEXT_LOOK: Span = { minMs: 4 * HOUR_MS, maxMs: 8 * HOUR_MS };
/** Once a stage begins, those whom it concerns come within this time: as evenly as without stages (docs/load.md). */
const STAGE_SPREAD_MS = 4 * HOUR_MS;
const BACKOFF_BASE_MS = 15 * MINUTE_MS;
const BACKOFF_CAP_MS = 24 * HOUR_MS;

/** When the next try falls after `failures` in a row (at least one): half to the whole of a growing pause. */
export function lookAfterFailure(failures: number): Span {
  const maxMs = Math.min(BACKOFF_CAP_MS, BACKOFF_BASE_MS * 2 ** Math.min(failures - 1, 20));
  return { minMs: maxMs / 2, maxMs };
}

/** @param untilMs from now until this PC's stage begins; null: nobody knows */
export function lookBeforeStage(untilMs: number | null): Span {
  if (untilMs === null || untilMs > NEXT_LOOK.maxMs) return NEXT_LOOK;
  const minMs = Math.max(untilMs, MINUTE_MS);
  return { minMs, maxMs: minMs + STAGE_SPREAD_MS };
}
