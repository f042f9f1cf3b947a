import { CHECK_IDS, type CheckId, checkEntry } from "../../core/doctor/checks.ts";
import { concluded, type DoctorReport, type Finding, type Found } from "../../core/doctor/report.ts";
import { errorCode } from "../../core/errors.ts";
import type { Check, ExaminedPc } from "./check.ts";

/** One check has ended; only the report, which has the others, says what that means. */
export type Progress = {
  readonly id: CheckId;
  readonly number: number;
  /** How many have ended, of how many. */
  readonly done: number;
  readonly of: number;
};

export type Doctor = {
  /**
   * All checks in parallel, within ten seconds. A call while a run is under way gets that run's report. The run ends early
   * once the signals of all callers are aborted, and then rejects with the signal's reason.
   */
  examine(asked?: {
    readonly signal?: AbortSignal;
    readonly progress?: (progress: Progress) => void;
  }): Promise<DoctorReport>;
};

export type Examination = {
  readonly pc: ExaminedPc;
  /** The hosts that were asked. */
  readonly hosts: () => readonly string[];
  /** Ends what is under way. */
  readonly close: () => Promise<void>;
};

export type DoctorDeps = {
  readonly checks: Readonly<Record<CheckId, Check>>;
  readonly open: () => Promise<Examination>;
  /** Told of a check that threw. */
  readonly failed: (id: CheckId, thrown: unknown) => void;
  /** Milliseconds for each check. */
  readonly limitMs?: number;
};

/** For each check: with it all of them, side by side, end within ten seconds. */
export const CHECK_LIMIT_MS = 9_000;

export function createDoctor(deps: DoctorDeps): Doctor {
  let running: Run | null = null;
  return {
    async examine({ signal, progress = () => {} } = {}) {
      signal?.throwIfAborted();
      running ??= startRun(deps, () => {
        running = null;
      });
      const run = running;
      run.listeners.add(progress);
      run.waiting += 1;
      const left = Promise.withResolvers<never>();
      const leave = () => {
        run.waiting -= 1;
        run.listeners.delete(progress);
        if (run.waiting === 0) run.stop();
        left.reject(signal?.reason);
      };
      signal?.addEventListener("abort", leave, { once: true });
      try {
        return await Promise.race([run.report, left.promise]);
      } finally {
        signal?.removeEventListener("abort", leave);
      }
    },
  };
}

type Run = {
  readonly report: Promise<DoctorReport>;
  readonly listeners: Set<(progress: Progress) => void>;
  waiting: number;
  readonly stop: () => void;
};

function startRun(deps: DoctorDeps, ended: () => void): Run {
  const stopped = new AbortController();
  const listeners: Run["listeners"] = new Set();
  const tell = (progress: Progress) => {
    for (const listener of listeners) listener(progress);
  };
  const stop = () => {
    ended(); // who asks from now on gets a run of their own
    stopped.abort();
  };
  const report = examined(deps, stopped.signal, tell).finally(ended);
  report.catch(() => {}); // nobody may be left to hear it
  return { report, listeners, waiting: 0, stop };
}

async function examined(
  deps: DoctorDeps,
  stopped: AbortSignal,
  tell: (progress: Progress) => void,
): Promise<DoctorReport> {
  const began = performance.now();
  const { pc, hosts, close } = await deps.open();
  let done = 0;
  const one = async (id: CheckId): Promise<readonly [CheckId, Found]> => {
    const start = performance.now();
    const finding = await carriedOut(deps, id, pc, stopped);
    done += 1;
    tell({ id, number: checkEntry(id).number, done, of: CHECK_IDS.length });
    return [id, { finding, ms: Math.round(performance.now() - start) }];
  };
  try {
    const found = await Promise.all(CHECK_IDS.map(one));
    // One for each: `CHECK_IDS` has them all.
    const byId = Object.fromEntries(found) as Record<CheckId, Found>;
    return concluded(byId, { hosts: hosts(), ms: Math.round(performance.now() - began) });
  } finally {
    await close();
  }
}

/** Rejects only where the run was stopped. */
async function carriedOut(
  { checks, failed, limitMs = CHECK_LIMIT_MS }: DoctorDeps,
  id: CheckId,
  pc: ExaminedPc,
  stopped: AbortSignal,
): Promise<Finding> {
  const limit = AbortSignal.timeout(limitMs);
  const ended = AbortSignal.any([stopped, limit]);
  const late = Promise.withResolvers<never>();
  const give = () => late.reject(ended.reason);
  ended.addEventListener("abort", give, { once: true });
  try {
    if (ended.aborted) throw ended.reason;
    return await Promise.race([checks[id](pc, ended), late.promise]);
  } catch (thrown) {
    if (stopped.aborted) throw stopped.reason;
    if (limit.aborted) return { is: "warn", cause: "APP_CHECK_TIME_LIMIT", facts: {} };
    failed(id, thrown);
    return { is: "fail", cause: errorCode(thrown), facts: {} };
  } finally {
    ended.removeEventListener("abort", give);
  }
}
