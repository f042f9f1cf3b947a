/** NativeImage for PNG and JPEG bytes; nothing is decoded, the tray page draws them. */
import { readFileSync } from "node:fs";
import { loudClass, loudObject } from "./loud.ts";

const pngStart = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

export class NativeImage {
  readonly #bytes: Buffer;
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }
  isEmpty(): boolean {
    return this.#bytes.length === 0;
  }
  toPNG(): Buffer {
    return this.#bytes;
  }
  toDataURL(): string {
    const type = this.#bytes.subarray(0, 4).equals(pngStart) ? "png" : "jpeg";
    return `data:image/${this.isEmpty() ? "png" : type};base64,${this.#bytes.toString("base64")}`;
  }
  /** From the PNG header; 0×0 for other formats and for an empty image. */
  getSize(): { width: number; height: number } {
    if (!this.#bytes.subarray(0, 4).equals(pngStart)) return { width: 0, height: 0 };
    return { width: this.#bytes.readUInt32BE(16), height: this.#bytes.readUInt32BE(20) };
  }
  setTemplateImage(_yes: boolean): void {}
  /** Other densities aren't drawn. */
  addRepresentation(_options: object): void {}
}
loudClass(NativeImage, "NativeImage");

const read = (path: string): Buffer => {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
};

export const nativeImage = loudObject(
  {
    createEmpty: () => new NativeImage(Buffer.alloc(0)),
    /** An unreadable file gives an empty image, as in Electron. */
    createFromPath: (path: string) => new NativeImage(read(path)),
    createFromBuffer: (buffer: Buffer, _options?: object) => new NativeImage(buffer),
    createFromDataURL: (url: string) => new NativeImage(Buffer.from(url.split(",")[1] ?? "", "base64")),
  },
  "nativeImage",
);
