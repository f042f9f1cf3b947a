import type { Timeline } from "./timeline.ts";

/**
 * A server's line on fake time, shared evenly by the pieces under way (processor sharing). All pieces are of one size, so
 * they end in the order in which they began.
 */
export type SharedLine = {
  /** @returns ends the request */
  ask(done: (came: boolean) => void): () => void;
  /** Mbit of each minute since the beginning. */
  readonly perMinute: readonly number[];
};

export type LineSpeed = {
  /** Of the server, Mbit/s. */
  readonly serverMbit: number;
  /** Of a PC's own line, Mbit/s. */
  readonly pcMbit: number;
  /** What one request brings, Mbit. */
  readonly pieceMbit: number;
  /** A request that has taken so long was given up, ms. */
  readonly limitMs: number;
};

type Piece = { readonly beganMs: number; readonly until: number; done: ((came: boolean) => void) | null };

export function sharedLine(time: Timeline, speed: LineSpeed): SharedLine {
  const perMinute: number[] = [];
  let pieces: Piece[] = [];
  let first = 0;
  let underWay = 0;
  /** Mbit that each piece has got which was there from the beginning. */
  let served = 0;
  let servedAt = 0;
  let alarm = 0;
  let isSet = false;

  const mbitPerMs = () => Math.min(speed.pcMbit, speed.serverMbit / underWay) / 1_000;

  function advance(): void {
    const now = time.now();
    if (underWay > 0) {
      const each = mbitPerMs() * (now - servedAt);
      served += each;
      const minute = Math.floor(servedAt / 60_000);
      perMinute[minute] = (perMinute[minute] ?? 0) + each * underWay;
    }
    servedAt = now;
  }

  /** The oldest that is still wanted. */
  function oldest(): Piece | undefined {
    while (first < pieces.length && pieces[first]?.done === null) first += 1;
    if (first > 10_000) {
      pieces = pieces.slice(first);
      first = 0;
    }
    return pieces[first];
  }

  function setAlarm(): void {
    const next = oldest();
    const mark = ++alarm;
    isSet = next !== undefined;
    if (next === undefined) return;
    const endsMs = time.now() + (next.until - served) / mbitPerMs();
    time.at(Math.max(time.now(), Math.min(endsMs, next.beganMs + speed.limitMs)), () => {
      if (mark === alarm) endPieces();
    });
  }

  function endPieces(): void {
    advance();
    for (;;) {
      const next = oldest();
      if (next?.done == null) break;
      const came = next.until - served < 1e-6;
      if (!came && time.now() < next.beganMs + speed.limitMs) break;
      const { done } = next;
      next.done = null;
      underWay -= 1;
      done(came);
    }
    setAlarm();
  }

  return {
    perMinute,
    ask(done) {
      advance();
      const piece: Piece = { beganMs: time.now(), until: served + speed.pieceMbit, done };
      pieces.push(piece);
      underWay += 1;
      // More of them end later: an alarm that is set comes early enough.
      if (!isSet) setAlarm();
      return () => {
        if (piece.done === null) return;
        advance();
        piece.done = null;
        underWay -= 1;
        setAlarm();
      };
    },
  };
}
