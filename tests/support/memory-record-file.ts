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
