import { AppError, type ErrorCode, errorCode } from "../../core/errors.ts";
import type { Said } from "../../core/provider-words.ts";
import type { Log } from "../files/log.ts";
import { NetworkError } from "../network/network-error.ts";
import { ProviderError } from "../provider/provider-error.ts";

/** The causes of this run's errors, by code. Each is logged before anything drops it (reliability 35). */
export type Causes = {
  /** Of the provider. @param place the address that was asked */
  heard(doing: string, error: AppError, place: string | null): void;
  /** Logs what nobody has been told of yet. */
  failed(doing: string, thrown: unknown): void;
  /** What a page did, which has no error of its own; of its address the host is enough. */
  saw(code: ErrorCode, place: string): void;
  /** What was last heard with this code and may be shown. */
  of(code: ErrorCode): Said | null;
};

export function createCauses(log: Pick<Log, "error" | "event">): Causes {
  const last = new Map<ErrorCode, Said>();

  function note(code: ErrorCode, said: Said): void {
    last.set(code, { ...said, place: shown(said.place) });
  }

  return {
    heard(doing, error, place) {
      const said = { word: error.said?.word ?? null, place: error.said?.place ?? place };
      note(error.code, said);
      log.error("provider", error.code, error.cause, { doing, said: said.word, url: said.place });
    },
    failed(doing, thrown) {
      const known = thrown instanceof ProviderError || thrown instanceof NetworkError;
      const behind = thrown instanceof AppError ? thrown.cause : thrown;
      if (known || behind instanceof ProviderError || behind instanceof NetworkError) return;
      log.error("client", errorCode(thrown), behind, { doing });
    },
    saw: (code, place) => note(code, { word: null, place: URL.parse(place)?.origin ?? null }),
    of: (code) => last.get(code) ?? null,
  };
}

/** Origin and path, as typed into a policy; a query may hold secrets. */
function shown(place: string | null): string | null {
  const url = URL.parse(place ?? "");
  return url === null ? null : url.origin + (url.pathname === "/" ? "" : url.pathname);
}
