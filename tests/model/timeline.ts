/** Fake time: what was asked for later is done in its order, at once. */
export type Timeline = {
  now(): number;
  at(ms: number, run: () => void): void;
  runUntil(ms: number): void;
};

type Entry = { readonly ms: number; readonly order: number; readonly run: () => void };

/** A binary heap: a day of ten thousand PCs is some hundred thousand entries. */
export function timeline(): Timeline {
  const heap: Entry[] = [];
  let now = 0;
  let order = 0;
  const before = (a: Entry | undefined, b: Entry | undefined): boolean =>
    a !== undefined && (b === undefined || a.ms < b.ms || (a.ms === b.ms && a.order < b.order));

  function swap(a: number, b: number): void {
    const [one, other] = [heap[a], heap[b]];
    if (one === undefined || other === undefined) return;
    heap[a] = other;
    heap[b] = one;
  }

  function rise(from: number): void {
    for (let at = from; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!before(heap[at], heap[parent])) return;
      swap(at, parent);
      at = parent;
    }
  }

  function sink(): void {
    for (let at = 0; ; ) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const next = before(heap[right], heap[left]) ? right : left;
      if (!before(heap[next], heap[at])) return;
      swap(at, next);
      at = next;
    }
  }

  function take(): Entry | undefined {
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined) return undefined;
    if (heap.length > 0) {
      heap[0] = last;
      sink();
    }
    return first;
  }

  return {
    now: () => now,
    at(ms, run) {
      heap.push({ ms, order: order++, run });
      rise(heap.length - 1);
    },
    runUntil(end) {
      while ((heap[0]?.ms ?? Number.POSITIVE_INFINITY) <= end) {
        const next = take();
        if (next === undefined) break;
        now = next.ms;
        next.run();
      }
      now = end;
    },
  };
}
