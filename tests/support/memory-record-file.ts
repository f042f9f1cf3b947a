import { AppError } from "../../src/core/errors.ts";
import type { RecordFile } from "../../src/core/ports.ts";

/** A record file in memory: what is written is what a reader gets, and never the same object. */
export function createMemoryRecordFile<T>(): RecordFile<T> {
  let text: string | null = null;
  return {
    async read() {
      return { value: text === null ? null : (JSON.parse(text) as T), recovered: false };
    },
    async write(value) {
      text = JSON.stringify(value);
    },
    async remove() {
      text = null;
    },
  };
}

/** The same, held now and then, as by a virus scanner: after `hold(n)` the next n calls of these kinds are refused. */
export function createHeldRecordFile<T>(...kinds: readonly (keyof RecordFile<T>)[]) {
  const file = createMemoryRecordFile<T>();
  let times = 0;
  const pass = (kind: keyof RecordFile<T>) => {
    if (kinds.includes(kind) && times-- > 0) throw new AppError("APP_UNEXPECTED");
  };
  const record: RecordFile<T> = {
    async read() {
      pass("read");
      return file.read();
    },
    async write(value) {
      pass("write");
      await file.write(value);
    },
    async remove() {
      pass("remove");
      await file.remove();
    },
  };
  const hold = (calls: number) => {
    times = calls;
  };
  return { record, hold };
}
