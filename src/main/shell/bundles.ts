import { AppError } from "../../core/errors.ts";
import type { BundleFile, BundlePreview, BundleProgress } from "../../shared/bundle.ts";

export type BundlesDeps = {
  /** Rejects once the signal is given. */
  readonly gather: (
    signal: AbortSignal,
    progress: (progress: BundleProgress) => void,
  ) => Promise<BundlePreview>;
  /** Where to save, as the person says in the OS's own dialog; null = nowhere. @param sender the page that asked */
  readonly choosePlace: (sender: number) => Promise<string | null>;
  readonly write: (path: string, files: readonly BundleFile[]) => Promise<void>;
  /** Tells the window how far it is. */
  readonly progress: (progress: BundleProgress) => void;
};

/** The bundle that a window shows: what was shown is what is saved, whatever has happened meanwhile. */
export class Bundles {
  readonly #deps: BundlesDeps;
  #under: AbortController | null = null;
  #shown: { readonly number: number; readonly preview: BundlePreview } | null = null;
  #last = 0;

  constructor(deps: BundlesDeps) {
    this.#deps = deps;
  }

  /** @returns null when it was cancelled, or asked for once more meanwhile */
  async prepare(): Promise<(BundlePreview & { readonly number: number }) | null> {
    this.cancel();
    const under = new AbortController();
    this.#under = under;
    try {
      const preview = await this.#deps.gather(under.signal, this.#deps.progress);
      if (under.signal.aborted) return null;
      this.#last += 1;
      this.#shown = { number: this.#last, preview };
      return { number: this.#last, ...preview };
    } catch (thrown) {
      if (under.signal.aborted) return null;
      throw thrown;
    } finally {
      if (this.#under === under) this.#under = null;
    }
  }

  /** Nothing is under way any more, and nothing that was shown is kept. */
  cancel(): void {
    this.#under?.abort();
    this.#under = null;
    this.#shown = null;
  }

  /**
   * @param number of the preview that the person looked at; another one is refused
   * @returns the path; null when the person changed their mind in the dialog
   */
  async save(number: number, withPage: boolean, sender: number): Promise<string | null> {
    const shown = this.#shown;
    const files = withPage ? shown?.preview.withPage : shown?.preview.files;
    if (shown?.number !== number || files === undefined || files === null) throw new AppError("IPC_REJECTED");
    const path = await this.#deps.choosePlace(sender);
    if (path === null) return null;
    await this.#deps.write(path, files);
    return path;
  }
}
